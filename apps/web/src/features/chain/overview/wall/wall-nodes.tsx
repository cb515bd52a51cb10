import { IconAlertTriangle, IconCircleCheck, IconEyeOff, IconPlugConnectedX } from '@tabler/icons-react'
import type { ChainNode } from '@theriac/api'
import { useFormat, useText } from '../../../../core/i18n/language-provider.tsx'
import { nodeRoleWords, nodeState } from '../../../../ui/words/nodes.ts'
import { statusOf } from '../../../../ui/words/status.ts'
import { membersOf, type NodeState, worstFirst } from '../members.ts'
import { useOverviewWords } from '../words.ts'
import classes from './wall-nodes.module.css'

const icons = {
  down: IconPlugConnectedX,
  behind: IconAlertTriangle,
  not_seen: IconEyeOff,
  up: IconCircleCheck,
} as const satisfies Readonly<Record<NodeState, unknown>>
/** As many as can be read from across a room; those that are not well are shown whatever their number. */
const most = 12

/** Each node with its state, by colour, sign and word: those that are down or behind come first. */
export function WallNodes({ nodes }: { readonly nodes: readonly ChainNode[] }) {
  const words = useOverviewWords()
  const stateOf = (node: ChainNode) => nodeState(node) as NodeState
  const sorted = worstFirst(membersOf(nodes))
  const ill = sorted.filter((node) => stateOf(node) === 'down' || stateOf(node) === 'behind').length
  const shown = sorted.slice(0, Math.max(ill, most))
  const more = sorted.length - shown.length
  return (
    <div>
      <ul className={classes.nodes} aria-label={words.who}>
        {shown.map((node) => (
          <WallNode key={node.address} node={node} state={stateOf(node)} />
        ))}
      </ul>
      {more > 0 && <p className={classes.more}>{words.moreNodes(more)}</p>}
    </div>
  )
}

function WallNode({ node, state }: { readonly node: ChainNode; readonly state: NodeState }) {
  const { registered, engine, address } = node
  const words = useOverviewWords()
  const format = useFormat()
  const text = useText()
  const Icon = icons[state]
  const role = text(nodeRoleWords[engine?.role ?? registered?.role ?? 'none'])
  return (
    <li className={classes.node} data-state={state}>
      <span className={classes.state}>
        <Icon aria-hidden="true" />
        {text(statusOf(state).words)}
      </span>
      <b className={classes.name}>{registered?.name ?? `${address.slice(0, 10)}…`}</b>
      <span>
        {registered?.institution ?? registered?.gln ?? words.unnamed}
        {' · '}
        {role}
      </span>
      {engine?.height !== undefined && (
        <span>
          {words.nodeHeight(format.number(engine.height))}
          {engine.lag !== undefined && engine.lag > 0 && ` · ${words.nodeLag(engine.lag)}`}
        </span>
      )}
    </li>
  )
}
