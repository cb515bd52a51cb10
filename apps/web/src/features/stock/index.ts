import { IconBuildingWarehouse } from '@tabler/icons-react'
import { defineFeature } from '../../core/pages/page.ts'
import { paths } from '../../core/paths.ts'

/** What an institution has. */
export const stockFeature = defineFeature({
  pages: [
    {
      path: paths.stock,
      title: { en: 'Stock', zh: '库存' },
      keywords: 'inventory expiry lots 有效期 批号 盘点',
      nav: { group: 'move', icon: IconBuildingWarehouse, order: 40 },
      load: () => import('./stock-page.tsx'),
    },
  ],
})
