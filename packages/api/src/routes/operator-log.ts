import Type, { type Static } from 'typebox'
import { defineRoutes } from '../route.ts'
import { DaySchema, GlnSchema, HashSchema, InstantSchema } from '../schemas/identifiers.ts'
import { pageOf } from '../schemas/page.ts'
import { strict } from '../schemas/strict.ts'
import { overseers } from './accounts.ts'

/** How a request ended: `refused` for what the caller asked wrongly or may not do, `failed` for a fault of the server. */
export const logOutcomes = ['done', 'refused', 'failed'] as const
export type LogOutcome = (typeof logOutcomes)[number]
const OutcomeSchema = Type.Unsafe<LogOutcome>(Type.String({ enum: [...logOutcomes] }))

/** A line of the operator log. */
export const LogEntrySchema = Type.Object(
  {
    number: Type.Integer({ description: 'Counts from 1 without a gap' }),
    time: InstantSchema,
    accountId: Type.Optional(Type.String()),
    gln: Type.Optional(GlnSchema),
    route: Type.String({ description: 'Id of the route: `shipments.ship`' }),
    outcome: OutcomeSchema,
    code: Type.Optional(Type.String({ description: 'Code of the problem' })),
    request: HashSchema,
    requestId: Type.String(),
    jobId: Type.Optional(Type.String()),
    ip: Type.Optional(Type.String()),
    previous: HashSchema,
    hash: HashSchema,
  },
  { title: 'LogEntry' },
)
export type LogEntry = Static<typeof LogEntrySchema>

/** The log's head as it was put on the ledger. */
export const LogAnchorSchema = Type.Object({
  number: Type.Integer({ description: 'Newest entry at that time' }),
  hash: HashSchema,
  day: DaySchema,
  gln: GlnSchema,
  jobId: Type.String(),
  state: Type.Unsafe<'matches' | 'differs' | 'pending' | 'unknown'>(
    Type.String({
      enum: ['matches', 'differs', 'pending', 'unknown'],
      description:
        '`matches`: the ledger has this hash, and so has the log; `differs`: the log has another; `pending`: not sealed yet; `unknown`: the ledger does not have it',
    }),
  ),
})

/** Where the chain breaks, and how. */
const LogFaultSchema = Type.Object({
  number: Type.Integer(),
  fault: Type.Unsafe<'missing' | 'altered' | 'unlinked'>(
    Type.String({
      enum: ['missing', 'altered', 'unlinked'],
      description: 'The entry is gone; its content is not what its hash says; it does not follow the one before it',
    }),
  ),
})

/** Entries of one verification. */
export const mostVerified = 100_000

export const operatorLogRoutes = defineRoutes({
  list: {
    kind: 'read',
    method: 'GET',
    path: '/operator-log',
    summary: "Every write and every refusal of the institution's accounts, newest first; the regulator sees all",
    access: overseers,
    query: strict({
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500, default: 50, description: 'Rows of a page' })),
      cursor: Type.Optional(Type.String({ maxLength: 500, description: '`next` of the page before' })),
      gln: Type.Optional(GlnSchema),
      accountId: Type.Optional(Type.String({ maxLength: 64 })),
      route: Type.Optional(Type.String({ maxLength: 100, description: 'Id of a route' })),
      outcome: Type.Optional(OutcomeSchema),
      from: Type.Optional(InstantSchema),
      to: Type.Optional(InstantSchema),
    }),
    answer: pageOf(LogEntrySchema),
  },
  verify: {
    kind: 'read',
    method: 'GET',
    path: '/operator-log/verification',
    summary: 'Compute the chain of the log again, and compare it with what was anchored on the ledger',
    description: `Over the newest ${mostVerified} entries, unless a range of at most as many is given.`,
    access: overseers,
    query: strict({
      from: Type.Optional(Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER, description: 'First entry' })),
      to: Type.Optional(Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER, description: 'Last entry' })),
    }),
    answer: Type.Object({
      from: Type.Integer(),
      to: Type.Integer({ description: '0 where the log is empty' }),
      whole: Type.Boolean({ description: 'No entry of the range is missing or altered, and no anchor differs' }),
      head: Type.Optional(Type.Object({ number: Type.Integer(), hash: HashSchema })),
      fault: Type.Optional(LogFaultSchema),
      anchors: Type.Array(LogAnchorSchema, { description: 'Those in the range, oldest first' }),
    }),
  },
})
