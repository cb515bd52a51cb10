import { bytea } from '@theriac/read-model'
import { bigint, index, integer, jsonb, primaryKey, text } from 'drizzle-orm/pg-core'
import { appSchema } from './tables.ts'

/** Writes to the ledger. Stored before anything is sent, so that what was acknowledged is finished after any crash. */
export const jobs = appSchema.table(
  'jobs',
  {
    id: text().primaryKey(),
    operation: text().notNull(),
    gln: text().notNull(),
    accountId: text('account_id').notNull(),
    /** Account on the ledger that signs it. */
    operator: text().notNull(),
    /** `preparing`, `pending`, `sealed`, `rejected`. */
    state: text().notNull(),
    done: integer().notNull(),
    total: integer().notNull(),
    result: jsonb().$type<Record<string, unknown>>().notNull(),
    refusal: jsonb().$type<Record<string, unknown>>(),
    /** Of the acts: the same digests come out whenever they are signed again. */
    deadline: bigint({ mode: 'number' }).notNull(),
    /** Unix milliseconds. */
    createdAt: bigint('created_at', { mode: 'number' }).notNull(),
    settledAt: bigint('settled_at', { mode: 'number' }),
  },
  (table) => [
    index('jobs_gln').on(table.gln, table.createdAt),
    index('jobs_state').on(table.state),
    index('jobs_account').on(table.accountId, table.createdAt),
  ],
)

/** The acts of a job. */
export const jobSteps = appSchema.table(
  'job_steps',
  {
    jobId: text('job_id').notNull(),
    /** Counts from 0 over all stages; the act's nonce is made of it. */
    position: integer().notNull(),
    stage: integer().notNull(),
    contract: text().notNull(),
    call: text().notNull(),
    /** The encoded call; empty once it is settled. */
    data: bytea().notNull(),
    /** `open`, `taken`, `refused`. */
    state: text().notNull(),
    txHash: text('tx_hash'),
    block: bigint({ mode: 'number' }),
  },
  (table) => [primaryKey({ columns: [table.jobId, table.position] })],
)

/** Requests that were answered with a success, so that a repeated one gets the same answer and does nothing. */
export const idempotency = appSchema.table(
  'idempotency',
  {
    accountId: text('account_id').notNull(),
    key: text().notNull(),
    /** Keyed digest of route, path, query and body. */
    request: text().notNull(),
    /** The job that was made, or the answer that was given. */
    jobId: text('job_id'),
    status: integer().notNull(),
    answer: jsonb().$type<{ readonly body: unknown }>(),
    createdAt: bigint('created_at', { mode: 'number' }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.accountId, table.key] }), index('idempotency_created').on(table.createdAt)],
)
