import { defineFeature } from '../../core/pages/page.ts'
import { paths } from '../../core/paths.ts'

/** One's own sign-in. The page to sign in on stands outside of the shell. */
export const sessionFeature = defineFeature({
  pages: [
    {
      path: paths.password,
      title: { en: 'Change password', zh: '修改密码' },
      load: () => import('./password-page.tsx'),
    },
  ],
})
