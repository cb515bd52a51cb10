import { and, between, desc, eq, sql } from 'drizzle-orm'
import type { Db } from '../../database.ts'
import { events, governance, proposals } from '../../schema/index.ts'
import type { Span } from './span.ts'

/** A strong act of the regulator that was carried out. */
export interface StrongActRow {
  readonly proposal: number
  /** Unix seconds. */
  readonly time: number
  readonly call: string
  readonly args: Readonly<Record<string, unknown>>
  readonly reason: string
  readonly approvals: number
  readonly proposer: string
  readonly txHash: Uint8Array
}

/** Reads on what the regulator did that it alone may do. */
export function strongActReports(db: Db) {
  return {
    /** How many operators a strong act needs, and how many strong acts there were. */
    async governance(): Promise<{ readonly threshold: number; readonly executions: number }> {
      const [row] = await db.select().from(governance)
      return { threshold: row?.threshold ?? 1, executions: row?.executions ?? 0 }
    },
    /** Those of a span, newest first. */
    strongActs({ first, last }: Span, limit: number): Promise<StrongActRow[]> {
      return db
        .select({
          proposal: proposals.id,
          time: events.time,
          call: proposals.call,
          args: proposals.args,
          reason: proposals.reason,
          // Qualified by hand: the query has a subquery over a table of its own.
          approvals: sql<number>`(select count(*) from ledger.approvals a where a.proposal = ${proposals.id})`.mapWith(
            Number,
          ),
          proposer: proposals.proposer,
          txHash: events.txHash,
        })
        .from(proposals)
        .innerJoin(events, eq(events.seq, proposals.closedSeq))
        .where(and(eq(proposals.state, 'executed'), between(proposals.closedSeq, first, last)))
        .orderBy(desc(proposals.closedSeq))
        .limit(limit)
    },
  }
}
