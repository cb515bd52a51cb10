import { IconBell } from '@tabler/icons-react'
import { defineFeature } from '../../core/pages/page.ts'
import { paths } from '../../core/paths.ts'

/** What the institution was told. */
export const notificationsFeature = defineFeature({
  pages: [
    {
      path: paths.notifications,
      title: { en: 'Notifications', zh: '通知' },
      nav: { group: 'now', icon: IconBell, order: 90 },
      load: () => import('./notifications-page.tsx'),
    },
  ],
})
