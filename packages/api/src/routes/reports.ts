import Type, { type Static, type TProperties } from 'typebox'
import { everyone } from '../access.ts'
import { defineRoutes, type Route } from '../route.ts'
import {
  AccountAddressSchema,
  CountSchema,
  DaySchema,
  GlnSchema,
  GtinSchema,
  HashSchema,
  InstantSchema,
  LotNumberSchema,
} from '../schemas/identifiers.ts'
import { oneOf } from '../schemas/one-of.ts'
import { strict } from '../schemas/strict.ts'
import { lotStatuses, unitStates } from './lots.ts'

/** How grave a finding is. */
export const severities = ['high', 'medium', 'low'] as const
export type Severity = (typeof severities)[number]

const SeveritySchema = oneOf(severities, 'How grave it is')
const StateSchema = oneOf(unitStates, 'Where units are, or how they left circulation')
const PlaceSchema = oneOf([...unitStates, 'container'] as const, 'Where units were, or are then')
const units = (description: string) => Type.Integer({ description })

/** The block that a report is of. */
export const AsOfSchema = Type.Object({
  block: CountSchema,
  at: Type.Optional(
    Type.Unsafe<string>({ ...InstantSchema, description: 'Time of its block; absent on an empty ledger' }),
  ),
})
export type AsOf = Static<typeof AsOfSchema>

function reportOf<const Head extends TProperties, const Row extends TProperties>(head: Head, row: Row) {
  return Type.Object({
    asOf: AsOfSchema,
    ...head,
    rows: Type.Array(Type.Object(row)),
    more: Type.Boolean({ description: 'There are more rows than `limit`; the CSV has all' }),
  })
}

/** Where the units of lots are that were recalled. */
export const RecallReachSchema = reportOf(
  {
    gtin: GtinSchema,
    product: Type.String(),
    lots: Type.Array(
      Type.Object({
        lot: LotNumberSchema,
        recalled: Type.Boolean(),
        recallClass: Type.Optional(Type.Integer()),
        reason: Type.Optional(Type.String()),
        recalledAt: Type.Optional(InstantSchema),
        commissioned: units('Units that were made'),
        counted: units('Units that were found'),
        complete: Type.Boolean({ description: 'All that were made were found' }),
        open: units('Still in stock, in transit, opened, returned or in quarantine: to come back or be destroyed'),
        atPatients: units('Dispensed or administered'),
        gone: units('Destroyed, exported, sampled, stolen, lost, …'),
      }),
    ),
    detailed: Type.Boolean({ description: 'All institutions are named; else those of others are added up' }),
  },
  {
    lot: LotNumberSchema,
    gln: Type.Optional(GlnSchema),
    name: Type.Optional(Type.String()),
    kind: Type.Optional(Type.String({ description: 'Kind of the institution' })),
    state: StateSchema,
    to: Type.Optional(Type.Unsafe<string>({ ...GlnSchema, description: 'Receiver of what is in transit' })),
    units: Type.Integer(),
  },
)
export type RecallReach = Static<typeof RecallReachSchema>

const movement = {
  seq: Type.Integer({ description: "Number of the event in the ledger's order" }),
  at: InstantSchema,
  eventTime: Type.Optional(
    Type.Unsafe<string>({ ...InstantSchema, description: 'When it happened, as its author says' }),
  ),
  act: Type.String({ description: 'What was called: `ship`, `receiveGoods`, `dispense`, …' }),
  gln: Type.Optional(Type.Unsafe<string>({ ...GlnSchema, description: 'Who did it' })),
  from: Type.Optional(PlaceSchema),
  fromGln: Type.Optional(GlnSchema),
  to: Type.Optional(PlaceSchema),
  toGln: Type.Optional(GlnSchema),
  txHash: HashSchema,
}

/** What happened to the units of a lot. */
export const LotMovementsSchema = reportOf(
  { gtin: GtinSchema, product: Type.String(), lot: LotNumberSchema, commissioned: units('Units that were made') },
  {
    ...movement,
    units: units('Units of the lot that were named one by one or in containers'),
    containers: Type.Optional(Type.Integer({ description: 'Containers that went as a whole' })),
  },
)
export type LotMovements = Static<typeof LotMovementsSchema>

/** What came to an institution, went from it and happened there. */
export const MovementsSchema = reportOf(
  { gln: GlnSchema, name: Type.String(), from: DaySchema, to: DaySchema },
  {
    ...movement,
    direction: oneOf(
      ['in', 'out', 'inside', 'outside'],
      'Seen from the institution; `outside`: goods that it sent, dispensed or watches moved on',
    ),
    units: units('Units of all lots'),
  },
)
export type Movements = Static<typeof MovementsSchema>

const stockRow = {
  gtin: GtinSchema,
  product: Type.String(),
  lot: LotNumberSchema,
  expiry: DaySchema,
  status: oneOf(lotStatuses, 'Whether it may be supplied, and if not why'),
  state: StateSchema,
  loose: units('Not in a container'),
  inContainers: Type.Integer(),
  units: units('Both together'),
}

/** What an institution has. */
export const InventorySchema = reportOf({ gln: GlnSchema, name: Type.String(), units: units('Of all rows') }, stockRow)
export type Inventory = Static<typeof InventorySchema>

/** Stock that expires soon, or has. */
export const ExpiringStockSchema = reportOf(
  { until: DaySchema, units: units('Of all rows') },
  {
    gln: GlnSchema,
    name: Type.String(),
    daysLeft: Type.Integer({ description: 'Negative where it has expired' }),
    ...stockRow,
  },
)
export type ExpiringStock = Static<typeof ExpiringStockSchema>

