import type {
  ChainCommitteeBallot,
  ChainCommitteeProposal,
  ChainCommitteeSubject,
  EngineAccountState,
} from '@theriac/api'
import type { Format } from '../../../core/i18n/format.ts'
import type { Text } from '../../../core/i18n/language.ts'
import { defineWords } from '../../../core/i18n/messages.ts'

const hour = 3_600
const day = 24 * hour

const lengthOf =
  (f: Format, days: [string, string], hours: [string, string], minutes: [string, string]) =>
  (seconds: number): string => {
    const [length, [one, other]] = seconds >= 2 * day ? [day, days] : seconds >= hour ? [hour, hours] : [60, minutes]
    return f.plural(Math.max(1, Math.round(seconds / length)), { one, other })
  }

export const useCommitteeWords = defineWords({
  en: (f) => {
    const length = lengthOf(f, ['# day', '# days'], ['# hour', '# hours'], ['# minute', '# minutes'])
    return {
      weight: 'Weight',
      participates: 'Must take part',
      win: 'Must agree',
      percent: (rate: number) => f.percent(rate / 100),
      oneDecides: 'At 0 % one vote decides.',
      deployment: 'May make contracts',
      own: "This server's account",
      ownNone: 'This server has no key of the committee: it can look, and cannot vote or propose.',
      ownOther: "This server's account is not in the committee: it cannot vote or propose.",
      proposalsNone: 'There are no proposals here',
      noProposals: 'Nothing has been proposed yet.',
      about: 'About',
      contract: 'Contract',
      node: 'Node',
      nodeRole: 'Role',
      setting: 'Setting',
      newValue: 'New value',
      would: 'Would set',
      valuesNone: 'Not told: this committee keeps it otherwise than is known.',
      proposer: 'Proposed by',
      agreed: 'For',
      against: 'Against',
      votes: (votes: number, weight: number) =>
        `${f.plural(votes, { one: '# vote', other: '# votes' })}, weight ${f.number(weight)}`,
      until: 'Time to vote',
      left: (blocks: number, seconds?: number) =>
        `${f.plural(blocks, { one: '# block', other: '# blocks' })}${seconds === undefined ? '' : `, about ${length(seconds)} at the recent pace of blocks`}`,
      lastBlock: (block: number) => `Until block ${f.number(block)}`,
      older: 'Older proposals',
      newest: 'Newest proposals',
      voteFor: 'Vote for',
      voteAgainst: 'Vote against',
      voteForMeaning:
        "The vote is signed with this server's key, and cannot be taken back. If it is the one that is lacking, the change is made at once.",
      voteAgainstMeaning: "The vote is signed with this server's key, and cannot be taken back.",
      revoke: 'Take back',
      revokeMeaning: 'The proposal ends without any change. It can be made again.',
      made: 'The change has been made',
      counted: 'The vote has been counted',
      proposed: (proposal: string) => `Proposal ${proposal} has been made: governors have to vote for it`,
      revoked: 'The proposal has been taken back',
      proposeMeaning:
        'This is a proposal to the committee. This server votes for it by making it; it is done when votes are enough.',
      propose: 'Propose to the committee',
      governor: 'Governor and weight',
      governorWeightHelp: '0 takes the account out of the committee.',
      rates: 'Voting rates',
      rule: 'Who may make contracts',
      deployer: 'An account may make contracts',
      deployerMay: 'It may make contracts',
      account: 'Account',
      accountFault: '0x and 40 digits from 0 to 9 and a to f',
      rateFault: 'A whole number from 0 to 100',
      weightFault: 'A whole number, at least 0',
      accountsDetail:
        "The chain itself can refuse all that an account signs. That is besides what an institution's operators may do here.",
      look: 'Look up',
      state: 'State',
      yes: 'Yes',
      no: 'No',
      setState: 'Change the state',
      setStateMeaning:
        'What a frozen account signs is not taken until it is thawed. An abolished account is never used again.',
      forever: 'This can never be undone',
      foreverDetail: 'Look at it once more. When it is right, confirm it here and send it again.',
      foreverKnown: 'I know that this cannot be undone',
    }
  },
  zh: (f) => {
    const length = lengthOf(f, ['# 天', '# 天'], ['# 小时', '# 小时'], ['# 分钟', '# 分钟'])
    return {
      weight: '权重',
      participates: '参与率要求',
      win: '通过率要求',
      percent: (rate: number) => f.percent(rate / 100),
      oneDecides: '比率为 0% 时，一票即可决定。',
      deployment: '合约部署权限',
      own: '本服务器账户',
      ownNone: '本服务器没有委员会成员的密钥，只能查看，不能投票或提案。',
      ownOther: '本服务器的账户不是治理委员，不能投票或提案。',
      proposalsNone: '没有委员会提案',
      noProposals: '尚无提案。',
      about: '涉及对象',
      contract: '合约',
      node: '节点',
      nodeRole: '角色',
      setting: '配置项',
      newValue: '新值',
      would: '拟设置内容',
      valuesNone: '无法读取拟设置的内容：该委员会合约的存储方式未知。',
      proposer: '提案人',
      agreed: '赞成',
      against: '反对',
      votes: (votes: number, weight: number) => `${f.number(votes)} 票，权重 ${f.number(weight)}`,
      until: '投票期限',
      left: (blocks: number, seconds?: number) =>
        `剩余 ${f.number(blocks)} 个区块${seconds === undefined ? '' : `，按近期出块速度约 ${length(seconds)}`}`,
      lastBlock: (block: number) => `截至区块 ${f.number(block)}`,
      older: '更早的提案',
      newest: '最新提案',
      voteFor: '投赞成票',
      voteAgainst: '投反对票',
      voteForMeaning: '该票由本服务器的密钥签名，投出后不能撤回。如达到通过条件，变更立即执行。',
      voteAgainstMeaning: '该票由本服务器的密钥签名，投出后不能撤回。',
      revoke: '撤回提案',
      revokeMeaning: '提案就此结束，不作任何变更；以后可以重新提出。',
      made: '变更已完成',
      counted: '已计票',
      proposed: (proposal: string) => `已提出提案 ${proposal}，待治理委员投票`,
      revoked: '提案已撤回',
      proposeMeaning: '此变更须经治理委员会表决。提出提案即视为本服务器投赞成票，达到通过条件后执行。',
      propose: '向委员会提案',
      governor: '委员及权重',
      governorWeightHelp: '权重为 0 表示移出委员会。',
      rates: '投票比率',
      rule: '合约部署规则',
      deployer: '账户部署权限',
      deployerMay: '允许部署合约',
      account: '账户',
      accountFault: '格式为 0x 加 40 位十六进制数字',
      rateFault: '请输入 0 到 100 的整数',
      weightFault: '请输入不小于 0 的整数',
      accountsDetail: '底层链可以拒绝某个账户签名的一切交易，与本系统中的操作员权限相互独立。',
      look: '查询',
      state: '状态',
      yes: '是',
      no: '否',
      setState: '变更状态',
      setStateMeaning: '账户冻结期间，其签名的交易不予受理；账户注销后不能再使用。',
      forever: '此操作不可撤销',
      foreverDetail: '请再次核对。确认无误后，请勾选并重新提交。',
      foreverKnown: '我已知晓此操作不可撤销',
    }
  },
})

