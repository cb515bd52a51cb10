import type { Text } from '../../core/i18n/language.ts'

/** Codes of the European vocabulary in words, in the order in which they are offered. */
const codes: Readonly<Record<string, Text>> = {
  PC_02: { en: 'Serial number unknown', zh: '序列号未知' },
  PCK_22: { en: 'Pack has left circulation already', zh: '药盒此前已退出流通' },
  LOT_03: { en: 'Lot unknown', zh: '批号未知' },
  LOT_12: { en: 'Expiry date differs from the lot', zh: '有效期与批次不符' },
  LOT_13: { en: 'Lot and serial do not belong together', zh: '批号与序列号不匹配' },
  PCK_06: { en: 'Undo does not match the pack', zh: '撤销操作与药盒状态不符' },
  PCK_19: { en: 'Pack is in that state already', zh: '药盒已处于该状态' },
  PCK_20: { en: 'Too late to undo', zh: '已超过撤销期限' },
  PCK_21: { en: 'Undo by another institution', zh: '非原机构撤销' },
  PCK_27: { en: 'State cannot be changed that way', zh: '状态不能这样变更' },
}

export const alertCodes: readonly string[] = Object.keys(codes)

/** What an alert's code says. */
export const codeWords = (code: string): Text => codes[code] ?? { en: code, zh: code }
