import type { ChainEngine, ChainNode, ChainNodeRole } from '@theriac/api'
import type { Text } from '../../core/i18n/language.ts'

/** What a node is to the group. */
export const nodeRoleWords: Readonly<Record<ChainNodeRole, Text>> = {
  sealer: { en: 'Sealer', zh: '共识节点' },
  observer: { en: 'Observer', zh: '观察节点' },
  none: { en: 'Outside of the group', zh: '游离节点' },
}

/** What each role means for who runs the node. */
export const nodeRoleMeanings: Readonly<Record<ChainNodeRole, Text>> = {
  sealer: { en: 'Makes blocks and votes on them', zh: '参与出块和共识投票' },
  observer: { en: 'Has all blocks, but has no vote', zh: '同步全部区块，不参与投票' },
  none: { en: 'Gets no blocks', zh: '不同步区块' },
}

/** What the chain runs on. */
export const engineWords: Readonly<Record<ChainEngine, Text>> = {
  theriac: { en: 'Embedded chain', zh: '内置链' },
  'fisco-bcos': { en: 'FISCO BCOS', zh: 'FISCO BCOS' },
  unknown: { en: 'Another chain', zh: '其他链' },
}

/** How a node does, as `StatusBadge` takes it; nothing that is seen of one is a state, too. */
export function nodeState({ engine }: Pick<ChainNode, 'engine'>): string {
  return engine === undefined || engine.state === 'unknown' ? 'not_seen' : engine.state
}
