import { createTrail, holderId, type LotId, readLogs } from '@theriac/ledger'
import { eq, ne, sql } from 'drizzle-orm'
import type { Db } from '../database.ts'
import { contents, holders, lots } from '../schema/index.ts'
import type { FollowerDeps } from './follower.ts'
import { holderText } from './work/ids.ts'

/** What to compare. */
export type VerifyOptions = Pick<FollowerDeps, 'database' | 'endpoint' | 'addresses'> & {
  readonly signal?: AbortSignal
}

/** Where the read model and the chain do not say the same. */
export interface Disagreement {
  readonly lot: LotId
  /** Id of the holder, 32 hex digits; absent for the lot as a whole. */
  readonly holder?: string
  /** Units by the read model. */
  readonly rows: number
  /** Units by the chain. */
  readonly chain: number
}

/**
 * Counts every lot on the chain itself, from its log and state alone, and compares the read model with it. Both must be at
 * the same height, and no goods may move meanwhile.
 *
 * @returns nothing where they agree
 * @throws LedgerError CensusDisturbed, of the endpoint; what the database throws
 */
export async function verify({ database, endpoint, addresses, signal }: VerifyOptions): Promise<Disagreement[]> {
  const trail = createTrail(addresses)
  const address = [addresses.catalogue, addresses.inventory]
  for await (const page of readLogs({ endpoint, address, fromBlock: 0n, ...(signal ? { signal } : {}) })) {
    for (const log of page.logs) trail.follow(log)
  }
  const found: Disagreement[] = []
  for (const lot of trail.lots()) {
    const census = await trail.count(endpoint.client, lot)
    const chain = new Map(census.holders.map(({ holder, units }) => [holderText(holderId(holder)), units]))
    const rows = await looseOf(database.db, lot)
    for (const holder of new Set([...chain.keys(), ...rows.keys()])) {
      const counted = { rows: rows.get(holder) ?? 0, chain: chain.get(holder) ?? 0 }
      if (counted.rows !== counted.chain) found.push({ lot, holder, ...counted })
    }
    const total = await totalOf(database.db, lot)
    if (!census.conserved || total !== census.commissioned) found.push({ lot, rows: total, chain: census.commissioned })
  }
  return found
}

async function looseOf(db: Db, lot: LotId): Promise<Map<string, number>> {
  const rows = await db
    .select({ holder: holders.id, loose: contents.loose })
    .from(contents)
    .innerJoin(lots, eq(lots.ref, contents.lotRef))
    .innerJoin(holders, eq(holders.ref, contents.holderRef))
    .where(sql`${eq(lots.lot, lot)} and ${ne(contents.loose, 0)}`)
  return new Map(rows.map(({ holder, loose }) => [holder, loose]))
}

/** All that stands at holders that are no container, which is all there is. */
async function totalOf(db: Db, lot: LotId): Promise<number> {
  const [row] = await db
    .select({ total: sql<number>`coalesce(sum(${contents.total}), 0)::bigint` })
    .from(contents)
    .innerJoin(lots, eq(lots.ref, contents.lotRef))
    .innerJoin(holders, eq(holders.ref, contents.holderRef))
    .where(sql`${eq(lots.lot, lot)} and ${ne(holders.kind, 'container')}`)
  return Number(row?.total ?? 0)
}
