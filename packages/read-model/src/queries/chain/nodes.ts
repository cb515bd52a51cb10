import { asc, eq } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { Db } from '../../database.ts'
import { events, listedContracts, nodes } from '../../schema/index.ts'

/** A node as its institution registered it; times in Unix seconds. */
export interface NodeRow {
  readonly node: string
  readonly gln: string
  readonly id: string
  readonly name: string
  readonly role: string
  readonly wished: string
  readonly wish: string
  readonly reason: string | null
  readonly registeredTime: number
  readonly updatedTime: number
}

/** A name of the directory. */
export interface ListedContractRow {
  readonly name: string
  readonly target: string
  readonly version: number
  readonly abiHash: string
  readonly listedTime: number
}

const registered = alias(events, 'registered')
const updated = alias(events, 'updated')
const nodeColumns = {
  node: nodes.node,
  gln: nodes.gln,
  id: nodes.id,
  name: nodes.name,
  role: nodes.role,
  wished: nodes.wished,
  wish: nodes.wish,
  reason: nodes.reason,
  registeredTime: registered.time,
  updatedTime: updated.time,
}

/** Nodes that institutions registered, and the directory. */
export function nodeQueries(db: Db) {
  const select = () =>
    db
      .select(nodeColumns)
      .from(nodes)
      .innerJoin(registered, eq(registered.seq, nodes.registeredSeq))
      .innerJoin(updated, eq(updated.seq, nodes.updatedSeq))
  return {
    /** All of them, in the order in which they were registered. */
    nodes: (): Promise<NodeRow[]> => select().orderBy(asc(nodes.registeredSeq)),
    async node(node: string): Promise<NodeRow | undefined> {
      const [row] = await select().where(eq(nodes.node, node))
      return row
    },
    /** The newest version of each name. */
    contracts(): Promise<ListedContractRow[]> {
      const { name, target, version, abiHash } = listedContracts
      return db
        .select({ name, target, version, abiHash, listedTime: events.time })
        .from(listedContracts)
        .innerJoin(events, eq(events.seq, listedContracts.seq))
        .orderBy(asc(name))
    },
  }
}
