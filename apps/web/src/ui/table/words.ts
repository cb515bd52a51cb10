import { defineWords } from '../../core/i18n/messages.ts'

export const useTableWords = defineWords({
  en: (f) => ({
    filter: 'Filter these rows',
    columns: 'Columns',
    csv: 'Save as CSV',
    rows: (count: number) => f.plural(count, { one: '# row', other: '# rows' }),
    atLeast: (count: number) => `${f.number(count)} rows so far`,
    more: 'Loading more …',
    nothing: 'Nothing here',
    nothingLeft: 'No row fits the filter',
    sortBy: (label: string) => `Sort by ${label}`,
  }),
  zh: (f) => ({
    filter: '筛选这些行',
    columns: '列',
    csv: '保存为 CSV',
    rows: (count: number) => `${f.number(count)} 行`,
    atLeast: (count: number) => `已加载 ${f.number(count)} 行`,
    more: '正在加载更多…',
    nothing: '这里没有内容',
    nothingLeft: '没有符合筛选条件的行',
    sortBy: (label: string) => `按${label}排序`,
  }),
})
