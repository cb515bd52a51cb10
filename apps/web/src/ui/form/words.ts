import { defineWords } from '../../core/i18n/messages.ts'

export const useFormWords = defineWords({
  en: (f) => ({
    required: 'This is needed',
    gtin: 'A GTIN has 14 digits (13, 12 and 8 are taken too), the last one a check digit',
    gln: 'A GLN has 13 digits, the last one a check digit',
    sscc: 'An SSCC has 18 digits, the last one a check digit',
    serial: 'A serial number has 1 to 20 letters, digits or signs',
    lotNumber: 'A lot number has 1 to 20 letters, digits or signs',
    day: 'A day of the calendar',
    chooseDay: 'Choose a day',
    dayPlaceholder: 'e.g. 30 Nov 2028',
    momentPlaceholder: 'e.g. 30 Nov 2028, 14:05',
    atLeast: (least: number) => `At least ${f.number(least)}`,
    longEnough: (least: number) => `At least ${f.plural(least, { one: '# character', other: '# characters' })}`,
  }),
  zh: (f) => ({
    required: '此项必填',
    gtin: 'GTIN 为 14 位数字（也接受 13、12、8 位），最后一位为校验码',
    gln: 'GLN 为 13 位数字，最后一位为校验码',
    sscc: 'SSCC 为 18 位数字，最后一位为校验码',
    serial: '序列号为 1 至 20 个字母、数字或符号',
    lotNumber: '批号为 1 至 20 个字母、数字或符号',
    day: '请输入有效日期',
    chooseDay: '选择日期',
    dayPlaceholder: '例如 2028年11月30日',
    momentPlaceholder: '例如 2028年11月30日 14:05',
    atLeast: (least: number) => `不得少于 ${f.number(least)}`,
    longEnough: (least: number) => `至少 ${f.number(least)} 个字符`,
  }),
})
