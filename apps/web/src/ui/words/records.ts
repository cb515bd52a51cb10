import type { recordKinds, recordSubjectKinds } from '@theriac/api'
import type { Text } from '../../core/i18n/language.ts'

/** Kinds of record in words. */
export const recordKindWords: Readonly<Record<(typeof recordKinds)[number], Text>> = {
  circulation_note: { en: 'Circulation note', zh: '流通记录' },
  inspection: { en: 'Inspection', zh: '检查记录' },
  sensor_data: { en: 'Sensor data', zh: '传感器数据' },
  document: { en: 'Document', zh: '文件资料' },
}

/** What a record can be about, in words. */
export const subjectKindWords: Readonly<Record<(typeof recordSubjectKinds)[number], Text>> = {
  product: { en: 'Product', zh: '药品' },
  lot: { en: 'Lot', zh: '批次' },
  unit: { en: 'Pack', zh: '药盒' },
  shipment: { en: 'Shipment', zh: '发运' },
  institution: { en: 'Institution', zh: '机构' },
}

/** What an inspection found, in words. */
export const outcomeWords: Readonly<Record<'passed' | 'deficient' | 'failed', Text>> = {
  passed: { en: 'Passed', zh: '通过' },
  deficient: { en: 'Deficient', zh: '有缺陷' },
  failed: { en: 'Failed', zh: '不通过' },
}
