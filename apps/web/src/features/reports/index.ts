import { IconReportAnalytics } from '@tabler/icons-react'
import { defineFeature } from '../../core/pages/page.ts'
import { paths } from '../../core/paths.ts'

/** Reports: what happened, what is where, and what looks odd. */
export const reportsFeature = defineFeature({
  pages: [
    {
      path: paths.reports,
      title: { en: 'Reports', zh: '报表' },
      keywords: 'report csv export inventory movements expiry 报表 导出 库存 流水 效期',
      nav: { group: 'watch', icon: IconReportAnalytics, order: 60 },
      load: () => import('./reports-page.tsx'),
    },
  ],
})
