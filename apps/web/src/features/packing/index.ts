import { IconBoxMultiple, IconPackages } from '@tabler/icons-react'
import { actingIn } from '@theriac/api'
import { defineFeature } from '../../core/pages/page.ts'
import { paths } from '../../core/paths.ts'

const packers = actingIn('factory', 'distributor', 'pharmacy', 'hospital')

/** Packs into cases, cases onto pallets, and what is in what. */
export const packingFeature = defineFeature({
  pages: [
    {
      path: paths.packing,
      title: { en: 'Pack', zh: '装箱' },
      access: packers,
      keywords: 'case pallet aggregation SSCC 箱 托盘 包装 关联 拆箱 unpack',
      nav: { group: 'move', icon: IconPackages, order: 15 },
      load: () => import('./packing-page.tsx'),
    },
    {
      path: '/packing/into/$sscc',
      title: { en: 'Pack', zh: '装箱' },
      access: packers,
      load: () => import('./packing-page.tsx'),
    },
    {
      path: paths.packLots,
      title: { en: 'Pack a whole lot', zh: '整批装箱' },
      access: packers,
      keywords: 'cases range aggregation 批量 装箱',
      load: () => import('./whole-lot/choose-lot-page.tsx'),
    },
    {
      path: '/packing/lots/$gtin/$lot',
      title: { en: 'Pack a whole lot', zh: '整批装箱' },
      access: packers,
      load: () => import('./whole-lot/pack-lot-page.tsx'),
    },
    {
      path: paths.containers,
      title: { en: 'Cases and pallets', zh: '箱与托盘' },
      keywords: 'containers SSCC 包装',
      nav: { group: 'move', icon: IconBoxMultiple, order: 40 },
      load: () => import('./containers/containers-page.tsx'),
    },
    {
      path: '/containers/$sscc',
      title: { en: 'Case or pallet', zh: '箱或托盘' },
      load: () => import('./containers/container-page.tsx'),
    },
  ],
})
