import { IconAlertOctagon } from '@tabler/icons-react'
import { actingIn } from '@theriac/api'
import { defineFeature } from '../../core/pages/page.ts'
import { paths } from '../../core/paths.ts'

/** Recalls and withdrawals, and how far the goods have come back. */
export const recallsFeature = defineFeature({
  pages: [
    {
      path: paths.recalls,
      title: { en: 'Recalls', zh: '召回与撤市' },
      keywords: 'recall withdrawal reach 召回 撤市 收回 进度',
      nav: { group: 'watch', icon: IconAlertOctagon, order: 20 },
      load: () => import('./recalls-page.tsx'),
    },
    {
      path: '/recalls/$gtin/$lot',
      title: { en: 'Recall', zh: '召回' },
      load: () => import('./recall-page.tsx'),
    },
    {
      path: '/withdrawals/$gtin',
      title: { en: 'Withdrawal', zh: '撤市' },
      load: () => import('./withdrawal-page.tsx'),
    },
    {
      path: paths.withdraw,
      title: { en: 'Withdraw a product', zh: '药品撤市' },
      access: actingIn('factory', 'regulator'),
      keywords: 'withdrawal 撤市',
      load: () => import('./withdraw-page.tsx'),
    },
  ],
})
