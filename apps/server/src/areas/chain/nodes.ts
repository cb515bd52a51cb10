import type { ChainNode, ChainNodeRole, chainNodeRoutes, NodeCounts, Supported } from '@theriac/api'
import type { Gln } from '@theriac/gs1'
import {
  type Administration,
  approveRole,
  askForRole,
  declineRole,
  type EngineNode,
  nodeKey,
  noteRole,
  registerNode,
} from '@theriac/ledger'
import type { ChainQueries, InstitutionQueries, NodeRow } from '@theriac/read-model'
import type { Address, Hex } from 'viem'
import type { Caller, Handlers } from '../../http/handler.ts'
import { notFound, ProblemError } from '../../problem-error.ts'
import { instantOfSeconds } from '../../times.ts'
import { proposeAct, type StrongActDeps } from '../governance/strong-acts.ts'
import { doneOnEngine } from './engine-change.ts'

/** What the handlers of nodes need. */
export interface ChainNodeDeps extends StrongActDeps {
  readonly administration: Administration
  readonly chain: ChainQueries
  readonly institutions: InstitutionQueries
}

/** Account of a node's key: the last 20 bytes of the hash of the key, by which the ledger knows it. */
export const addressOf = (node: string): Address => `0x${node.slice(-40).toLowerCase()}`

/** All nodes that the ledger or the engine knows, and how many of them seal. */
export async function readNodes({
  administration,
  chain,
  institutions,
}: Pick<ChainNodeDeps, 'administration' | 'chain' | 'institutions'>): Promise<{
  readonly items: ChainNode[]
  readonly consensus: Supported<NodeCounts>
}> {
  const [rows, engine] = await Promise.all([chain.nodes(), administration.nodes()])
  const names = await institutions.names(rows.map(({ gln }) => gln))
  const seen = new Map(engine.supported ? engine.value.nodes.map((node) => [node.address.toLowerCase(), node]) : [])
  const items = rows.map((row): ChainNode => {
    const address = addressOf(row.node)
    const node = seen.get(address)
    seen.delete(address)
    const registered = registeredView(row, names.get(row.gln))
    return { address, id: row.id, registered, ...(node ? { engine: engineView(node) } : {}) }
  })
  const others = [...seen.values()].map(
    (node): ChainNode => ({
      address: node.address.toLowerCase() as Address,
      ...(node.id === undefined ? {} : { id: node.id }),
      engine: engineView(node),
    }),
  )
  if (!engine.supported) return { items, consensus: engine }
  const { sealers, spare } = engine.value
  return { items: [...items, ...others], consensus: { supported: true, value: { sealers, spare } } }
}

function engineView({ id: _, address: __, ...node }: EngineNode): NonNullable<ChainNode['engine']> {
  return node
}

function registeredView(row: NodeRow, institution: string | undefined): NonNullable<ChainNode['registered']> {
  const [role, wished] = [row.role, row.wished] as [ChainNodeRole, ChainNodeRole]
  return {
    node: row.node as Hex,
    name: row.name,
    gln: row.gln as Gln,
    ...(institution === undefined ? {} : { institution }),
    role,
    ...(row.wish === 'none' ? {} : { wish: { role: wished, state: row.wish as 'asked' | 'approved' } }),
    ...(row.wish === 'none' && row.reason !== null ? { declined: { role: wished, reason: row.reason } } : {}),
    registeredAt: instantOfSeconds(row.registeredTime),
    updatedAt: instantOfSeconds(row.updatedTime),
  }
}

