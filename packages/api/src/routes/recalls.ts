import Type, { type Static } from 'typebox'
import { everyone } from '../access.ts'
import { defineRoutes } from '../route.ts'
import { GlnSchema, GtinSchema, InstantSchema, LotNumberSchema } from '../schemas/identifiers.ts'
import { listQuery, pageOf } from '../schemas/page.ts'
import { strict } from '../schemas/strict.ts'

const named = (description: string) => Type.Object({ gln: GlnSchema, name: Type.String() }, { description })
const units = (description: string) => Type.Integer({ description })

/** How far goods are called back: `out`, `back`, `atPatients` and `gone` add up to what was commissioned. */
const progress = {
  commissioned: units('Units that were made'),
  out: units('Still in stock, opened, returned or in quarantine at others than the factory, or in transit'),
  back: units('In stock, returned or in quarantine at the factory'),
  atPatients: units('Dispensed or administered'),
  gone: units('Destroyed, exported, sampled, stolen, lost, …'),
  here: units('Of `out` and `back`: in stock, opened, returned or in quarantine at the institution of the caller'),
}

/** A recalled lot, and how far it has come back. */
export const RecallSchema = Type.Object(
  {
    gtin: GtinSchema,
    lot: LotNumberSchema,
    product: Type.String(),
    owner: named('The factory that made it'),
    class: Type.Integer({ description: '1 to 3; 1 is the most dangerous' }),
    reason: Type.String(),
    by: named('Who recalled it'),
    at: InstantSchema,
    ...progress,
  },
  { title: 'Recall' },
)
export type Recall = Static<typeof RecallSchema>

/** A withdrawn product, and how far it has come back. */
export const WithdrawalSchema = Type.Object(
  {
    gtin: GtinSchema,
    product: Type.String(),
    owner: named('The factory that answers for it'),
    reason: Type.String(),
    at: InstantSchema,
    lots: Type.Integer({ description: 'Lots that were made of it' }),
    ...progress,
  },
  { title: 'Withdrawal' },
)
export type Withdrawal = Static<typeof WithdrawalSchema>

const whose =
  'All for the regulator; for a factory its own and those of goods that it has or had; for others those of goods that they ' +
  'have or had, or that are on their way to them.'
const whole =
  'The sums are of all institutions, and for everybody: that a recall reaches all of it must be seen by all.'
const filters = {
  open: Type.Optional(Type.Boolean({ description: 'Only those of which something is `out` or `back`, or nothing is' })),
  text: Type.Optional(Type.String({ maxLength: 100, description: 'Words of the product, or part of the lot number' })),
}

export const recallRoutes = defineRoutes({
  list: {
    kind: 'read',
    method: 'GET',
    path: '/recalls',
    summary: 'Recalled lots, and how far each has come back',
    description: whose,
    access: everyone,
    query: listQuery(filters, ['recalled', 'class'], '-recalled'),
    answer: pageOf(RecallSchema),
  },
  find: {
    kind: 'read',
    method: 'GET',
    path: '/recalls/:gtin/:lot',
    summary: 'One recalled lot, and how far it has come back',
    description: whole,
    access: everyone,
    params: strict({ gtin: GtinSchema, lot: LotNumberSchema }),
    answer: RecallSchema,
  },
  withdrawals: {
    kind: 'read',
    method: 'GET',
    path: '/withdrawals',
    summary: 'Withdrawn products, and how far each has come back',
    description: whose,
    access: everyone,
    query: listQuery(filters, ['withdrawn'], '-withdrawn'),
    answer: pageOf(WithdrawalSchema),
  },
  findWithdrawal: {
    kind: 'read',
    method: 'GET',
    path: '/withdrawals/:gtin',
    summary: 'One withdrawn product, and how far it has come back',
    description: whole,
    access: everyone,
    params: strict({ gtin: GtinSchema }),
    answer: WithdrawalSchema,
  },
})
