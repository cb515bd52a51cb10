import { IconPackageOff } from '@tabler/icons-react'
import { acting, actingIn } from '@theriac/api'
import { defineFeature } from '../../core/pages/page.ts'
import { paths } from '../../core/paths.ts'

/** How goods leave circulation other than to patients, and what of that is taken back. */
export const endingsFeature = defineFeature({
  pages: [
    {
      path: paths.endings,
      title: { en: 'Out of circulation', zh: '退出流通' },
      keywords: 'destroyed exported samples stolen lost checked out 销毁 出口 抽样 赠样 被盗 丢失 核销',
      nav: { group: 'watch', icon: IconPackageOff, order: 30 },
      load: () => import('./endings-page.tsx'),
    },
    {
      path: paths.newEnding,
      title: { en: 'Take out of circulation', zh: '办理退出流通' },
      access: actingIn('factory', 'distributor', 'pharmacy', 'hospital'),
      keywords: 'destroy export sample stolen lost check out 销毁 出口 抽样 被盗 丢失 核销',
      load: () => import('./new-ending-page.tsx'),
    },
    {
      path: paths.undoEnding,
      title: { en: 'Put back into circulation', zh: '恢复流通' },
      access: acting,
      keywords: 'undo found again 撤销 找回',
      load: () => import('./undo-page.tsx'),
    },
    {
      path: '/endings/destructions/$id',
      title: { en: 'Destruction', zh: '销毁' },
      load: () => import('./destruction-page.tsx'),
    },
  ],
})
