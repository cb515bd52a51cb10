import type { Text } from '../../core/i18n/language.ts'

/** Why an alert was handed to the regulator: the server's own reasons in both languages, a person's as they were written. */
export function escalationWords(reason: string): Text {
  const [, hours] = /^nobody closed it within (\d+) hours$/.exec(reason) ?? []
  if (hours !== undefined) return { en: reason, zh: `${hours} 小时内无人关闭` }
  return { en: reason, zh: reason === 'several institutions found the same pack' ? '多家机构发现同一药盒' : reason }
}
