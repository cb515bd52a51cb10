import Type, { type Static } from 'typebox'
import { GoodsSchema } from './goods.ts'
import { DaySchema, GtinSchema, LotNumberSchema, SerialSchema } from './identifiers.ts'
import { strict } from './strict.ts'

const { units, ranges, quantities } = GoodsSchema.properties

/** Goods that are in no container. */
export const PacksSchema = strict({ units, ranges, quantities })
export type PacksInput = Static<typeof PacksSchema>

/** All four elements of what is printed on a pack. */
export const PrintedPackSchema = strict({
  gtin: GtinSchema,
  serial: SerialSchema,
  lot: LotNumberSchema,
  expiry: DaySchema,
})
export type PrintedPack = Static<typeof PrintedPackSchema>

/** What the scanner read, pack by pack. */
export const ScansSchema = Type.Array(Type.String({ maxLength: 500 }), {
  maxItems: 10_000,
  description: 'What the scanner gave for each of `units`, as it came; kept with an alert',
})

/** Ways out of circulation. */
export const endStates = [
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
export const EndStateSchema = Type.Unsafe<(typeof endStates)[number]>(
  Type.String({ enum: [...endStates], description: 'How goods left circulation' }),
)

/** Goods that left circulation together: what undoing them needs, found by the server. */
export const EndedSchema = Type.Object({
  state: EndStateSchema,
  day: DaySchema,
  units: Type.Integer({ description: 'Packs, those in containers included' }),
})

/** Goods of a lot at one place. */
export const LotUnitsFields = {
  gtin: GtinSchema,
  lot: LotNumberSchema,
  productName: Type.String(),
  expiry: DaySchema,
  units: Type.Integer({ description: 'Packs, those in containers included' }),
  loose: Type.Integer({ description: 'Packs that are in no container' }),
}
