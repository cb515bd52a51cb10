import { bigint, boolean, index, integer, jsonb, primaryKey, text } from 'drizzle-orm/pg-core'
import { ledgerSchema } from './tables.ts'

/** Institutions as they are now. */
export const institutions = ledgerSchema.table('institutions', {
  gln: text().primaryKey(),
  kind: text().notNull(),
  /** `applied`, `active`, `suspended`, `retired`, and `declined` for an application that was turned down. */
  status: text().notNull(),
  name: text().notNull(),
  permissions: jsonb().$type<string[]>().notNull(),
  /** Account that applied. */
  applicant: text(),
  /** Why it was suspended, declined or retired. */
  reason: text(),
  appliedSeq: bigint('applied_seq', { mode: 'number' }).notNull(),
  admittedSeq: bigint('admitted_seq', { mode: 'number' }),
  updatedSeq: bigint('updated_seq', { mode: 'number' }).notNull(),
})

export const licences = ledgerSchema.table(
  'licences',
  {
    gln: text().notNull(),
    position: integer().notNull(),
    number: text().notNull(),
    scope: jsonb().$type<string[]>().notNull(),
    /** Unix seconds, both included. */
    validFrom: bigint('valid_from', { mode: 'number' }).notNull(),
    validTo: bigint('valid_to', { mode: 'number' }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.gln, table.position] }), index('licences_valid_to').on(table.validTo)],
)

/** Accounts that act, or acted, for institutions. */
export const operators = ledgerSchema.table(
  'operators',
  {
    /** In lower case. */
    account: text().primaryKey(),
    gln: text().notNull(),
    role: text().notNull(),
    active: boolean().notNull(),
    /** The account that took its place when the key was rotated. */
    successor: text(),
    sinceSeq: bigint('since_seq', { mode: 'number' }).notNull(),
    untilSeq: bigint('until_seq', { mode: 'number' }),
  },
  (table) => [index('operators_gln').on(table.gln)],
)

/** How many of the regulator's operators a strong act needs, and how many strong acts there were: one row. */
export const governance = ledgerSchema.table('governance', {
  id: integer().primaryKey(),
  threshold: integer().notNull(),
  executions: bigint({ mode: 'number' }).notNull(),
})

export const proposals = ledgerSchema.table('proposals', {
  id: bigint({ mode: 'number' }).primaryKey(),
  proposer: text().notNull(),
  /** Contract and function that the proposal calls, with its arguments by name. */
  contract: text().notNull(),
  call: text().notNull(),
  args: jsonb().$type<Record<string, unknown>>().notNull(),
  target: text().notNull(),
  data: text().notNull(),
  reason: text().notNull(),
  /** Last second, Unix time. */
  expiry: bigint({ mode: 'number' }).notNull(),
  /** `open`, `executed`, `cancelled`; that one has expired is for the reader's clock. */
  state: text().notNull(),
  madeSeq: bigint('made_seq', { mode: 'number' }).notNull(),
  closedSeq: bigint('closed_seq', { mode: 'number' }),
})

export const approvals = ledgerSchema.table(
  'approvals',
  {
    proposal: bigint({ mode: 'number' }).notNull(),
    account: text().notNull(),
    seq: bigint({ mode: 'number' }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.proposal, table.account] })],
)
