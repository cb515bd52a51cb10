import { IconBuilding, IconBuildingHospital } from '@tabler/icons-react'
import { defineFeature } from '../../core/pages/page.ts'
import { paths } from '../../core/paths.ts'

/** Who takes part, with licences and permissions; the regulator decides on them. */
export const institutionsFeature = defineFeature({
  pages: [
    {
      path: paths.institutions,
      title: { en: 'Institutions', zh: '机构' },
      keywords: 'licences applications partners 许可证 申请 GLN',
      nav: { group: 'govern', icon: IconBuildingHospital, order: 10 },
      load: () => import('./institutions-page.tsx'),
    },
    {
      path: paths.ownInstitution,
      title: { en: 'Our institution', zh: '本机构信息' },
      keywords: 'licences permissions operators 许可证 权限 操作员',
      nav: { group: 'own', icon: IconBuilding, order: 10 },
      load: () => import('./own-institution-page.tsx'),
    },
    {
      path: '/institutions/$gln',
      title: { en: 'Institution', zh: '机构' },
      load: () => import('./institution-page.tsx'),
    },
  ],
})
