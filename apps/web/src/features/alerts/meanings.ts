import type { AlertCause, AlertFinding } from '@theriac/api'
import type { Text } from '../../core/i18n/language.ts'

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
