import type { SearchGroup } from '@theriac/api'
import type { Text } from '../../core/i18n/language.ts'

/** What a search finds, by group, in words. */
export const groupWords: Readonly<Record<SearchGroup, Text>> = {
  units: { en: 'Packs', zh: '药盒' },
  products: { en: 'Products', zh: '药品' },
  lots: { en: 'Lots', zh: '批次' },
  containers: { en: 'Cases and pallets', zh: '箱与托盘' },
  shipments: { en: 'Shipments', zh: '发运' },
  institutions: { en: 'Institutions', zh: '机构' },
  transactions: { en: 'Transactions', zh: '交易' },
  documents: { en: 'Documents', zh: '文件' },
}
