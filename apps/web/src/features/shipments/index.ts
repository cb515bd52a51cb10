import { IconPackageImport, IconTruckDelivery, IconTruckLoading } from '@tabler/icons-react'
import { actingIn } from '@theriac/api'
import { defineFeature } from '../../core/pages/page.ts'
import { paths } from '../../core/paths.ts'

const traders = actingIn('factory', 'distributor', 'pharmacy', 'hospital')

/** Goods between institutions: sent, received, and what became of them. */
export const shipmentsFeature = defineFeature({
  pages: [
    {
      path: paths.receive,
      title: { en: 'Receive', zh: '收货' },
      access: traders,
      keywords: 'delivery incoming 到货 入库 验收',
      nav: { group: 'move', icon: IconPackageImport, order: 10, onPhone: true },
      load: () => import('./receive-page.tsx'),
    },
    {
      path: '/receive/$sender/$number',
      title: { en: 'Receiving station', zh: '收货工作台' },
      access: traders,
      load: () => import('./station-page.tsx'),
    },
    {
      path: paths.ship,
      title: { en: 'Ship', zh: '发货' },
      access: traders,
      keywords: 'send outgoing delivery 出库 发运',
      nav: { group: 'move', icon: IconTruckLoading, order: 20 },
      load: () => import('./ship-page.tsx'),
    },
    {
      path: paths.shipments,
      title: { en: 'Shipments', zh: '发运单' },
      keywords: 'deliveries 发货 收货',
      nav: { group: 'move', icon: IconTruckDelivery, order: 30 },
      load: () => import('./shipments-page.tsx'),
    },
    {
      path: '/shipments/$sender/$number',
      title: { en: 'Shipment', zh: '发运单' },
      load: () => import('./shipment-page.tsx'),
    },
  ],
})
