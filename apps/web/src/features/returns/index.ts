import { IconArrowBackUp } from '@tabler/icons-react'
import { actingIn, anyIn } from '@theriac/api'
import { defineFeature } from '../../core/pages/page.ts'
import { paths } from '../../core/paths.ts'

/** Goods that came back: taken in, judged, and put back on sale or set apart to be destroyed. */
export const returnsFeature = defineFeature({
  pages: [
    {
      path: paths.returns,
      title: { en: 'Returns', zh: '退货' },
      access: anyIn('factory', 'distributor', 'pharmacy', 'hospital', 'regulator'),
      keywords: 'bring back 退回 退药 判定',
      nav: {
        group: 'move',
        icon: IconArrowBackUp,
        order: 40,
        access: anyIn('factory', 'distributor', 'pharmacy', 'hospital'),
      },
      load: () => import('./returns-page.tsx'),
    },
    {
      path: paths.takeBack,
      title: { en: 'Take back', zh: '接收退货' },
      access: actingIn('pharmacy', 'hospital'),
      keywords: 'return patient counter 患者退药',
      load: () => import('./take-back-page.tsx'),
    },
    {
      path: paths.judgeReturns,
      title: { en: 'Judge returns', zh: '退货判定' },
      access: actingIn('factory', 'distributor', 'pharmacy', 'hospital'),
      keywords: 'accept reject 接受 拒绝 检查',
      load: () => import('./judge-page.tsx'),
    },
  ],
})
