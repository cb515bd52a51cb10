import { defineWords } from '../../core/i18n/messages.ts'

export const usePictureWords = defineWords({
  en: () => ({
    png: 'Save as PNG',
    csv: 'Save as CSV',
    table: 'As a table',
    picture: 'As a picture',
    of: (tool: string, name: string) => `${tool}: ${name}`,
  }),
  zh: () => ({
    png: '保存为 PNG',
    csv: '保存为 CSV',
    table: '以表格查看',
    picture: '以图形查看',
    of: (tool: string, name: string) => `${tool}：${name}`,
  }),
})
