import type { NotificationKind } from '@theriac/api'
import type { Text } from '../../core/i18n/language.ts'
import { defineWords } from '../../core/i18n/messages.ts'

export const useNotificationWords = defineWords({
  en: () => ({
    title: 'Notifications',
    intro: 'What your institution was told, newest first.',
    readAll: 'Mark all as read',
    empty: 'Nothing yet',
    emptyDetail: 'Recalls, alerts, shipments and what the ledger refused are told here.',
    more: 'Show older ones',
    fresh: 'New',
  }),
  zh: () => ({
    title: '通知',
    intro: '本机构收到的通知，最新在前。',
    readAll: '全部标为已读',
    empty: '还没有通知',
    emptyDetail: '召回、警报、发运以及被账本拒绝的写入会在这里告知。',
    more: '显示更早的通知',
    fresh: '新',
  }),
})

/** Kinds of notification in words. */
export const notificationWords: Readonly<Record<NotificationKind, Text>> = {
  lot_recalled: { en: 'Lot recalled', zh: '批次召回' },
  product_stopped: { en: 'Product stopped', zh: '药品停售' },
  alert_raised: { en: 'Alert', zh: '警报' },
  alert_escalated: { en: 'Alert that waited too long', zh: '警报已上报监管' },
  shipment_sent: { en: 'Shipment for us', zh: '发往本机构的货物' },
  shipment_difference: { en: 'Difference in a shipment', zh: '发运差异' },
  licence_ending: { en: 'Licence running out', zh: '许可证即将到期' },
  job_rejected: { en: 'Refused by the ledger', zh: '账本拒绝' },
  proposal_made: { en: 'Proposal to approve', zh: '待审批提案' },
  destruction_proposed: { en: 'Destruction to confirm', zh: '待复核的销毁' },
  chain_alert_raised: { en: 'Alert of the chain', zh: '链上告警' },
  chain_alert_cleared: { en: 'Alert of the chain is over', zh: '链上告警已恢复' },
}
