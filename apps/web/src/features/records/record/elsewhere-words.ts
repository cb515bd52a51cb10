import { defineWords } from '../../../core/i18n/messages.ts'

export const useElsewhereWords = defineWords({
  en: () => ({
    title: 'The document is not on this server',
    has: (author: string) =>
      `${author} has it on a server of its own; the ledger has its hash. Whatever comes from there is kept only if it is what the ledger knows.`,
    server: 'Server of the author:',
    fetch: (author: string) => `Fetch from ${author}`,
    noAddress: (author: string) =>
      `${author} has told no address of its server. Ask one of its admins to say where it is, or to send you the document.`,
    gone: 'It should be here, and is not: tell your administrator. A backup may have it.',
    onlyLooks: 'Your account only looks: ask an operator of your institution to fetch it.',
    unknown: 'Partners cannot tell yet who asks',
    unknownDetail: 'Our own server has no address on the ledger. An admin of ours says it once; then fetch it again.',
    say: 'Say where our server is',
    differs: 'What came is not what the ledger knows',
    differsDetail: (author: string) => `Nothing of it was kept. Tell ${author} what its server gives.`,
  }),
  zh: () => ({
    title: '文件不在本服务器上',
    has: (author: string) =>
      `文件由${author}保存在其自己的服务器上，账本上有其哈希值。取回的内容须与账本一致才会保存。`,
    server: '登记机构的服务器：',
    fetch: (author: string) => `从${author}获取`,
    noAddress: (author: string) => `${author}尚未登记其服务器地址。请联系对方管理员登记地址，或直接索取文件。`,
    gone: '文件本应在此，但已缺失，请告知管理员，可尝试从备份恢复。',
    onlyLooks: '您的账户只能查看，请由本机构操作员获取。',
    unknown: '对方尚无法确认索取者身份',
    unknownDetail: '本机构的服务器尚未在账本上登记地址。请管理员登记一次，然后重新获取。',
    say: '登记本机构服务器地址',
    differs: '取得的内容与账本不符',
    differsDetail: (author: string) => `未保存任何内容。请将此情况告知${author}。`,
  }),
})
