import type { ChainNode } from '@theriac/api'
import { nodeState } from '../../../ui/words/nodes.ts'

/** How a node does. */
export type NodeState = 'down' | 'behind' | 'not_seen' | 'up'

/** What somebody has to see first. */
const order: readonly string[] = ['down', 'behind', 'not_seen', 'up'] satisfies readonly NodeState[]

const placeOf = (node: ChainNode): number => order.indexOf(nodeState(node))

/** Those that are not well come first. */
export const worstFirst = (nodes: readonly ChainNode[]): ChainNode[] =>
  [...nodes].sort((a, b) => placeOf(a) - placeOf(b))

/** Nodes of the group: those that only ask to be let in are none of it yet. */
export const membersOf = (nodes: readonly ChainNode[]): ChainNode[] =>
  nodes.filter(({ engine, registered }) => (engine?.role ?? registered?.role ?? 'none') !== 'none')
