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
    committee: 'Governing committee',
    committeeNone: 'There is no committee here',
    weight: 'Weight',
    participates: 'Must take part',
    win: 'Must agree',
    percent: (rate: number) => f.percent(rate / 100),
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
    committee: '治理委员会',
    committeeNone: '没有治理委员会',
    weight: '权重',
    participates: '参与率要求',
    win: '通过率要求',
    percent: (rate: number) => f.percent(rate / 100),
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
  auth_check_status: { en: 'Authority is checked', zh: '权限检查' },
}

/** A setting in words; one that is not listed is told as the engine calls it. */
export const settingWords = (key: string): Text | undefined => keys[key]
