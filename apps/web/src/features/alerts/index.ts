import { IconAlertTriangle } from '@tabler/icons-react'
import { defineFeature } from '../../core/pages/page.ts'
import { paths } from '../../core/paths.ts'

/** What was found suspicious, and what became of it. */
export const alertsFeature = defineFeature({
  pages: [
    {
      path: paths.alerts,
      title: { en: 'Alerts', zh: '警报' },
      keywords: 'triage suspect falsified 可疑 假药 排查',
      nav: { group: 'watch', icon: IconAlertTriangle, order: 10 },
      load: () => import('./alerts-page.tsx'),
    },
    { path: '/alerts/$id', title: { en: 'Alert', zh: '警报' }, load: () => import('./alert-page.tsx') },
  ],
})
