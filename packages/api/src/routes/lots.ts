import Type, { type Static } from 'typebox'
import { actingIn, anyIn, everyone } from '../access.ts'
import { defineRoutes } from '../route.ts'
import {
  DaySchema,
  GlnSchema,
  GtinSchema,
  HashSchema,
  InstantSchema,
  LotNumberSchema,
  ReasonSchema,
} from '../schemas/identifiers.ts'
import { oneOf } from '../schemas/one-of.ts'
import { listQuery, pageOf } from '../schemas/page.ts'
import { strict } from '../schemas/strict.ts'

/** Why goods of a lot may not be supplied, the gravest first; `ok` where they may. */
export const lotStatuses = ['product_withdrawn', 'product_suspended', 'recalled', 'expired', 'ok'] as const
export type LotStatus = (typeof lotStatuses)[number]

/** Where units can be, or how they left circulation. */
export const unitStates = [
  'in_stock',
  'in_transit',
  'opened',
  'quarantined',
  'returned',
  'rejected',
  'dispensed',
  'dispensed_in_parts',
  'administered',
  'exported',
  'sampled',
  'free_sample',
  'checked_out',
  'destroyed',
  'stolen',
  'lost',
  'commissioning_voided',
  'gone_unsaleable',
] as const
export type UnitState = (typeof unitStates)[number]

const QuantitySchema = Type.Integer({ minimum: 1, maximum: 0xffffffff, description: 'The most units that may be made' })
const OriginSchema = Type.String({ minLength: 1, maxLength: 200, pattern: '\\S', description: 'Where it is made' })

const named = (description: string) => Type.Object({ gln: GlnSchema, name: Type.String() }, { description })

/** A lot. */
export const LotSchema = Type.Object(
  {
    gtin: GtinSchema,
    lot: LotNumberSchema,
    id: Type.Unsafe<`0x${string}`>({ ...HashSchema, description: 'Its id on the ledger' }),
    productName: Type.String(),
    owner: named('The factory that made it'),
    status: oneOf(lotStatuses, 'Whether it may be supplied today, and if not why'),
    production: DaySchema,
    expiry: Type.Unsafe<Static<typeof DaySchema>>({ ...DaySchema, description: 'Last day of use' }),
    quantity: QuantitySchema,
    commissioned: Type.Integer({ description: 'Units that were made so far' }),
    serialised: Type.Boolean({ description: 'Whether each unit has a serial' }),
    origin: OriginSchema,
    recall: Type.Optional(
      Type.Object({
        class: Type.Integer({ description: '1 to 3; 1 is the most dangerous' }),
        reason: Type.String(),
        by: named('Who recalled it'),
        at: InstantSchema,
      }),
    ),
    registeredAt: InstantSchema,
  },
  { title: 'Lot' },
)
export type Lot = Static<typeof LotSchema>

const LotReachSchema = Type.Object({
  gtin: GtinSchema,
  lot: LotNumberSchema,
  commissioned: Type.Integer(),
  totals: Type.Array(Type.Object({ state: oneOf(unitStates, 'Where units are'), units: Type.Integer() })),
  complete: Type.Boolean({ description: 'The totals add up to what was commissioned' }),
  institutions: Type.Array(
    Type.Object({
      gln: GlnSchema,
      name: Type.String(),
      state: oneOf(unitStates, 'Where its units are; those in transit are the sender’s'),
      to: Type.Optional(named('Who they are in transit to')),
      units: Type.Integer(),
    }),
    { description: 'By institution: all for the regulator and the factory of the lot, else one’s own alone' },
  ),
  detailed: Type.Boolean({ description: '`institutions` has all of them' }),
})

const WordSchema = Type.Object({
  word: Type.Integer({ description: '256 units each: unit number divided by 256' }),
  runs: Type.Array(
    Type.Object({
      count: Type.Integer({ description: 'Units one after the other that are in this state' }),
      state: oneOf(['none', ...unitStates] as const, '`none`: not commissioned'),
    }),
    { description: 'The states of its 256 units, in the order of their numbers' },
  ),
})

const oneLot = strict({ gtin: GtinSchema, lot: LotNumberSchema })
const LotJobSchema = Type.Object({ gtin: GtinSchema, lot: LotNumberSchema })

