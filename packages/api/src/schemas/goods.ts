import Type, { type Static } from 'typebox'
import { GtinSchema, InstantSchema, LotNumberSchema, SerialSchema, SsccSchema } from './identifiers.ts'
import { strict } from './strict.ts'

/** One pack. */
export const UnitSchema = strict({ gtin: GtinSchema, serial: SerialSchema })

/** Goods that are acted on together. At least one of the lists has something in it. */
export const GoodsSchema = strict({
  containers: Type.Optional(
    Type.Array(SsccSchema, { maxItems: 1000, description: 'Cases and pallets, with all that is in them' }),
  ),
  units: Type.Optional(Type.Array(UnitSchema, { maxItems: 10_000, description: 'Packs, by GTIN and serial' })),
  ranges: Type.Optional(
    Type.Array(
      strict({
        gtin: GtinSchema,
        lot: LotNumberSchema,
        first: Type.Integer({ minimum: 0, maximum: 0xffffffff }),
        last: Type.Integer({ minimum: 0, maximum: 0xffffffff }),
      }),
      { maxItems: 1000, description: 'Packs by their numbers in the lot, both ends included' },
    ),
  ),
  quantities: Type.Optional(
    Type.Array(
      strict({
        gtin: GtinSchema,
        lot: LotNumberSchema,
        quantity: Type.Integer({ minimum: 1, maximum: 0xffffffff }),
      }),
      { maxItems: 1000, description: 'Packs of lots without serials' },
    ),
  ),
})
export type GoodsInput = Static<typeof GoodsSchema>

/** What an institution says of an act beside the act itself. */
export const NoteFields = {
  eventTime: Type.Optional(InstantSchema),
  billType: Type.Optional(
    Type.Integer({ minimum: 1, maximum: 65_535, description: 'Bill type, such as 102 (purchase) or 201 (sale)' }),
  ),
  documentHash: Type.Optional(
    Type.String({ pattern: '^0x[0-9a-f]{64}$', description: 'Hash of a document that goes with it' }),
  ),
}
