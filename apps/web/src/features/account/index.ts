import { IconUserCog } from '@tabler/icons-react'
import { defineFeature } from '../../core/pages/page.ts'
import { paths } from '../../core/paths.ts'

/** One's own account: language, password, where one is signed in, tokens of machines. */
export const accountFeature = defineFeature({
  pages: [
    {
      path: paths.settings,
      title: { en: 'My account', zh: '我的账户' },
      keywords: 'settings password sessions tokens API language key 设置 密码 会话 令牌 语言 密钥',
      nav: { group: 'own', icon: IconUserCog, order: 90 },
      load: () => import('./account-page.tsx'),
    },
    {
      path: paths.keyboard,
      title: { en: 'Keyboard and scanner', zh: '键盘与扫码枪' },
      keywords: 'shortcuts help keys 快捷键 帮助 操作说明',
      load: () => import('./keyboard-page.tsx'),
    },
  ],
})
