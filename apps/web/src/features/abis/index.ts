import { defineFeature } from '../../core/pages/page.ts'
import { paths } from '../../core/paths.ts'

/** Contracts that are none of the platform's, read by ABIs that somebody registered. */
export const abisFeature = defineFeature({
  pages: [
    {
      path: paths.abis,
      title: { en: 'Other contracts', zh: '其他合约' },
      subject: { of: 'chain', place: 65 },
      keywords: 'abi registry foreign contract decode 合约 ABI 登记 解码',
      load: () => import('./abis-page.tsx'),
    },
    {
      path: '/chain/abis/$address',
      title: { en: 'Another contract', zh: '其他合约' },
      subject: { of: 'chain' },
      load: () => import('./abi-page.tsx'),
    },
  ],
})
