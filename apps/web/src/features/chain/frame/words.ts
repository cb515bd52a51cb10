import type { UnsupportedReason } from '@theriac/api'
import type { Text } from '../../../core/i18n/language.ts'
import { defineWords } from '../../../core/i18n/messages.ts'

export const useFrameWords = defineWords({
  en: () => ({
    search: 'Find a block, transaction, account or node',
    searchPlaceholder: 'Height, hash, address or name of a node',
    find: 'Find',
    nothing: 'Nothing on the chain goes by this.',
    nothingDetail: "Try the whole hash or address. Accounts are found in one's own institution only.",
    block: (height: string) => `Block ${height}`,
    transaction: 'Transaction',
    act: 'Act in a transaction',
    contract: 'Contract',
    account: 'Account',
    lane: 'Account of this server that carries acts',
    node: 'Node',
    notHere: 'Not here',
  }),
  zh: () => ({
    search: '查找区块、交易、账户或节点',
    searchPlaceholder: '区块高度、哈希、地址或节点名称',
    find: '查找',
    nothing: '链上没有与此对应的内容。',
    nothingDetail: '请输入完整的哈希或地址。账户只能在本机构范围内查找。',
    block: (height: string) => `区块 ${height}`,
    transaction: '交易',
    act: '交易中的操作',
    contract: '合约',
    account: '账户',
    lane: '本服务器的通道账户',
    node: '节点',
    notHere: '不适用',
  }),
})

/** Why the chain's engine does not have something. */
export const whyNotWords: Readonly<Record<UnsupportedReason, Text>> = {
  one_sealer: {
    en: 'The embedded chain has one node that seals alone: there is nobody for it to agree with.',
    zh: '内置链由单个节点独自出块，没有需要达成共识的其他节点。',
  },
  not_connected: {
    en: "This server is not connected to the node's own management interface.",
    zh: '本服务器尚未接入节点的管理接口。',
  },
  no_key: { en: 'This server has no key of an administrator of the chain.', zh: '本服务器没有链管理员的密钥。' },
  not_answered: {
    en: "The node's own management interface does not answer rightly. What goes over the other one works.",
    zh: '节点的管理接口未正常应答；经其他接口的功能不受影响。',
  },
  not_told: { en: 'No node tells it.', zh: '节点未提供该信息。' },
  no_committee: {
    en: 'The chain checks no authority of its own, so it has no committee: what institutions may do is in the contracts.',
    zh: '该链未启用权限检查，因此没有治理委员会；各机构的权限由合约规定。',
  },
}
