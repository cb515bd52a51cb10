import { IconHandStop } from '@tabler/icons-react'
import { acting } from '@theriac/api'
import { defineFeature } from '../../core/pages/page.ts'
import { paths } from '../../core/paths.ts'

/** Goods that are set aside until somebody has decided on them. */
export const quarantineFeature = defineFeature({
  pages: [
    {
      path: paths.quarantine,
      title: { en: 'Quarantine', zh: '隔离' },
      keywords: 'hold block set aside 待处理 待验 锁定',
      nav: { group: 'watch', icon: IconHandStop, order: 20 },
      load: () => import('./quarantine-page.tsx'),
    },
    {
      path: paths.setAside,
      title: { en: 'Put into quarantine', zh: '实施隔离' },
      access: acting,
      keywords: 'hold block 锁定 停售',
      load: () => import('./set-aside-page.tsx'),
    },
    {
      path: paths.release,
      title: { en: 'Release from quarantine', zh: '解除隔离' },
      access: acting,
      load: () => import('./release-page.tsx'),
    },
  ],
})
