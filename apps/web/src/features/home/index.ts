import { IconHome } from '@tabler/icons-react'
import { defineFeature } from '../../core/pages/page.ts'
import { paths } from '../../core/paths.ts'

/** What there is to do now. */
export const homeFeature = defineFeature({
  pages: [
    {
      path: paths.home,
      title: { en: 'Start', zh: '首页' },
      nav: { group: 'now', icon: IconHome, order: 1, onPhone: true },
      load: () => import('./home-page.tsx'),
    },
  ],
})
