import { defineFeature } from '../../core/pages/page.ts'
import { paths } from '../../core/paths.ts'

/** Groups: ledgers of their own, each with its own members. */
export const groupsFeature = defineFeature({
  pages: [
    {
      path: paths.groups,
      title: { en: 'Groups', zh: '群组' },
      keywords: 'group ledger members default switch 群组 账本 成员 默认 切换',
      subject: { of: 'chain', place: 40 },
      load: () => import('./groups-page.tsx'),
    },
  ],
})
