import { IconListSearch } from '@tabler/icons-react'
import { anyIn } from '@theriac/api'
import { defineFeature } from '../../core/pages/page.ts'
import { paths } from '../../core/paths.ts'

/** Suppliers and drugs by their record on the ledger, for whoever thinks of buying. */
export const screeningFeature = defineFeature({
  pages: [
    {
      path: paths.screening,
      title: { en: 'Screening', zh: '供应商与药品筛查' },
      keywords: 'supplier drug compare buy 采购 供应商 比较 资质',
      nav: {
        group: 'watch',
        icon: IconListSearch,
        order: 30,
        access: anyIn('distributor', 'pharmacy', 'hospital'),
      },
      load: () => import('./screening-page.tsx'),
    },
    {
      path: '/screening/suppliers/$glns',
      title: { en: 'Supplier screening', zh: '供应商筛查' },
      load: () => import('./suppliers-page.tsx'),
    },
    {
      path: '/screening/drugs/$gtins',
      title: { en: 'Drug screening', zh: '药品筛查' },
      load: () => import('./drugs-page.tsx'),
    },
  ],
})
