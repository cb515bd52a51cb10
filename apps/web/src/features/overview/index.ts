import { IconChartAreaLine } from '@tabler/icons-react'
import { anyIn } from '@theriac/api'
import { defineFeature } from '../../core/pages/page.ts'
import { paths } from '../../core/paths.ts'

/** How the whole country stands. */
export const overviewFeature = defineFeature({
  pages: [
    {
      path: paths.overview,
      title: { en: 'National overview', zh: '全国概览' },
      access: anyIn('regulator'),
      keywords: 'statistics charts trends stock production 统计 图表 趋势 去向',
      nav: { group: 'now', icon: IconChartAreaLine, order: 5 },
      load: () => import('./overview-page.tsx'),
    },
  ],
})
