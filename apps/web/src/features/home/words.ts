import type { FigureName, TaskName } from '@theriac/api'
import type { Text } from '../../core/i18n/language.ts'
import { defineWords } from '../../core/i18n/messages.ts'

export const useHomeWords = defineWords({
  en: (f) => ({
    greeting: (institution: string) => institution,
    intro: 'What there is to do now',
    todo: 'To do',
    nothing: 'Nothing is waiting for you',
    nothingDetail: 'New work appears here by itself.',
    figures: 'At a glance',
    asOf: (time: string) => `As of ${time}`,
    days: (count: number) => `The last ${f.plural(count, { one: '# day', other: '# days' })}`,
    recalls: 'Recalls under way',
    recallClass: (n: number) => `Class ${n}`,
    open: (open: number, all: number) =>
      `${f.number(open)} of ${f.plural(all, { one: '# pack', other: '# packs' })} to come back`,
    licences: 'Licences running out',
    until: (day: string) => `until ${day}`,
    quick: 'Often needed',
    activity: 'Units by day',
    noActivity: 'Nothing happened in these days',
    other: 'Other',
  }),
  zh: (f) => ({
    greeting: (institution: string) => institution,
    intro: '现在需要处理的事项',
    todo: '待办',
    nothing: '没有待办事项',
    nothingDetail: '新的任务会自动出现在这里。',
    figures: '概览',
    asOf: (time: string) => `截至 ${time}`,
    days: (count: number) => `最近 ${f.number(count)} 天`,
    recalls: '进行中的召回',
    recallClass: (n: number) => `${n} 级召回`,
    open: (open: number, all: number) => `共 ${f.number(all)} 盒,${f.number(open)} 盒待收回`,
    licences: '即将到期的许可证',
    until: (day: string) => `有效期至 ${day}`,
    quick: '常用操作',
    activity: '每日数量',
    noActivity: '这段时间没有活动',
    other: '其他',
  }),
})

/** What is counted, in words. */
export const figureWords: Readonly<Record<FigureName, Text>> = {
  institutions: { en: 'Active institutions', zh: '正常运营机构' },
  products: { en: 'Products', zh: '产品' },
  lots: { en: 'Lots', zh: '批次' },
  units_commissioned: { en: 'Packs commissioned', zh: '已赋码药盒' },
  units_in_stock: { en: 'In stock', zh: '在库' },
  units_in_transit: { en: 'On the way', zh: '运输中' },
  units_coming: { en: 'Coming to us', zh: '即将到货' },
  units_under_way: { en: 'Sent by us, not yet received', zh: '已发出未收货' },
  units_opened: { en: 'Opened packs', zh: '已拆零' },
  units_quarantined: { en: 'In quarantine', zh: '隔离中' },
  units_returned: { en: 'Returned, to be judged', zh: '退回待处理' },
  units_rejected: { en: 'Rejected', zh: '已拒收' },
  units_dispensed: { en: 'Dispensed', zh: '已售出' },
  units_destroyed: { en: 'Destroyed', zh: '已销毁' },
  units_exported: { en: 'Exported', zh: '已出口' },
  units_sampled: { en: 'Taken as samples', zh: '已抽样' },
  units_gone: { en: 'Stolen or lost', zh: '被盗或丢失' },
  units_voided: { en: 'Voided', zh: '已作废' },
  strong_acts: { en: 'Strong acts of the regulator', zh: '监管强制措施' },
}

/** What is to be done, in words. */
export const taskWords: Readonly<Record<TaskName, Text>> = {
  alerts_escalated: { en: 'Alerts that waited too long', zh: '超时未处理的警报' },
  recalled_in_stock: { en: 'Recalled packs in stock: send back or destroy', zh: '在库召回药品:退回或销毁' },
  recalls_under_way: { en: 'Recalls under way', zh: '进行中的召回' },
  alerts_open: { en: 'Alerts to look into', zh: '待调查的警报' },
  proposals_open: { en: 'Proposals to approve', zh: '待审批的提案' },
  applications_open: { en: 'Applications to decide', zh: '待审核的申请' },
  shipments_to_receive: { en: 'Shipments to receive', zh: '待收货的发运' },
  differences_to_clear: { en: 'Differences to clear', zh: '待处理的差异' },
  quarantine_to_decide: { en: 'Packs in quarantine to decide on', zh: '待判定的隔离药品' },
  returns_to_judge: { en: 'Returned packs to judge', zh: '待判定的退货' },
  rejected_to_destroy: { en: 'Rejected packs to destroy', zh: '待销毁的拒收药品' },
  jobs_rejected: { en: 'Writes that the ledger refused', zh: '被账本拒绝的写入' },
  expired_in_stock: { en: 'Expired packs in stock', zh: '在库过期药品' },
  expiring_soon: { en: 'Packs that expire soon', zh: '即将过期的药品' },
  licences_running_out: { en: 'Licences that run out soon', zh: '即将到期的许可证' },
}
