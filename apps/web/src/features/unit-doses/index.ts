import { IconNurse, IconPills } from '@tabler/icons-react'
import { actingIn, anyIn } from '@theriac/api'
import { defineFeature } from '../../core/pages/page.ts'
import { paths } from '../../core/paths.ts'

/** Parts of packs, and what was given to patients of a hospital. */
export const unitDosesFeature = defineFeature({
  pages: [
    {
      path: paths.unitDoses,
      title: { en: 'Unit doses', zh: '拆零发药' },
      access: anyIn('pharmacy', 'hospital'),
      keywords: 'open pack tablets part single dose 拆零 单剂量 片',
      nav: { group: 'care', icon: IconPills, order: 10 },
      load: () => import('./parts/parts-page.tsx'),
    },
    {
      path: paths.administrations,
      title: { en: 'Administrations', zh: '给药记录' },
      access: anyIn('hospital'),
      keywords: 'ward patient given 病区 患者 给药',
      nav: { group: 'care', icon: IconNurse, order: 20 },
      load: () => import('./administrations/administrations-page.tsx'),
    },
    {
      path: paths.administer,
      title: { en: 'Give to a patient', zh: '登记给药' },
      access: actingIn('hospital'),
      keywords: 'ward administer 病区 患者',
      load: () => import('./administrations/administer-page.tsx'),
    },
    {
      path: paths.declareError,
      title: { en: 'Declare an error', zh: '声明给药记录错误' },
      access: actingIn('hospital'),
      keywords: 'mistake wrong administration 更正 错误',
      load: () => import('./administrations/declare-error-page.tsx'),
    },
  ],
})
