import { defineWords } from '../../core/i18n/messages.ts'

export const useChartWords = defineWords({
  en: () => ({ png: 'Save as PNG', csv: 'Save as CSV', day: 'Day', table: 'As a table', picture: 'As a picture' }),
  zh: () => ({ png: '保存为 PNG', csv: '保存为 CSV', day: '日期', table: '以表格查看', picture: '以图表查看' }),
})
