import { IconNotes } from '@tabler/icons-react'
import { actingIn, anyIn } from '@theriac/api'
import { defineFeature } from '../../core/pages/page.ts'
import { paths } from '../../core/paths.ts'

/** Which drugs were used for whom in a hospital; and what is published of it. */
export const drugUseFeature = defineFeature({
  pages: [
    {
      path: paths.drugUse,
      title: { en: 'Drug use', zh: '用药记录' },
      access: anyIn('hospital', 'regulator'),
      keywords: 'ward patient dose 病区 患者 剂量',
      nav: { group: 'care', icon: IconNotes, order: 40, access: anyIn('hospital') },
      load: () => import('./drug-use-page.tsx'),
    },
    {
      path: paths.newDrugUse,
      title: { en: 'Record drug use', zh: '登记用药' },
      access: actingIn('hospital'),
      load: () => import('./write-page.tsx'),
    },
    {
      path: '/drug-use/records/$id',
      title: { en: 'Drug-use record', zh: '用药记录' },
      access: anyIn('hospital', 'regulator'),
      load: () => import('./record-page.tsx'),
    },
    {
      path: paths.drugUseStatistics,
      title: { en: 'Drug-use statistics', zh: '用药统计' },
      keywords: 'published use month 公布 月份',
      load: () => import('./statistics-page.tsx'),
    },
  ],
})