/** What a proposal would change. */
export const subjectWords: Readonly<Record<ChainCommitteeSubject, Text>> = {
  update_governor: { en: 'A governor or their weight', zh: '委员及权重' },
  set_rate: { en: 'Voting rates', zh: '投票比率' },
  upgrade_vote_computer: { en: 'How votes are counted', zh: '计票规则' },
  set_deploy_auth_type: { en: 'Who may make contracts', zh: '合约部署规则' },
  modify_deploy_auth: { en: 'Whether an account may make contracts', zh: '账户部署权限' },
  reset_admin: { en: "A contract's administrator", zh: '合约管理员' },
  set_sys_config: { en: 'A setting of the chain', zh: '系统配置' },
  set_consensus_weight: { en: "A node's role or weight", zh: '节点角色或共识权重' },
  remove_node: { en: 'Removal of a node', zh: '移除节点' },
  unknown: { en: 'Of a kind not known here', zh: '未知类型' },
}

/** Whether this server may vote, or why not; nothing for what the state tells already. */
export const ballotWords: Readonly<Record<Exclude<ChainCommitteeBallot, 'may'>, Text | undefined>> = {
  no_key: {
    en: 'This server cannot vote: it has no key of the committee.',
    zh: '本服务器没有委员会成员的密钥，不能投票。',
  },
  not_governor: { en: "This server's account is not in the committee.", zh: '本服务器的账户不是治理委员。' },
  voted: { en: 'This server has voted.', zh: '本服务器已投票。' },
  expired: undefined,
  closed: undefined,
}

type State = ChainCommitteeProposal['state']

/** What has become of a proposal. */
export const proposalStates: Readonly<Record<State, { readonly colour: string; readonly words: Text }>> = {
  open: { colour: 'blue', words: { en: 'Open to vote', zh: '投票中' } },
  passed: { colour: 'teal', words: { en: 'Carried', zh: '已通过' } },
  denied: { colour: 'red', words: { en: 'Denied', zh: '未通过' } },
  revoked: { colour: 'gray', words: { en: 'Taken back', zh: '已撤回' } },
  expired: { colour: 'yellow', words: { en: 'Expired', zh: '已过期' } },
  unknown: { colour: 'gray', words: { en: 'Unknown', zh: '状态未知' } },
}

/** Who may make contracts. */
export const deploymentWords: Readonly<Record<'everybody' | 'listed' | 'not_listed', Text>> = {
  everybody: { en: 'Everybody', zh: '不限制' },
  listed: { en: 'Accounts on the list', zh: '白名单账户' },
  not_listed: { en: 'All but accounts on the list', zh: '黑名单以外的账户' },
}

/** States of an account on the engine. */
export const accountStateWords: Readonly<Record<EngineAccountState, Text>> = {
  normal: { en: 'Normal', zh: '正常' },
  frozen: { en: 'Frozen', zh: '已冻结' },
  abolished: { en: 'Abolished', zh: '已注销' },
}
