import { IconScan } from '@tabler/icons-react'
import { defineFeature } from '../../core/pages/page.ts'
import { paths } from '../../core/paths.ts'
import { waitingVerification } from './waiting-verification.ts'

/** Says what a scanned pack is. */
export const verifyFeature = defineFeature({
  pages: [
    {
      path: paths.verify,
      title: { en: 'Verify a pack', zh: '核验药品' },
      keywords: 'scan check 扫码 查询',
      nav: { group: 'now', icon: IconScan, order: 2, onPhone: true },
      load: () => import('./verify-page.tsx'),
    },
  ],
  waits: [waitingVerification],
})