/** What looks as if somebody should look. */
export const SuspiciousPatternsSchema = reportOf(
  {
    from: DaySchema,
    to: DaySchema,
    rules: Type.Array(
      Type.Object({
        rule: Type.String(),
        severity: SeveritySchema,
        why: Type.String({ description: 'Why it is looked for' }),
        thresholds: Type.Unsafe<Readonly<Record<string, number>>>({
          type: 'object',
          additionalProperties: { type: 'number' },
        }),
        found: Type.Integer(),
      }),
      { description: 'What was looked for' },
    ),
  },
  {
    rule: Type.String(),
    severity: SeveritySchema,
    gln: Type.Optional(Type.Unsafe<string>({ ...GlnSchema, description: 'Institution that it is about' })),
    name: Type.Optional(Type.String()),
    gtin: Type.Optional(GtinSchema),
    lot: Type.Optional(LotNumberSchema),
    operator: Type.Optional(AccountAddressSchema),
    shipment: Type.Optional(Type.String({ description: "Sender's GLN and its number for it, `9520000000028/17`" })),
    count: Type.Integer({ description: 'How often, or how many units' }),
    of: Type.Optional(Type.Integer({ description: 'Out of how many' })),
    last: Type.Optional(Type.Unsafe<string>({ ...InstantSchema, description: 'The newest' })),
    detail: Type.String({ description: 'What was found, in words' }),
  },
)
export type SuspiciousPatterns = Static<typeof SuspiciousPatternsSchema>

/** What the regulator did that it alone may do. */
export const StrongActsSchema = reportOf(
  {
    threshold: Type.Integer({ description: "How many of the regulator's operators a strong act needs" }),
    executions: Type.Integer({ description: 'Strong acts since the beginning' }),
  },
  {
    proposal: Type.Integer(),
    at: InstantSchema,
    call: Type.String({ description: 'What was done: `suspend`, `withdrawProduct`, …' }),
    subject: Type.Optional(Type.String({ description: 'GLN, GTIN or account that it was done to' })),
    reason: Type.String(),
    approvals: Type.Integer(),
    proposer: AccountAddressSchema,
    txHash: HashSchema,
  },
)
export type StrongActs = Static<typeof StrongActsSchema>

const format = Type.Optional(
  Type.Unsafe<'json' | 'csv'>(
    Type.String({
      enum: ['json', 'csv'],
      default: 'json',
      description: '`csv`: all rows as comma-separated values (RFC 4180) in UTF-8 with a byte order mark',
    }),
  ),
)
const limit = Type.Optional(
  Type.Integer({ minimum: 1, maximum: 10_000, default: 1000, description: 'Most rows of a JSON answer' }),
)
const period = { from: Type.Optional(DaySchema), to: Type.Optional(DaySchema) }
const whose = Type.Optional(GlnSchema)
const words =
  'Of the own institution; the regulator names any with `gln`. Days are of the ledger and in UTC, both included; by default ' +
  'the newest 30.'

/** All reports are alike but for what they take and give. */
function report<const Query extends TProperties, const Answer extends NonNullable<Route['answer']>>(
  path: string,
  summary: string,
  description: string,
  query: Query,
  answer: Answer,
) {
  return {
    kind: 'stream',
    method: 'GET',
    path: `/reports/${path}`,
    summary,
    description,
    access: everyone,
    query: strict({ format, limit, ...query }),
    produces: ['application/json', 'text/csv'],
    answer,
  } as const
}

export const reportRoutes = defineRoutes({
  recallReach: report(
    'recall-reach',
    'Where all units of recalled lots are, and whether all are accounted for',
    'Of one lot, recalled or not, or of all recalled lots of a product. The regulator and the factory of the lots see every ' +
      'institution; others see their own and the sums.',
    { gtin: GtinSchema, lot: Type.Optional(LotNumberSchema) },
    RecallReachSchema,
  ),
  lotMovements: report(
    'lot-movements',
    'What happened to the units of a lot, oldest first',
    'The regulator and the factory of the lot see all; others see what they took part in.',
    { gtin: GtinSchema, lot: LotNumberSchema, ...period },
    LotMovementsSchema,
  ),
  inventory: report('inventory', 'What an institution has now', words, { gln: whose }, InventorySchema),
  movements: report(
    'movements',
    'What came to an institution, went from it and happened there, oldest first',
    words,
    { gln: whose, ...period },
    MovementsSchema,
  ),
  expiringStock: report(
    'expiring-stock',
    'Stock that expires soon, or has, the soonest first',
    'Of the own institution; of all for the regulator, or of one with `gln`.',
    {
      gln: whose,
      days: Type.Optional(
        Type.Integer({ minimum: 0, maximum: 3650, default: 90, description: 'Within this many days' }),
      ),
    },
    ExpiringStockSchema,
  ),
  suspiciousPatterns: report(
    'suspicious-patterns',
    'What looks as if somebody should look, the gravest first',
    'Of the own institution and its products; of all for the regulator, or of one with `gln`.',
    { gln: whose, ...period },
    SuspiciousPatternsSchema,
  ),
  strongActs: report(
    'strong-acts',
    'What the regulator did that it alone may do, newest first',
    'Everybody sees it: the regulator is accountable too.',
    { ...period },
    StrongActsSchema,
  ),
})
