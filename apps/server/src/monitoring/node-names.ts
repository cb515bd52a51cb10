import { chainQueries, type Db } from '@theriac/read-model'

/** Names of the nodes that institutions have registered, by account. */
export async function nodeNames(db: Db): Promise<ReadonlyMap<string, string>> {
  const rows = await chainQueries(db).nodes()
  // Account of a node's key: the last 20 bytes of the hash of the key, by which the ledger knows it.
  return new Map(rows.map(({ node, name }) => [`0x${node.slice(-40).toLowerCase()}`, name]))
}
