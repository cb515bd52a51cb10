import { defineFeature } from '../../core/pages/page.ts'

/** Everything that was found. */
export const searchFeature = defineFeature({
  pages: [{ path: '/search', title: { en: 'Search', zh: '搜索' }, load: () => import('./search-page.tsx') }],
})
