import type { Text } from '../../core/i18n/language.ts'

/** Ways out of circulation that are chosen by hand. */
export const ways = [
  'destroyed',
  'exported',
  'sampled',
  'free_sample',
  'checked_out',
  'stolen',
  'lost',
  'voided',
] as const
export type Way = (typeof ways)[number]

/** What each way is for, in words. */
export const wayWords: Readonly<Record<Way, { readonly name: Text; readonly detail: Text }>> = {
  destroyed: {
    name: { en: 'Destroy', zh: '销毁' },
    detail: { en: 'By two people. For good.', zh: '须两人执行，不可恢复。' },
  },
  exported: {
    name: { en: 'Export', zh: '出口' },
    detail: { en: 'The goods leave the country.', zh: '货物离境。' },
  },
  sampled: {
    name: { en: 'Sample for an authority', zh: '监管抽样' },
    detail: { en: 'An authority took them to test them.', zh: '由主管部门抽检。' },
  },
  free_sample: {
    name: { en: 'Free sample', zh: '赠样' },
    detail: { en: 'Given to a professional free of charge.', zh: '免费提供给专业人员。' },
  },
  checked_out: {
    name: { en: 'Check out', zh: '核销' },
    detail: { en: 'Used otherwise: for tests, for training.', zh: '用于检验、培训等其他用途。' },
  },
  stolen: {
    name: { en: 'Stolen', zh: '被盗' },
    detail: { en: 'Reported to the police.', zh: '已报警。' },
  },
  lost: {
    name: { en: 'Lost', zh: '丢失' },
    detail: { en: 'Nowhere to be found.', zh: '无法找到。' },
  },
  voided: {
    name: { en: 'Never made', zh: '赋码作废' },
    detail: { en: 'Commissioned by mistake.', zh: '误赋码。' },
  },
}

/** Reports of what is gone, which need evidence. */
export const isGone = (way: Way): way is 'stolen' | 'lost' => way === 'stolen' || way === 'lost'
