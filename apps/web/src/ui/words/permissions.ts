import type { Permission } from '@theriac/api'
import type { Text } from '../../core/i18n/language.ts'

/** What institutions do, in a few words: as permissions that the regulator gives, and in the scope of licences. */
export const permissionWords: Readonly<Record<Permission, Text>> = {
  register_product: { en: 'Register products', zh: '登记药品' },
  register_lot: { en: 'Register lots', zh: '登记批次' },
  commission: { en: 'Commission packs', zh: '赋码' },
  pack: { en: 'Pack into cases', zh: '装箱' },
  ship: { en: 'Ship', zh: '发货' },
  receive: { en: 'Receive', zh: '收货' },
  dispense: { en: 'Dispense', zh: '发药' },
  decommission: { en: 'Take out of circulation', zh: '退出流通' },
  destroy: { en: 'Destroy', zh: '销毁' },
  quarantine: { en: 'Quarantine', zh: '隔离' },
  return: { en: 'Take returns', zh: '退货' },
  recall: { en: 'Recall lots', zh: '召回' },
  record: { en: 'Write records', zh: '写入记录' },
  record_use: { en: 'Record drug use', zh: '登记用药' },
  inspect: { en: 'Inspect', zh: '检查' },
  regulate: { en: 'Regulate', zh: '监管' },
}

/** What each of them lets an institution do, in a sentence. */
export const permissionMeanings: Readonly<Record<Permission, Text>> = {
  register_product: { en: 'Enter its drugs and keep their data up to date', zh: '登记本企业药品并维护其信息' },
  register_lot: { en: 'Enter lots with origin, dates and quantity', zh: '登记批次的产地、日期和数量' },
  commission: { en: 'Bring packs into circulation, each with a number of its own', zh: '为每盒药品赋码，使其进入流通' },
  pack: { en: 'Put packs into cases and onto pallets, and take them out', zh: '装箱、装托盘，以及拆箱' },
  ship: { en: 'Send goods to other institutions', zh: '向其他机构发货' },
  receive: { en: 'Take in goods that others send', zh: '接收其他机构发来的货物' },
  dispense: { en: 'Hand packs, or parts of them, to patients', zh: '向患者发药或拆零发药' },
  decommission: { en: 'Export, sample, give away or check out packs', zh: '出口、抽样、赠样或核销药品' },
  destroy: { en: 'Destroy packs before a witness', zh: '在见证人在场时销毁药品' },
  quarantine: { en: 'Hold packs back, and let them go again', zh: '将药品隔离及解除隔离' },
  return: { en: 'Take packs back and judge them', zh: '接收退回药品并作出判定' },
  recall: { en: 'Call lots back from everybody who has them', zh: '向所有持有者召回批次' },
  record: { en: 'File documents and records', zh: '归档文件和记录' },
  record_use: { en: 'Note which patient was given which drug', zh: '登记患者的用药情况' },
  inspect: { en: 'Write inspections of other institutions', zh: '记录对其他机构的检查' },
  regulate: { en: 'Admit, suspend and supervise institutions', zh: '批准、暂停和监管各机构' },
}
