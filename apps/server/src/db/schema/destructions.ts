import type { GoodsInput } from '@theriac/api'
import { bigint, index, jsonb, text } from 'drizzle-orm/pg-core'
import { appSchema } from './tables.ts'

/** One act of a destruction, made when it was proposed: what the witness signed is exactly this. */
export interface WitnessedAct {
  /** Name of the call and its encoding, with the witness's signature in it. */
  readonly name: string
  readonly data: `0x${string}`
}

/** Destructions that an operator proposed and signed as witness, and another confirms and carries out. */
export const destructions = appSchema.table(
  'destructions',
  {
    id: text().primaryKey(),
    gln: text().notNull(),
    /** `open`, `confirmed`, `done`, `refused`, `cancelled`. */
    state: text().notNull(),
    reason: text().notNull(),
    goods: jsonb().$type<GoodsInput>().notNull(),
    units: bigint({ mode: 'number' }).notNull(),
    acts: jsonb().$type<readonly WitnessedAct[]>().notNull(),
    proposedBy: text('proposed_by').notNull(),
    /** Account on the ledger that signed as witness. */
    witness: text().notNull(),
    proposedAt: bigint('proposed_at', { mode: 'number' }).notNull(),
    confirmedBy: text('confirmed_by'),
    confirmedAt: bigint('confirmed_at', { mode: 'number' }),
    cancelledBy: text('cancelled_by'),
    jobId: text('job_id'),
  },
  (table) => [index('destructions_gln').on(table.gln, table.proposedAt), index('destructions_job').on(table.jobId)],
)
