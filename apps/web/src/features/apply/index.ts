import { defineFeature } from '../../core/pages/page.ts'
import { paths } from '../../core/paths.ts'

/** Applying for taking part, and how an application stands: for everybody, without an account. */
export const applyFeature = defineFeature({
  pages: [
    {
      path: paths.apply,
      title: { en: 'Apply for taking part', zh: '申请加入' },
      access: 'public',
      load: () => import('./apply-page.tsx'),
    },
    {
      path: '/apply/$gln',
      title: { en: 'Your application', zh: '申请进度' },
      access: 'public',
      load: () => import('./application-page.tsx'),
    },
  ],
})
