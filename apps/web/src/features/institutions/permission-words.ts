import type { Permission } from '@theriac/api'
import type { Text } from '../../core/i18n/language.ts'

/** What an institution may be permitted to do, in words. */
export const permissionWords: Readonly<Record<Permission, Text>> = {
  register_product: { en: 'Register products', zh: '登记产品' },
  register_lot: { en: 'Register lots', zh: '登记批次' },
  commission: { en: 'Commission packs', zh: '赋码' },
  pack: { en: 'Pack into cases', zh: '装箱' },
  ship: { en: 'Ship', zh: '发货' },
  receive: { en: 'Receive', zh: '收货' },
  dispense: { en: 'Dispense', zh: '售药' },
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
