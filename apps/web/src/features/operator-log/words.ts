import type { LogEntry } from '@theriac/api'
import type { Text } from '../../core/i18n/language.ts'
import { defineWords } from '../../core/i18n/messages.ts'

export const useLogWords = defineWords({
  en: (f) => ({
    title: 'Operator log',
    introOwn: 'Every write and every refusal of your people and machines, newest first.',
    introAll: 'Every write and every refusal of all institutions, newest first.',
    number: 'No.',
    time: 'When',
    person: 'Who',
    institution: 'Institution',
    action: 'What',
    outcome: 'Outcome',
    code: 'Why refused',
    address: 'Address',
    request: 'Request',
    digest: 'Digest',
    allPeople: 'Everybody',
    allActions: 'Everything',
    allOutcomes: 'Every outcome',
    allInstitutions: 'All institutions',
    from: 'From',
    to: 'Until',
    anyDay: 'Any day',
    nobody: 'Nobody signed in',
    empty: 'Nothing is logged yet',
    emptyFilter: 'No entry fits these filters',
    emptyFilterDetail: 'Take one away to see more.',
    verify: 'Verify the log',
    verifyTitle: 'Can the log be trusted?',
    verifyIntro:
      'Each entry holds the digest of the one before, and each day the newest digest is put on the ledger. Verifying computes all digests again and compares them.',
    whole: (from: number, to: number) => `Entries ${f.number(from)} to ${f.number(to)} are unaltered and complete`,
    wholeEmpty: 'The log is empty',
    broken: 'The log was tampered with',
    proven: 'What this proves',
    provenChain:
      'No entry in this range was changed, removed or put in afterwards: each digest follows from the one before.',
    provenAnchor: (day: string) =>
      `Everything up to the newest anchor of ${day} stands on the ledger, where no single institution can alter it, not even who runs this server.`,
    noAnchor:
      'No digest is on the ledger yet. Until the first anchor, whoever runs this server could still rewrite the whole log.',
    afterAnchor: (count: number) =>
      f.plural(count, {
        one: '# entry is newer than the newest anchor: it is chained, and will be on the ledger with the next one.',
        other:
          '# entries are newer than the newest anchor: they are chained, and will be on the ledger with the next one.',
      }),
    faults: {
      missing: (number: number) => `Entry ${f.number(number)} is gone.`,
      altered: (number: number) => `The content of entry ${f.number(number)} is not what its digest says.`,
      unlinked: (number: number) => `Entry ${f.number(number)} does not follow the one before it.`,
    },
    anchorDiffers: (day: string) => `The digest that was put on the ledger on ${day} is another than the log has.`,
    call: 'Keep a copy of the log as it is, and tell the regulator.',
    anchors: 'Anchors on the ledger',
    day: 'Day',
    entry: 'Entry',
    state: 'State',
    states: {
      matches: 'Matches',
      differs: 'Differs',
      pending: 'Not sealed yet',
      unknown: 'Not on the ledger',
    },
    close: 'Close',
  }),
  zh: (f) => ({
    title: '操作日志',
    introOwn: '本机构人员和系统的每次写入与每次拒绝，最新在前。',
    introAll: '所有机构的每次写入与每次拒绝，最新在前。',
    number: '序号',
    time: '时间',
    person: '操作人',
    institution: '机构',
    action: '操作',
    outcome: '结果',
    code: '拒绝原因',
    address: '地址',
    request: '请求',
    digest: '摘要',
    allPeople: '全部人员',
    allActions: '全部操作',
    allOutcomes: '全部结果',
    allInstitutions: '全部机构',
    from: '起始日期',
    to: '截止日期',
    anyDay: '不限日期',
    nobody: '未登录',
    empty: '还没有日志',
    emptyFilter: '没有符合筛选条件的记录',
    emptyFilterDetail: '请减少筛选条件。',
    verify: '校验日志',
    verifyTitle: '日志是否可信？',
    verifyIntro: '每条日志都包含上一条的摘要，最新摘要每天写入账本。校验会重新计算全部摘要并逐一比对。',
    whole: (from: number, to: number) => `第 ${f.number(from)} 至 ${f.number(to)} 条完整且未被篡改`,
    wholeEmpty: '日志为空',
    broken: '日志已被篡改',
    proven: '校验结果说明',
    provenChain: '此范围内没有任何日志被修改、删除或事后插入：每条摘要均由上一条推导得出。',
    provenAnchor: (day: string) =>
      `截至 ${day} 最近一次锚定的全部日志已写入账本，任何单一机构（包括本服务器的运营方）都无法篡改。`,
    noAnchor: '尚无摘要写入账本。首次锚定之前，本服务器的运营方仍有可能重写整个日志。',
    afterAnchor: (count: number) =>
      `另有 ${f.number(count)} 条晚于最近一次锚定：已加入摘要链，将随下一次锚定写入账本。`,
    faults: {
      missing: (number: number) => `第 ${f.number(number)} 条日志缺失。`,
      altered: (number: number) => `第 ${f.number(number)} 条日志的内容与其摘要不符。`,
      unlinked: (number: number) => `第 ${f.number(number)} 条日志与上一条不衔接。`,
    },
    anchorDiffers: (day: string) => `${day} 写入账本的摘要与日志不一致。`,
    call: '请保留当前日志副本，并立即报告监管机构。',
    anchors: '账本锚定记录',
    day: '日期',
    entry: '日志序号',
    state: '状态',
    states: {
      matches: '一致',
      differs: '不一致',
      pending: '尚未上链',
      unknown: '账本中不存在',
    },
    close: '关闭',
  }),
})

/** How a request ended. */
export const outcomeWords: Readonly<Record<LogEntry['outcome'], Text>> = {
  done: { en: 'Done', zh: '成功' },
  refused: { en: 'Refused', zh: '被拒绝' },
  failed: { en: 'Failed', zh: '失败' },
}

export const outcomeColours: Readonly<Record<LogEntry['outcome'], string>> = {
  done: 'teal',
  refused: 'yellow',
  failed: 'red',
}
