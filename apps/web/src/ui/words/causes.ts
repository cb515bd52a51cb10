import type { AlertCause } from '@theriac/api'
import type { Text } from '../../core/i18n/language.ts'

/** What most likely lies behind an alert. */
export const causeWords: Readonly<Record<AlertCause, Text>> = {
  unknown: { en: 'Not known', zh: '原因不明' },
  double_dispense: { en: 'Dispensed twice', zh: '重复售出' },
  repeated_serial: { en: 'Serial used twice', zh: '序列号重复使用' },
  late_upload: { en: 'Factory data came late', zh: '生产数据上传滞后' },
  caps_lock: { en: 'Scanner: Caps Lock was on', zh: '扫描枪：大写锁定开启' },
  keyboard_layout: { en: 'Scanner: wrong keyboard layout', zh: '扫描枪：键盘布局不符' },
  ai_split: { en: 'Scanner: code was cut wrongly', zh: '扫描枪：编码分割错误' },
  day_00: { en: 'Expiry printed without a day', zh: '有效期未印具体日' },
}
