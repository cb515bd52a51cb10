import { defineFeature } from '../../core/pages/page.ts'

/** One pack: what it is, where it is, and the way it took. */
export const unitFeature = defineFeature({
  pages: [{ path: '/units/$gtin/$serial', title: { en: 'Pack', zh: '药盒' }, load: () => import('./unit-page.tsx') }],
})
