import type { AlertCause, AlertFinding } from '@theriac/api'
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

/** What an alert is found to be when it is closed. */
export const findingWords: Readonly<Record<AlertFinding, Text>> = {
  falsified: { en: 'Falsified pack', zh: '假药' },
  diverted: { en: 'Diverted or stolen', zh: '窜货或被盗' },
  handling: { en: 'Mistake in handling', zh: '操作失误' },
  scanner: { en: 'Scanner set up wrongly', zh: '扫描枪设置错误' },
  data: { en: 'Wrong data from the factory', zh: '生产企业数据有误' },
  late_upload: { en: 'Data came late', zh: '数据上传滞后' },
  unfounded: { en: 'Nothing was wrong', zh: '误报' },
}

/** Whether it is not closed without a word on what was done: the server asks for the same. */
export const needsResolution = ({ code, cause }: { readonly code: string; readonly cause: AlertCause }): boolean =>
  code === 'PC_02' || code === 'PCK_22' || cause === 'double_dispense' || cause === 'repeated_serial'
