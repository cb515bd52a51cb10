import { IconBarcode, IconPill, IconStack2 } from '@tabler/icons-react'
import { actingIn, anyIn } from '@theriac/api'
import { defineFeature } from '../../core/pages/page.ts'
import { paths } from '../../core/paths.ts'

/** Products, their lots, and how the packs of a lot come into being. */
export const factoryFeature = defineFeature({
  pages: [
    {
      path: paths.lots,
      title: { en: 'Lots', zh: '批次' },
      keywords: 'batch recall 批号 召回',
      nav: { group: 'make', icon: IconStack2, order: 10, onPhone: true, access: anyIn('factory', 'regulator') },
      load: () => import('./lots/lots-page.tsx'),
    },
    {
      path: paths.newLot,
      title: { en: 'Register a lot', zh: '登记批次' },
      access: actingIn('factory'),
      keywords: 'batch new 批号 新建',
      load: () => import('./lots/new-lot-page.tsx'),
    },
    {
      path: '/lots/$gtin/$lot',
      title: { en: 'Lot', zh: '批次' },
      load: () => import('./lots/lot-page.tsx'),
    },
    {
      path: '/lots/$gtin/$lot/amend',
      title: { en: 'Amend the lot', zh: '修订批次' },
      access: actingIn('factory'),
      load: () => import('./lots/amend-lot-page.tsx'),
    },
    {
      path: paths.commissioning,
      title: { en: 'Commissioning', zh: '赋码' },
      access: actingIn('factory'),
      keywords: 'serials 序列号 追溯码',
      nav: { group: 'make', icon: IconBarcode, order: 20, onPhone: true },
      load: () => import('./commissioning/open-lots-page.tsx'),
    },
    {
      path: '/commissioning/$gtin/$lot',
      title: { en: 'Commissioning', zh: '赋码' },
      access: actingIn('factory'),
      load: () => import('./commissioning/commission-page.tsx'),
    },
    {
      path: paths.products,
      title: { en: 'Products', zh: '药品' },
      keywords: 'GTIN drug 药品',
      nav: { group: 'make', icon: IconPill, order: 30 },
      load: () => import('./products/products-page.tsx'),
    },
    {
      path: paths.newProduct,
      title: { en: 'Register a product', zh: '登记药品' },
      access: actingIn('factory'),
      keywords: 'GTIN new 新建',
      load: () => import('./products/new-product-page.tsx'),
    },
    {
      path: '/products/$gtin',
      title: { en: 'Product', zh: '药品' },
      load: () => import('./products/product-page.tsx'),
    },
    {
      path: '/products/$gtin/amend',
      title: { en: 'Amend the product', zh: '修订药品' },
      access: actingIn('factory'),
      load: () => import('./products/amend-product-page.tsx'),
    },
  ],
})
