import { defineFeature } from '../../core/pages/page.ts'
import { paths } from '../../core/paths.ts'

/** How the chain and this server do, and did; what somebody is told of. */
export const monitoringFeature = defineFeature({
  pages: [
    {
      path: paths.monitoring,
      title: { en: 'Monitoring', zh: '运行监控' },
      keywords: 'alert height lag disk certificate clock lanes 告警 高度 落后 磁盘 证书 时钟',
      subject: { of: 'chain', place: 15 },
      load: () => import('./monitoring-page.tsx'),
    },
    {
      path: paths.monitoringRules,
      title: { en: 'Alert rules of the chain', zh: '链上告警规则' },
      keywords: 'threshold notification webhook 阈值 通知',
      subject: { of: 'chain' },
      load: () => import('./rules/rules-page.tsx'),
    },
  ],
})
