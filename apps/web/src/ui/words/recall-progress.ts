import type { Text } from '../../core/i18n/language.ts'

/** What has become of goods that are called back, in the order in which they come back. */
export const recallGroups = ['out', 'back', 'gone', 'atPatients'] as const
export type RecallGroup = (typeof recallGroups)[number]

export const recallGroupWords: Readonly<Record<RecallGroup, Text>> = {
  out: { en: 'Still out', zh: '在外未收回' },
  back: { en: 'At the maker', zh: '在生产企业' },
  gone: { en: 'Destroyed or gone', zh: '已销毁或退出流通' },
  atPatients: { en: 'With patients', zh: '已到患者' },
}

export const recallGroupColours: Readonly<Record<RecallGroup, string>> = {
  out: '#d98c00',
  back: '#0b8f86',
  gone: '#5f6b75',
  atPatients: '#9467a8',
}
