import type { ChainAlertRule, Notification } from '@theriac/api'
import { refusalInChinese } from '../../core/api/refusal-words.ts'
import type { Format } from '../../core/i18n/format.ts'
import { codeWords } from '../../ui/words/alert-codes.ts'
import { chainRuleWords } from '../../ui/words/chain-alerts.ts'
import { escalationWords } from '../../ui/words/escalation.ts'
import { operationWords } from '../../ui/words/operations.ts'
import { statusOf } from '../../ui/words/status.ts'

/**
 * What a notification says, in the reader's language, with institutions by their names and alerts by what they mean.
 *
 * @param nameOf - gives an institution's name for its GLN
 */
export function notificationText(notification: Notification, format: Format, nameOf: (gln: string) => string): string {
  const { args } = notification
  const said = inLanguage(notification, format)
  const named = glnsIn(notification).reduce((text, gln) => text.replace(gln, nameOf(gln)), said)
  return typeof args.code === 'string' ? named.replace(args.code, `“${codeWords(args.code)[format.language]}”`) : named
}

/** GLNs of the institutions that a notification names. */
export const glnsIn = ({ args: { sender, receiver } }: Notification): readonly string[] =>
  [sender, receiver].filter((gln) => typeof gln === 'string')

/** The server's own words are English. */
function inLanguage({ kind, args, text }: Notification, { language }: Format): string {
  if (language === 'en') return text
  const told = (name: string): string => String(args[name] ?? '')
  const pack = [told('product'), told('gtin'), told('serial'), told('lotNumber')].filter(Boolean).join(' ')
  switch (kind) {
    case 'lot_recalled': {
      const dispensed = told('dispensed') === '' || args.dispensed === 0 ? '' : `，已售出 ${told('dispensed')} 盒`
      return `${told('product')} 批次 ${told('lotNumber')} 被召回（${['一', '二', '三'][Number(args.recallClass) - 1] ?? told('recallClass')}级召回）：${told('reason')}。${args.everywhere === true ? '各机构共' : '本机构'}持有 ${told('held')} 盒${dispensed}。`
    }
    case 'product_stopped':
      return `${told('product')} ${statusOf(told('status')).words.zh}：${told('reason')}。本机构持有 ${told('held')} 盒。`
    case 'alert_raised':
      return `警报${told('code')}：${pack}`
    case 'alert_escalated':
      return `警报${told('code')}（${pack}）已上报监管机构：${escalationWords(told('reason')).zh}`
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
    case 'chain_alert_raised': {
      const { found, todo } = chainRuleWords[args.rule as ChainAlertRule]
      const name = told('name') === '' ? undefined : told('name')
      return `${found({ name, value: Number(args.value) }).zh}。${todo.zh}`
    }
    case 'chain_alert_cleared': {
      const title = chainRuleWords[args.rule as ChainAlertRule].title.zh
      const about = told('name') === '' ? title : `${title}（${told('name')}）`
      return args.cleared === 'switched_off' ? `${about}：规则已停用，告警已关闭` : `${about}：已恢复正常`
    }
    default:
      return kind satisfies never
  }
}
