import { IconWebhook } from '@tabler/icons-react'
import { admins } from '@theriac/api'
import { defineFeature } from '../../core/pages/page.ts'
import { paths } from '../../core/paths.ts'

/** Tells an institution's own systems what happens, as it happens. */
export const webhooksFeature = defineFeature({
  pages: [
    {
      path: paths.webhooks,
      title: { en: 'Webhooks', zh: '事件推送' },
      access: admins,
      keywords: 'integration ERP machine signature webhook 接口 对接 签名',
      nav: { group: 'own', icon: IconWebhook, order: 40 },
      load: () => import('./webhooks-page.tsx'),
    },
    {
      path: paths.newWebhook,
      title: { en: 'Add a webhook', zh: '新建事件推送' },
      access: admins,
      load: () => import('./new-webhook-page.tsx'),
    },
    {
      path: '/webhooks/$id',
      title: { en: 'Webhook', zh: '事件推送' },
      access: admins,
      load: () => import('./webhook-page.tsx'),
    },
  ],
})
