import { IconFileCertificate } from '@tabler/icons-react'
import { defineFeature } from '../../core/pages/page.ts'
import { paths } from '../../core/paths.ts'
import { overseers } from './overseers.ts'

/** Who did what: every write and every refusal, chained so that nothing can be altered unnoticed. */
export const operatorLogFeature = defineFeature({
  pages: [
    {
      path: paths.operatorLog,
      title: { en: 'Operator log', zh: '操作日志' },
      access: overseers,
      keywords: 'audit trail log who did what 审计 日志 操作记录',
      nav: { group: 'own', icon: IconFileCertificate, order: 40 },
      load: () => import('./operator-log-page.tsx'),
    },
  ],
})
