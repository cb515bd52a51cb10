import Type, { type Static } from 'typebox'
import { anyIn, everyone } from '../access.ts'
import { defineRoutes } from '../route.ts'
import { DaySchema, GlnSchema, GtinSchema, LotNumberSchema } from '../schemas/identifiers.ts'
import { oneOf } from '../schemas/one-of.ts'
import { LotUnitsFields } from '../schemas/packs.ts'
import { listQuery, pageOf } from '../schemas/page.ts'
import { RangeSchema } from '../schemas/places.ts'
import { strict } from '../schemas/strict.ts'
import { lotStatuses } from './lots.ts'

/** States of goods that are at an institution. */
export const stockStates = ['sellable', 'quarantined', 'returned', 'rejected', 'opened'] as const
export type StockState = (typeof stockStates)[number]

/** Goods of a lot in one state at an institution. */
export const StockRowSchema = Type.Object(
  {
    gln: GlnSchema,
    state: oneOf(stockStates, '`sellable` as far as the goods themselves go: see `status` of the lot'),
    ...LotUnitsFields,
    packed: Type.Integer({ description: 'Packs in containers' }),
    serialised: Type.Boolean({ description: 'Whether each pack of the lot has a serial' }),
    owner: GlnSchema,
    status: oneOf(lotStatuses, 'Whether the lot may be supplied today, and if not why'),
  },
  { title: 'StockRow' },
)
export type StockRow = Static<typeof StockRowSchema>

const filters = {
  gln: Type.Optional(Type.Unsafe<Static<typeof GlnSchema>>({ ...GlnSchema, description: 'For the regulator' })),
  gtin: Type.Optional(GtinSchema),
  state: Type.Optional(oneOf(stockStates, 'State that the goods are in')),
  expiringBefore: Type.Optional(DaySchema),
  text: Type.Optional(Type.String({ maxLength: 100, description: 'Words of the product, or part of the lot number' })),
}

export const stockRoutes = defineRoutes({
  list: {
    kind: 'read',
    method: 'GET',
    path: '/stock',
    summary: 'What the institution has, by lot and state',
    description: 'The regulator sees the stock of all, and may name an institution.',
    access: everyone,
    query: listQuery(filters, ['expiry', 'product', 'units']),
    answer: pageOf(StockRowSchema),
  },
  loose: {
    kind: 'read',
    method: 'GET',
    path: '/stock/loose/:gtin/:lot',
    summary: 'Which packs of a lot the institution has that are in no container',
    description: 'For packing and shipping them by their numbers, or by quantity.',
    access: anyIn('factory', 'distributor', 'pharmacy', 'hospital'),
    params: strict({ gtin: GtinSchema, lot: LotNumberSchema }),
    answer: Type.Object({
      serialised: Type.Boolean(),
      units: Type.Integer(),
      ranges: Type.Array(RangeSchema, { description: 'Numbers in the lot; none for lots without serials' }),
    }),
  },
  totals: {
    kind: 'read',
    method: 'GET',
    path: '/stock/totals',
    summary: 'How much the institution has, by state, and what is on its way',
    access: everyone,
    query: strict(filters),
    answer: Type.Object({
      states: Type.Array(
        Type.Object({
          state: oneOf(stockStates, 'State of the goods'),
          units: Type.Integer(),
          loose: Type.Integer(),
          lots: Type.Integer(),
          products: Type.Integer(),
        }),
      ),
      incoming: Type.Integer({ description: 'Units in shipments to it' }),
      outgoing: Type.Integer({ description: 'Units in shipments from it' }),
    }),
  },
})
