import { IconFileText } from '@tabler/icons-react'
import { acting } from '@theriac/api'
import { defineFeature } from '../../core/pages/page.ts'
import { paths } from '../../core/paths.ts'

/** What institutions write about products, lots, packs, shipments and each other, with files. */
export const recordsFeature = defineFeature({
  pages: [
    {
      path: paths.records,
      title: { en: 'Records and documents', zh: '记录与文件' },
      keywords: 'note certificate leaflet inspection file 证书 说明书 检查 附件',
      nav: { group: 'watch', icon: IconFileText, order: 40 },
      load: () => import('./records-page.tsx'),
    },
    {
      path: paths.newRecord,
      title: { en: 'Write a record', zh: '新建记录' },
      access: acting,
      keywords: 'note upload 上传 登记',
      load: () => import('./new-record-page.tsx'),
    },
    {
      path: '/records/$record',
      title: { en: 'Record', zh: '记录' },
      load: () => import('./record-page.tsx'),
    },
  ],
})
