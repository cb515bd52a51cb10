import type { MantineColor } from '@mantine/core'
import type { Text } from '../../core/i18n/language.ts'

/** How a state looks and is called. */
export interface Status {
  readonly colour: MantineColor
  readonly words: Text
}

const good = 'teal'
const busy = 'blue'
const warn = 'yellow'
const bad = 'red'
const done = 'gray'
const state = (colour: MantineColor, en: string, zh: string): Status => ({ colour, words: { en, zh } })

/**
 * Every state that the API tells, of packs, lots, products, institutions, shipments, alerts, jobs: the one place where it
 * is said how it is called and coloured.
 */
const statuses: Readonly<Record<string, Status>> = {
  // Packs
  active: state(good, 'Active', '正常'),
  ok: state(good, 'In order', '正常'),
  sellable: state(good, 'On sale', '可售'),
  institution: state(good, 'In stock', '在库'),
  in_stock: state(good, 'In stock', '在库'),
  partially_dispensed: state(busy, 'Opened', '已拆零'),
  opened: state(busy, 'Opened', '已拆零'),
  in_transit: state(busy, 'On its way', '运输中'),
  shipment: state(busy, 'On its way', '运输中'),
  container: state(good, 'In a container', '已装箱'),
  returned: state(warn, 'Returned', '已退回'),
  rejected: state(bad, 'Rejected', '已拒收'),
  quarantined: state(warn, 'Quarantined', '已隔离'),
  quarantine: state(warn, 'Quarantined', '已隔离'),
  dispensed: state(done, 'Dispensed', '已售出'),
  dispensed_in_parts: state(done, 'Dispensed in parts', '已拆零售完'),
  administered: state(done, 'Administered', '已给药'),
  destroyed: state(done, 'Destroyed', '已销毁'),
  exported: state(done, 'Exported', '已出口'),
  sampled: state(done, 'Sampled', '已抽样'),
  free_sample: state(done, 'Free sample', '赠样'),
  checked_out: state(done, 'Checked out', '已核销'),
  stolen: state(bad, 'Stolen', '被盗'),
  lost: state(bad, 'Lost', '丢失'),
  gone_unsaleable: state(bad, 'Gone, not saleable', '不可售且已流失'),
  commissioning_voided: state(done, 'Voided', '已作废'),
  // What holds a pack back, and what is wrong with a code
  product_withdrawn: state(bad, 'Product withdrawn', '药品已撤市'),
  product_suspended: state(bad, 'Product suspended', '药品已暂停'),
  lot_recalled: state(bad, 'Lot recalled', '批次已召回'),
  recalled: state(bad, 'Recalled', '已召回'),
  expired: state(warn, 'Expired', '已过期'),
  holder_not_licensed: state(warn, 'Holder not licensed', '持有方无有效许可'),
  product_unknown: state(bad, 'Product unknown', '药品未知'),
  not_a_pack: state(warn, 'Not the code of a pack', '不是药盒编码'),
  lot_unknown: state(bad, 'Lot unknown', '批次未知'),
  expiry_differs: state(bad, 'Expiry differs', '有效期不符'),
  lot_differs: state(bad, 'Lot differs', '批号不符'),
  serial_unknown: state(bad, 'Serial unknown', '序列号未知'),
  serial_repeated: state(bad, 'Serial used twice', '序列号重复'),
  // Verdicts
  genuine: state(good, 'Genuine', '真品'),
  suspect: state(bad, 'Suspect', '可疑'),
  not_sellable: state(warn, 'Not to be supplied', '不可销售'),
  not_for_use: state(warn, 'Do not use', '请勿使用'),
  unknown: state(bad, 'Unknown', '未知'),
  product_only: state(busy, 'Product only', '仅药品信息'),
  // Products, lots, institutions, licences
  registered: state(good, 'Registered', '已登记'),
  commissioned: state(good, 'Commissioned', '已赋码'),
  retired: state(done, 'Retired', '已停用'),
  withdrawn: state(bad, 'Withdrawn', '已撤市'),
  suspended: state(warn, 'Suspended', '已暂停'),
  applied: state(busy, 'Applied', '已申请'),
  refused: state(bad, 'Refused', '已驳回'),
  declined: state(bad, 'Declined', '已驳回'),
  future: state(busy, 'Not yet valid', '尚未生效'),
  revoked: state(bad, 'Revoked', '已吊销'),
  valid: state(good, 'Valid', '有效'),
  in_force: state(good, 'In force', '有效'),
  // Shipments
  sent: state(busy, 'Sent', '已发出'),
  under_way: state(busy, 'Under way', '在途'),
  partly_received: state(warn, 'Partly received', '部分收货'),
  received: state(good, 'Received', '已收货'),
  difference: state(warn, 'Difference', '有差异'),
  settled: state(good, 'Settled', '已完结'),
  voided: state(done, 'Voided', '已作废'),
  cleared: state(good, 'Cleared', '已处理'),
  // Cases, approvals, jobs
  open: state(warn, 'Open', '未处理'),
  investigating: state(busy, 'Being looked into', '调查中'),
  closed: state(done, 'Closed', '已关闭'),
  preparing: state(busy, 'Preparing', '准备中'),
  pending: state(busy, 'Under way', '处理中'),
  sealed: state(good, 'Done', '已完成'),
  to_approve: state(warn, 'To be approved', '待批准'),
  approved: state(good, 'Approved', '已批准'),
  confirmed: state(busy, 'Confirmed', '已复核'),
  executed: state(good, 'In effect', '已生效'),
  cancelled: state(done, 'Taken back', '已撤回'),
  disabled: state(warn, 'Disabled', '已停用'),
  removed: state(done, 'Removed', '已移除'),
  // Keys
  current: state(good, 'In use', '使用中'),
  awaited: state(warn, 'Not on the ledger yet', '等待上链'),
  replaced: state(done, 'Replaced', '已更换'),
  // Webhooks
  paused: state(done, 'Paused', '已暂停'),
  delivered: state(good, 'Delivered', '已送达'),
  failed: state(bad, 'Failed', '失败'),
  // The chain, its nodes and what is asked for them
  up: state(good, 'Up', '在线'),
  behind: state(warn, 'Behind', '落后'),
  down: state(bad, 'Down', '离线'),
  not_seen: state(done, 'Not seen', '未见'),
  asked: state(warn, 'Asked for', '待批准'),
  taken: state(good, 'Done', '已执行'),
  repeated: state(done, 'Sent again', '重复提交'),
  turned_down: state(bad, 'Refused', '已拒绝'),
  in_no_block: state(busy, 'In no block yet', '待打包'),
  in_block: state(good, 'Sealed', '已上链'),
  // Alerts of the chain that are closed
  over: state(good, 'Over', '已恢复'),
  switched_off: state(done, 'Rule switched off', '规则已停用'),
  // Severity
  high: state(bad, 'Urgent', '紧急'),
  medium: state(warn, 'Soon', '尽快'),
  low: state(done, 'When there is time', '有空时'),
}

/** A state's look and words; one that is not listed is told as the API calls it. */
export function statusOf(name: string): Status {
  const plain = name.replaceAll('_', ' ')
  return statuses[name] ?? state('gray', plain.charAt(0).toUpperCase() + plain.slice(1), plain)
}
