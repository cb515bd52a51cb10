import Type, { type Static } from 'typebox'
import { GlnSchema, GtinSchema } from './identifiers.ts'

/** Effective statuses of a pack that stand above the unit's own state, the gravest first. */
export const packHolds = [
  'product_withdrawn',
  'product_suspended',
  'lot_recalled',
  'expired',
  'holder_not_licensed',
] as const
export type PackHold = (typeof packHolds)[number]

/** What a pack is of: texts of the product that fit a till's screen. */
export const PackProductSchema = Type.Object({
  gtin: GtinSchema,
  name: Type.String(),
  genericName: Type.String(),
  form: Type.String(),
  strength: Type.String(),
  pack: Type.String(),
  maker: Type.String(),
  storageConditions: Type.String(),
  owner: Type.Unsafe<string>({ ...GlnSchema, description: 'Factory that answers for it' }),
  status: Type.String({ description: '`active`, `suspended`, `retired`, `withdrawn`' }),
  reason: Type.Optional(Type.String({ description: 'Why it has that status' })),
})
export type PackProduct = Static<typeof PackProductSchema>

/** The lot of a pack. */
export const PackLotSchema = Type.Object({
  lot: Type.String({ description: 'Lot number' }),
  expiry: Type.String({ format: 'date', description: 'Last day of use' }),
  production: Type.String({ format: 'date' }),
  origin: Type.String({ description: 'Where it was made' }),
  recalled: Type.Boolean(),
  recallClass: Type.Optional(Type.Integer({ description: '1 to 3, 1 the gravest' })),
  recallReason: Type.Optional(Type.String()),
})
export type PackLot = Static<typeof PackLotSchema>
