import { IconGavel } from '@tabler/icons-react'
import { defineFeature } from '../../core/pages/page.ts'
import { paths } from '../../core/paths.ts'

/** The regulator's strong acts: what was proposed, who approved it, and how many there were. */
export const governanceFeature = defineFeature({
  pages: [
    {
      path: paths.governance,
      title: { en: 'Strong acts', zh: '重大决定' },
      keywords: 'governance proposals approvals k-of-n 提案 审批 多签',
      nav: { group: 'govern', icon: IconGavel, order: 20 },
      load: () => import('./governance-page.tsx'),
    },
    {
      path: paths.oversight,
      title: { en: 'What the regulator decides', zh: '监管决定公示' },
      access: 'public',
      load: () => import('./public-page.tsx'),
    },
    { path: '/governance/$id', title: { en: 'Proposal', zh: '提案' }, load: () => import('./proposal-page.tsx') },
  ],
})
