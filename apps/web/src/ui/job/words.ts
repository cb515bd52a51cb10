import { defineWords } from '../../core/i18n/messages.ts'

export const useJobWords = defineWords({
  en: (f) => ({
    done: 'Done',
    undo: 'Undo',
    undone: 'Undone',
    partly: (taken: number) =>
      `${f.plural(taken, { one: '# act was', other: '# acts were' })} taken before and stay done.`,
    preparing: 'Preparing …',
    progress: (done: number, total: number) => `${f.number(done)} of ${f.number(total)} written to the ledger`,
  }),
  zh: (f) => ({
    done: '已完成',
    undo: '撤销',
    undone: '已撤销',
    partly: (taken: number) => `此前已有 ${f.number(taken)} 项操作生效并保留。`,
    preparing: '正在准备…',
    progress: (done: number, total: number) => `已写入账本 ${f.number(done)} / ${f.number(total)}`,
  }),
})
