import { eq, inArray } from 'drizzle-orm'
import type { Db } from '../../database.ts'
import { events, operators } from '../../schema/index.ts'
import { activityQueries } from './activity.ts'
import { auditQueries } from './audit.ts'
import { nodeQueries } from './nodes.ts'
import { objectQueries } from './objects.ts'

export type { ChainDayRow } from './activity.ts'
export type { CallCountRow, CallFilter, CallGrouping, CallRow } from './audit.ts'
export type { ListedContractRow, NodeRow } from './nodes.ts'
export type { EventObject } from './objects.ts'

/** What is asked of the chain beside the chain itself. */
export function chainQueries(db: Db) {
  return {
    ...activityQueries(db),
    ...objectQueries(db),
    ...auditQueries(db),
    ...nodeQueries(db),
    /** Institutions of accounts that are, or were, operators. */
    async institutionsOf(accounts: readonly string[]): Promise<ReadonlyMap<string, string>> {
      if (accounts.length === 0) return new Map()
      const rows = await db
        .select({ account: operators.account, gln: operators.gln })
        .from(operators)
        .where(inArray(operators.account, [...new Set(accounts)]))
      return new Map(rows.map(({ account, gln }) => [account, gln]))
    },
    /** The transaction that an act was settled in, by the act's digest. */
    async transactionOfAct(digest: Uint8Array): Promise<Uint8Array | undefined> {
      const [row] = await db.select({ txHash: events.txHash }).from(events).where(eq(events.actDigest, digest)).limit(1)
      return row?.txHash
    },
  }
}
export type ChainQueries = ReturnType<typeof chainQueries>
