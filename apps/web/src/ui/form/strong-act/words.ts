import { defineWords } from '../../../core/i18n/messages.ts'

export const useStrongActWords = defineWords({
  en: (f) => ({
    reason: 'Reason',
    reasonHelp: 'Told in public with the decision, and kept on the ledger for good.',
    alone: 'One operator is enough for this now: it takes effect at once.',
    together: (needed: number, operators: number) =>
      `This takes ${f.number(needed)} of ${f.plural(operators, { one: '# operator', other: '# operators' })}. Yours is the first approval; it waits as a proposal until the others have approved it.`,
    openDays: 'It can be approved for',
    days: (days: number) => f.plural(days, { one: '# day', other: '# days' }),
    cancel: 'Cancel',
    proposed: (needed: number) => `Proposed: it takes effect when ${f.number(needed)} operators have approved it`,
  }),
  zh: (f) => ({
    reason: '原因',
    reasonHelp: '将随决定公开，并永久保存在账本上。',
    alone: '目前一名操作员即可决定，提交后立即生效。',
    together: (needed: number, operators: number) =>
      `此决定须经 ${f.number(operators)} 名操作员中的 ${f.number(needed)} 名批准。您的提交即为首个批准，其他人批准前将作为提案等待。`,
    openDays: '批准期限',
    days: (days: number) => `${f.number(days)} 天`,
    cancel: '取消',
    proposed: (needed: number) => `已提案：需 ${f.number(needed)} 名操作员批准后生效`,
  }),
})
