import { IconPrinter } from '@tabler/icons-react'
import { actingIn } from '@theriac/api'
import { defineFeature } from '../../core/pages/page.ts'
import { paths } from '../../core/paths.ts'

const packers = actingIn('factory', 'distributor', 'pharmacy', 'hospital')

/** Labels of packs, cases and pallets. */
export const labelsFeature = defineFeature({
  pages: [
    {
      path: paths.labels,
      title: { en: 'Labels', zh: '标签' },
      access: packers,
      keywords: 'print DataMatrix GS1-128 SSCC barcode 打印 条码 二维码',
      nav: { group: 'move', icon: IconPrinter, order: 45 },
      load: () => import('./labels-page.tsx'),
    },
    {
      path: '/labels/lots/$gtin/$lot',
      title: { en: 'Labels of a lot', zh: '批次标签' },
      access: packers,
      load: () => import('./lot-labels-page.tsx'),
    },
    {
      path: '/labels/containers/$sscc',
      title: { en: 'Label', zh: '箱标签' },
      access: packers,
      load: () => import('./container-label-page.tsx'),
    },
  ],
})
