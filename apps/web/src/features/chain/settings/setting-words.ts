import type { Text } from '../../../core/i18n/language.ts'

/** A setting of the engine in words. */
interface SettingWords {
  readonly name: Text
  /** What it does, or what to mind. */
  readonly meaning?: Text
}

const named = (en: string, zh: string, enMeaning?: string, zhMeaning?: string): SettingWords => ({
  name: { en, zh },
  ...(enMeaning === undefined || zhMeaning === undefined ? {} : { meaning: { en: enMeaning, zh: zhMeaning } }),
})

/** Names are the engine's own keys. */
const settings: Readonly<Record<string, SettingWords>> = {
  chain_id: named('Chain id', '链 ID'),
  version: named('Version of the program', '节点程序版本'),
  block_gas_limit: named('Gas limit of a block', '区块 Gas 上限'),
  tx_count_limit: named('Transactions of a block at most', '区块最大交易数'),
  tx_gas_limit: named('Gas limit of a transaction', '交易 Gas 上限'),
  tx_gas_price: named('Gas price', 'Gas 价格'),
  consensus_leader_period: named(
    'Blocks in a row of one leader',
    'Leader 连续出块数',
    'After so many blocks another sealer leads.',
    '达到该数量后轮换出块节点。',
  ),
  compatibility_version: named(
    'Version of the data',
    '数据兼容版本',
    'Can only be raised, and only when all nodes run that version.',
    '只能升高；所有节点均升级到该版本后方可调整。',
  ),
  executor_version: named(
    'Version of the executor',
    '合约执行器版本',
    "Which of the engine's ways of running contracts is used.",
    '决定底层链以何种方式执行合约。',
  ),
  web3_chain_id: named(
    'Chain id of Web3 transactions',
    'Web3 链 ID',
    'Transactions that are signed for another id are refused.',
    '为其他链 ID 签名的交易将被拒绝。',
  ),
  auth_check_status: named(
    'Authority is checked',
    '权限检查',
    "On, the engine's committee alone decides on nodes, settings and who may make contracts.",
    '开启后，节点、配置和合约部署权限只能由底层链治理委员会决定。',
  ),
  feature_balance: named(
    'Accounts have a balance',
    '账户余额',
    'Newer versions take Web3 transactions only from accounts that have one.',
    '较新版本只接受有余额的账户发送 Web3 交易。',
  ),
  feature_balance_precompiled: named(
    'Balances can be given',
    '余额管理合约',
    'Accounts that carry acts get their balance by it.',
    '通过它为代发交易的账户分配余额。',
  ),
  feature_balance_policy1: named('Rules of balances, first form', '余额策略 1'),
  feature_balance_policy2: named('Rules of balances, second form', '余额策略 2'),
  feature_evm_timestamp: named(
    'Block time in seconds',
    '区块时间以秒计',
    'Off, contracts are told milliseconds, and dates go wrong.',
    '未开启时合约得到的是毫秒，日期将出错。',
  ),
  feature_evm_address: named(
    'Addresses of contracts as in Ethereum',
    '以太坊规则的合约地址',
    'For the older executor.',
    '用于旧版执行器。',
  ),
  feature_evm_cancun: named(
    "Instructions of Ethereum's Cancun version",
    '支持以太坊 Cancun 指令',
    'For the older executor.',
    '用于旧版执行器。',
  ),
  feature_raw_address: named(
    'Raw addresses',
    '原始格式地址',
    'Leave it off: accounts that send over Web3 fail with it.',
    '请勿开启：开启后通过 Web3 发送交易的账户会失败。',
  ),
  feature_rpbft: named(
    'Consensus of a part of the sealers in turn (rPBFT)',
    '轮换共识（rPBFT）',
    'A part of the sealers agrees on blocks, and then another one.',
    '由部分共识节点轮流参与共识。',
  ),
  feature_rpbft_epoch_block_num: named('rPBFT: blocks of a turn', 'rPBFT：每轮区块数'),
  feature_rpbft_epoch_sealer_num: named('rPBFT: sealers of a turn', 'rPBFT：每轮共识节点数'),
  feature_rpbft_notify_rotate: named('rPBFT: the next turn is due', 'rPBFT：轮换通知'),
  feature_rpbft_term_weight: named('rPBFT: turns by weight', 'rPBFT：按权重轮换'),
  feature_rpbft_vrf_type_secp256k1: named('rPBFT: draws with secp256k1', 'rPBFT：使用 secp256k1 抽签'),
  feature_sharding: named('Contracts in shards', '合约分片'),
  feature_dmc2serial: named('Contracts run one after another', '合约串行执行'),
  feature_paillier: named('Calculating with Paillier encryption', 'Paillier 同态加密'),
  feature_paillier_add_raw: named('Calculating with Paillier encryption, raw', 'Paillier 同态加密（原始格式）'),
}

const corrected: Text = {
  en: 'On, all nodes do it the corrected way.',
  zh: '开启后，所有节点采用修正后的行为。',
}

/** A setting in words; one that is not known is told as the engine calls it. */
export function settingWords(key: string): SettingWords | undefined {
  const bugfix = /^bugfix_(.+)$/.exec(key)?.[1]
  if (bugfix === undefined) return settings[key]
  const about = bugfix.replaceAll('_', ' ')
  return { name: { en: `Correction: ${about}`, zh: `缺陷修正：${about}` }, meaning: corrected }
}
