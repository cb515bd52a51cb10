import { IconUsers } from '@tabler/icons-react'
import { admins, overseers } from '@theriac/api'
import { defineFeature } from '../../core/pages/page.ts'
import { paths } from '../../core/paths.ts'

/** Who acts for the institution. */
export const accountsFeature = defineFeature({
  pages: [
    {
      path: paths.accounts,
      title: { en: 'Accounts', zh: '账户管理' },
      access: overseers,
      keywords: 'people users password unlock 人员 用户 重置密码',
      nav: { group: 'own', icon: IconUsers, order: 20 },
      load: () => import('./accounts-page.tsx'),
    },
    {
      path: paths.newAccount,
      title: { en: 'New account', zh: '新建账户' },
      access: admins,
      load: () => import('./new-account-page.tsx'),
    },
    {
      path: '/accounts/$id',
      title: { en: 'Account', zh: '账户' },
      access: overseers,
      load: () => import('./account-page.tsx'),
    },
  ],
})
