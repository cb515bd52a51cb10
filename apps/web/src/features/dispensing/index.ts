import { IconPrescription } from '@tabler/icons-react'
import { actingIn } from '@theriac/api'
import { defineFeature } from '../../core/pages/page.ts'
import { paths } from '../../core/paths.ts'
import { waitingDispensing } from './waiting-dispensing.ts'

/** The till: packs to patients. */
export const dispensingFeature = defineFeature({
  pages: [
    {
      path: paths.dispense,
      title: { en: 'Dispense', zh: '发药' },
      access: actingIn('pharmacy', 'hospital'),
      keywords: 'till patient sell undo 售出 销售 患者 撤销',
      nav: { group: 'care', icon: IconPrescription, order: 1, onPhone: true },
      load: () => import('./till-page.tsx'),
    },
  ],
  waits: [waitingDispensing],
})
