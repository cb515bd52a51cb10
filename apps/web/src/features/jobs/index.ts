import { IconListCheck } from '@tabler/icons-react'
import { defineFeature } from '../../core/pages/page.ts'
import { paths } from '../../core/paths.ts'

/** Writes to the ledger, and what came of them. */
export const jobsFeature = defineFeature({
  pages: [
    {
      path: paths.jobs,
      title: { en: 'Writes', zh: '写入记录' },
      keywords: 'jobs ledger 任务 账本',
      nav: { group: 'own', icon: IconListCheck, order: 80 },
      load: () => import('./jobs-page.tsx'),
    },
    {
      path: '/jobs/$id',
      title: { en: 'Write', zh: '写入' },
      load: () => import('./job-page.tsx'),
    },
  ],
})
