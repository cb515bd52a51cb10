import { defineWords } from '../../../core/i18n/messages.ts'

export const useAmendProductWords = defineWords({
  en: (f) => ({
    title: 'Amend the product',
    intro: 'A new version takes the place of the newest. The old ones stay readable, with who, when and why.',
    locked: 'This product cannot be amended',
    lockedDetail: 'Only the factory that answers for it can, and nobody after it was withdrawn.',
    back: 'To the product',
    sum: 'What changes',
    nothing: 'Nothing is changed yet.',
    changed: (names: readonly string[]) => `You change: ${f.list(names)}.`,
    reason: 'Why is it amended?',
    reasonHelp: 'It stands on the ledger, where everybody can read it.',
    send: (version: number) => `Save as version ${f.number(version)}`,
    done: (version: number) => `Version ${f.number(version)} is in force`,
    cancel: 'Cancel',
  }),
  zh: (f) => ({
    title: '修订药品信息',
    intro: '新版本将取代当前版本。历史版本仍可查看，并保留修订人、时间和原因。',
    locked: '该药品不能修订',
    lockedDetail: '仅责任企业可以修订，撤市后任何人都不能修订。',
    back: '返回药品',
    sum: '变更内容',
    nothing: '尚未更改任何内容。',
    changed: (names: readonly string[]) => `将更改：${f.list(names)}。`,
    reason: '修订原因',
    reasonHelp: '该原因会写入账本，所有人都能看到。',
    send: (version: number) => `保存为第 ${f.number(version)} 版`,
    done: (version: number) => `第 ${f.number(version)} 版已生效`,
    cancel: '取消',
  }),
})

export const useProductStatusWords = defineWords({
  en: () => ({
    decide: 'Change the status',
    withdraw: 'Withdraw for good',
    titles: { suspend: 'Suspend sales', reinstate: 'Reinstate', retire: 'Retire' },
    meanings: {
      suspend:
        'From this moment nobody can ship, receive for sale or dispense a pack of it, and each scan says so. It lasts until it is reinstated. Everybody who holds packs is told.',
      reinstate: 'Packs of it can be sold again at once.',
      retire: 'No new lots can be registered. What exists may be sold until it expires. This cannot be taken back.',
    },
    reason: 'Reason',
    reasonHelp: 'It stands on the ledger, where everybody can read it.',
    done: {
      suspend: (name: string) => `${name} is suspended`,
      reinstate: (name: string) => `${name} may be sold again`,
      retire: (name: string) => `${name} is retired`,
    },
  }),
  zh: () => ({
    decide: '变更状态',
    withdraw: '撤市（永久）',
    titles: { suspend: '暂停销售', reinstate: '恢复销售', retire: '停止生产' },
    meanings: {
      suspend:
        '立即生效：任何机构不得再发货、收货销售或售出该药品，扫码时也会提示，直至恢复销售。所有持有方都会收到通知。',
      reinstate: '该药品立即恢复销售。',
      retire: '不能再登记新批次，现有货品在有效期内可继续销售。此操作不可撤销。',
    },
    reason: '原因',
    reasonHelp: '该原因会写入账本，所有人都能看到。',
    done: {
      suspend: (name: string) => `${name} 已暂停销售`,
      reinstate: (name: string) => `${name} 已恢复销售`,
      retire: (name: string) => `${name} 已停止生产`,
    },
  }),
})
