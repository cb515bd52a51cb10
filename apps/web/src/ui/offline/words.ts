import { defineWords } from '../../core/i18n/messages.ts'

export const useOfflineWords = defineWords({
  en: (f) => ({
    scannedAt: (time: string) => `scanned ${time}`,
    answeredAt: (time: string) => `answered ${time}`,
    waits: 'Waits for the network',
    clear: 'Clear what is answered',
    list: 'Waiting for the network',
    count: (count: number) => f.plural(count, { one: '# waits', other: '# wait' }),
  }),
  zh: (f) => ({
    scannedAt: (time: string) => `扫码 ${time}`,
    answeredAt: (time: string) => `结果 ${time}`,
    waits: '等待网络恢复',
    clear: '清除已有结果的条目',
    list: '等待网络恢复的操作',
    count: (count: number) => `${f.number(count)} 项等待中`,
  }),
})
