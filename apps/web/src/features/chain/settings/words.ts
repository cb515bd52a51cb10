import type { Text } from '../../../core/i18n/language.ts'
import { defineWords } from '../../../core/i18n/messages.ts'

export const useSettingsWords = defineWords({
  en: (f) => ({
    title: 'Settings of the chain',
    intro: "What the chain's engine is set to, and who decides over it.",
    config: 'System configuration',
    configNone: 'The settings are not told here',
    key: 'Setting',
    value: 'Value',
    settled: 'Settled by',
    forever: 'Cannot be undone',
    foreverDetail:
      'Settings that are marked so stay for good: they were fixed with the first block, or cannot be switched off again.',
    change: 'Change a setting',
    changeShort: 'Change',
    changeOne: (name: string) => `Change: ${name}`,
    changeMeaning:
      'Where the chain has a committee this becomes a proposal to it; otherwise it is done at once, for all nodes.',
    addSetting: 'Change another setting',
    keyFault: 'Small letters, digits and underscores',
    valueFault: 'Enter a value',
    drift: 'Our nodes compared',
    driftNone: 'Nodes are not compared here',
    node: (place: number) => `Node ${place}`,
    nodeTold: (version?: string, height?: number) =>
      `${version === undefined ? '' : `Version ${version}, `}height ${height === undefined ? '–' : f.number(height)}`,
    nodeFault: (code: string) => `Does not answer (${code})`,
    differs: (key: string) => `Not the same on all nodes: ${key}`,
    notSet: 'not set',
    agree: 'All nodes that answered have the same settings and version.',
    oneNode: 'Fewer than two nodes of ours answered: there is nothing to compare.',
    proposals: 'Proposals to the committee',
    accounts: 'An account on the chain',
    committee: 'Governing committee',
    committeeNone: 'There is no committee here',
    permissions: 'What institutions may do',
    permissionsDetail: 'That is decided by the contracts: the regulator sets it with strong acts.',
    toInstitutions: 'Institutions',
    toGovernance: 'Strong acts',
  }),
  zh: (f) => ({
    title: '系统配置',
    intro: '底层链的配置项，以及由谁决定。',
    config: '系统配置',
    configNone: '此处不提供配置项',
    key: '配置项',
    value: '值',
    settled: '设定方式',
    forever: '不可撤销',
    foreverDetail: '标注“不可撤销”的配置项永久有效：在创世时确定，或开启后无法关闭。',
    change: '变更配置项',
    changeShort: '变更',
    changeOne: (name: string) => `变更：${name}`,
    changeMeaning: '链上设有治理委员会时，此变更将作为提案提交表决；否则立即对所有节点生效。',
    addSetting: '变更其他配置项',
    keyFault: '只能包含小写字母、数字和下划线',
    valueFault: '请输入值',
    drift: '本机构节点比对',
    driftNone: '此处不比对节点',
    node: (place: number) => `节点 ${place}`,
    nodeTold: (version?: string, height?: number) =>
      `${version === undefined ? '' : `版本 ${version}，`}区块高度 ${height === undefined ? '–' : f.number(height)}`,
    nodeFault: (code: string) => `无应答（${code}）`,
    differs: (key: string) => `各节点不一致：${key}`,
    notSet: '未设置',
    agree: '已应答的节点，其配置和版本均一致。',
    oneNode: '本机构应答的节点不足两个，无法比对。',
    proposals: '委员会提案',
    accounts: '链上账户',
    committee: '治理委员会',
    committeeNone: '没有治理委员会',
    permissions: '各机构的权限',
    permissionsDetail: '由合约规定，监管机构通过重大决定设置。',
    toInstitutions: '机构',
    toGovernance: '重大决定',
  }),
})

/** How a setting was settled. */
export const settledWords: Readonly<Record<'genesis' | 'program' | 'vote', Text>> = {
  genesis: { en: 'The first block, for ever', zh: '创世区块，永久' },
  program: { en: 'How the node is started', zh: '节点启动参数' },
  vote: { en: 'Vote, can be changed', zh: '投票，可变更' },
}

const keys: Readonly<Record<string, Text>> = {
  chain_id: { en: 'Chain id', zh: '链 ID' },
  block_gas_limit: { en: 'Gas limit of a block', zh: '区块 Gas 上限' },
  tx_count_limit: { en: 'Transactions of a block at most', zh: '区块最大交易数' },
  consensus_leader_period: { en: 'Blocks in a row of one leader', zh: 'Leader 连续出块数' },
  tx_gas_limit: { en: 'Gas limit of a transaction', zh: '交易 Gas 上限' },
  tx_gas_price: { en: 'Gas price', zh: 'Gas 价格' },
  compatibility_version: { en: 'Version of the data', zh: '数据兼容版本' },
  version: { en: 'Version of the program', zh: '节点程序版本' },
  auth_check_status: { en: 'Authority is checked', zh: '权限检查' },
}

/** A setting in words; one that is not listed is told as the engine calls it. */
export const settingWords = (key: string): Text | undefined => keys[key]