/** Nodes: registered and asked for by institutions, decided on by the regulator. */
export function createChainNodeHandlers(deps: ChainNodeDeps): Handlers<typeof chainNodeRoutes> {
  const { administration, chain } = deps

  async function known(node: string): Promise<NodeRow> {
    const row = await chain.node(node)
    if (!row) throw notFound('node that is registered with this key')
    return row
  }

  const wrongWish = ({ node, wish, wished }: NodeRow, detail: string): ProblemError =>
    new ProblemError('WrongState', detail, { reason: { name: 'NodesWrongWish', args: { node, wish, wished } } })

  async function own(node: string, caller: Caller): Promise<NodeRow> {
    const row = await known(node)
    if (row.gln === caller.gln) return row
    throw new ProblemError('Forbidden', 'The node is another institution’s', {
      reason: { name: 'NodesNotOwner', args: { node, gln: row.gln, caller: caller.gln } },
    })
  }

  return {
    nodes: () => readNodes(deps),

    async registerNode({ body: { id, name, role } }) {
      const key: Hex = `0x${id.replace(/^0x/, '').toLowerCase()}`
      const node = nodeKey(key)
      const row = await chain.node(node)
      if (row && (row.role !== 'none' || row.wish !== 'none')) {
        throw new ProblemError('AlreadyExists', 'The node is registered already', {
          reason: { name: 'NodesTaken', args: { node, gln: row.gln } },
        })
      }
      await requireTakeable(administration, node, role)
      return { stages: [[registerNode(key, name, role)]], result: { node, role } }
    },

    async askForRole({ caller, params: { node }, body: { role } }) {
      const row = await own(node, caller)
      if (row.wish === 'approved') throw wrongWish(row, 'What was approved must be done or declined first')
      if (row.role === role) {
        throw new ProblemError('WrongState', `The node has the role ${role} already`, {
          reason: { name: 'NodesSameRole', args: { node, role } },
        })
      }
      await requireTakeable(administration, node, role)
      return { stages: [[askForRole(node, role)]], result: { node, role } }
    },

    async approveRole({ params: { node }, body: { role, ...terms } }) {
      const row = await known(node)
      if (row.wish !== 'asked' || row.wished !== role) throw wrongWish(row, `The role ${role} is not asked for`)
      const { stages, proposal } = await proposeAct(deps, approveRole(node, role), terms)
      return { stages, result: { node, role, proposal } }
    },

    async declineRole({ params: { node }, body: { reason } }) {
      const row = await known(node)
      if (row.wish === 'none') throw wrongWish(row, 'Nothing is asked for')
      return { stages: [[declineRole(node, reason)]], result: { node, role: row.wished as ChainNodeRole } }
    },

    async changeRole({ params: { node } }) {
      const row = await known(node)
      if (row.wish !== 'approved') throw wrongWish(row, 'Nothing is approved that could be done')
      const role = row.wished as ChainNodeRole
      const value = doneOnEngine(await administration.changeRole(row.id as Hex, role), { node })
      // What is on the engine stands, whatever becomes of the answer: asked for again, it is found made.
      return async () => ({ node: row.node as Hex, role, ...value })
    },

    async noteRole({ params: { node } }) {
      const row = await known(node)
      if (row.wish !== 'approved') throw wrongWish(row, 'Nothing is approved that could have been done')
      await requireDone(administration, row)
      return { stages: [[noteRole(node)]], result: { node, role: row.wished as ChainNodeRole } }
    },
  }
}

/** The role that a node has on the engine; undefined where the engine does not tell. */
async function engineRole(administration: Administration, node: string): Promise<ChainNodeRole | undefined> {
  const engine = await administration.nodes()
  if (!engine.supported) return undefined
  return engine.value.nodes.find(({ address }) => address.toLowerCase() === addressOf(node))?.role ?? 'none'
}

/** No engine lets a node seal that has not observed before. Throws ProblemError WrongState. */
async function requireTakeable(administration: Administration, node: string, role: ChainNodeRole): Promise<void> {
  if (role !== 'sealer' || (await engineRole(administration, node)) !== 'none') return
  throw new ProblemError('WrongState', 'The node is in no group yet: it has to observe before it can seal', {
    reason: { name: 'ObserveFirst', args: { node } },
  })
}

/** What the engine says comes first: a role is not noted that the node has not got. Throws ProblemError WrongState. */
async function requireDone(administration: Administration, { node, wished }: NodeRow): Promise<void> {
  const role = await engineRole(administration, node)
  if (role === undefined || role === wished) return
  throw new ProblemError('WrongState', `On the engine the node has the role ${role}`, {
    reason: { name: 'EngineDiffers', args: { node, wished, role } },
  })
}