export const lotRoutes = defineRoutes({
  list: {
    kind: 'read',
    method: 'GET',
    path: '/lots',
    summary: 'Lots of all products',
    access: everyone,
    query: listQuery(
      {
        gtin: Type.Optional(
          Type.Unsafe<Static<typeof GtinSchema>>({ ...GtinSchema, description: 'Of any packaging level' }),
        ),
        owner: Type.Optional(GlnSchema),
        text: Type.Optional(
          Type.String({ maxLength: 100, description: 'Part of the lot number, words of the product' }),
        ),
        recalled: Type.Optional(Type.Boolean({ description: 'Only those that are recalled, or are not' })),
        expiringBefore: Type.Optional(DaySchema),
      },
      ['expiry', 'registered'],
    ),
    answer: pageOf(LotSchema),
  },
  find: {
    kind: 'read',
    method: 'GET',
    path: '/lots/:gtin/:lot',
    summary: 'One lot',
    access: everyone,
    params: oneLot,
    answer: LotSchema,
  },
  register: {
    kind: 'job',
    method: 'POST',
    path: '/lots',
    summary: "Register a lot of a product of one's own",
    access: actingIn('factory'),
    body: strict({
      gtin: GtinSchema,
      lot: LotNumberSchema,
      production: DaySchema,
      expiry: DaySchema,
      quantity: QuantitySchema,
      origin: OriginSchema,
      serialised: Type.Optional(Type.Boolean({ default: true, description: 'Whether each unit has a serial' })),
    }),
    answer: LotJobSchema,
  },
  amend: {
    kind: 'job',
    method: 'PUT',
    path: '/lots/:gtin/:lot',
    summary: 'Correct a lot of which nothing has been made yet',
    access: actingIn('factory'),
    params: oneLot,
    body: strict({
      production: DaySchema,
      expiry: DaySchema,
      quantity: QuantitySchema,
      origin: OriginSchema,
      reason: ReasonSchema,
    }),
    answer: LotJobSchema,
  },
  recall: {
    kind: 'job',
    method: 'POST',
    path: '/lots/:gtin/:lot/recall',
    summary: 'Recall a lot for good: only return and destruction stay legal',
    access: actingIn('factory', 'regulator'),
    params: oneLot,
    body: strict({
      class: Type.Unsafe<1 | 2 | 3>(Type.Integer({ minimum: 1, maximum: 3, description: '1 is the most dangerous' })),
      reason: ReasonSchema,
    }),
    answer: LotJobSchema,
  },
  reach: {
    kind: 'read',
    method: 'GET',
    path: '/lots/:gtin/:lot/reach',
    summary: 'Where all units of a lot are',
    access: everyone,
    params: oneLot,
    answer: LotReachSchema,
  },
  bitmap: {
    kind: 'read',
    method: 'GET',
    path: '/lots/:gtin/:lot/bitmap',
    summary: 'The state of each unit of a lot, 256 at a time',
    description: 'For the factory of the lot and the regulator. A word without any unit is left out.',
    access: anyIn('factory', 'regulator'),
    params: oneLot,
    query: listQuery(
      { from: Type.Optional(Type.Integer({ minimum: 0, maximum: 0xffffff, description: 'First word' })) },
      ['word'],
    ),
    answer: pageOf(WordSchema),
  },
  runs: {
    kind: 'read',
    method: 'GET',
    path: '/lots/:gtin/:lot/runs',
    summary: 'Units of a lot as they were commissioned together',
    description: 'For the factory of the lot and the regulator.',
    access: anyIn('factory', 'regulator'),
    params: oneLot,
    query: listQuery({}, ['run']),
    answer: pageOf(
      Type.Object({
        run: Type.Integer({ description: 'Chosen by the factory' }),
        firstUnit: Type.Integer({ description: 'Number of its first unit: the run times 1 024' }),
        count: Type.Integer(),
        root: Type.Unsafe<`0x${string}`>({ ...HashSchema, description: 'Merkle root over its serials’ leaves' }),
        commissionedAt: InstantSchema,
      }),
    ),
  },
})
