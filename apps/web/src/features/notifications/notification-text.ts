import type { Notification } from '@theriac/api'
import { refusalInChinese } from '../../core/api/refusal-words.ts'
import type { Format } from '../../core/i18n/format.ts'
import { operationWords } from '../../ui/words/operations.ts'

/** What a notification says, in the reader's language: the server's own words are English. */
export function notificationText({ kind, args, text }: Notification, { language }: Format): string {
  if (language === 'en') return text
  const told = (name: string): string => String(args[name] ?? '')
  const pack = [told('product'), told('gtin'), told('serial'), told('lotNumber')].filter(Boolean).join(' ')
  switch (kind) {
    case 'lot_recalled': {
      const dispensed = told('dispensed') === '' || args.dispensed === 0 ? '' : `,已售出 ${told('dispensed')} 盒`
      return `${told('product')} 批次 ${told('lotNumber')} 被召回（${told('recallClass')} 级）：${told('reason')}。本机构持有 ${told('held')} 盒${dispensed}。`
    }
    case 'product_stopped':
      return `${told('product')} 已停止流通（${told('status')}）：${told('reason')}。本机构持有 ${told('held')} 盒。`
    case 'alert_raised':
      return `警报 ${told('code')}:${pack}`
    case 'alert_escalated':
      return `警报 ${told('code')}（${pack}）已升级：${told('reason')}`
    case 'shipment_sent':
      return `${told('sender')} 的发运 ${told('number')} 正在运来：${told('units')} 盒`
    case 'shipment_difference':
      return `${told('sender')} 发往 ${told('receiver')} 的发运 ${told('number')} 结束时相差 ${told('left')} 盒`
    case 'licence_ending':
      return `许可证 ${told('number')} 将于 ${told('day')} 到期`
    case 'job_rejected':
      return `账本拒绝了“${operationWords(told('operation')).zh}”：${refusalInChinese({ name: told('name'), args }) ?? told('detail')}`
    case 'proposal_made':
      return `提案 ${told('proposal')} 等待审批：${told('call')}（${told('reason')}）`
    case 'destruction_proposed':
      return `${told('units')} 盒药品的销毁等待您作为第二执行人复核：${told('reason')}`
    default:
      return kind satisfies never
  }
}
