import { overseers } from '@theriac/api'
import { defineFeature } from '../../core/pages/page.ts'
import { paths } from '../../core/paths.ts'

/** Keys that sign for institutions and for the server, and certificates of nodes. */
export const keysFeature = defineFeature({
  pages: [
    {
      path: paths.keys,
      title: { en: 'Keys and certificates', zh: '密钥与证书' },
      access: overseers,
      subject: { of: 'chain', place: 80, label: { en: 'Keys', zh: '密钥' } },
      keywords: 'rotation revocation lanes signing service expiry 密钥 轮换 吊销 证书 到期 签名服务 通道账户',
      load: () => import('./keys-page.tsx'),
    },
  ],
})
