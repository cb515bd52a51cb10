import Type, { type Static } from 'typebox'
import { DaySchema, GlnSchema, SsccSchema } from './identifiers.ts'
import { oneOf } from './one-of.ts'
import { EndStateSchema } from './packs.ts'

/** Kinds of place that goods can be at. */
export const placeKinds = [
  'institution',
  'opened',
  'returned',
  'rejected',
  'quarantine',
  'container',
  'shipment',
  'end',
] as const
export type PlaceKind = (typeof placeKinds)[number]

/** The sender's own number of a shipment. */
export const ShipmentNumberSchema = Type.String({
  pattern: '^(0|[1-9][0-9]{0,19})$',
  description: "The sender's own number of the shipment, 0 to 2^64 − 1",
  examples: ['17'],
})

/** Where goods are, or how they left circulation. */
export const PlaceSchema = Type.Object(
  {
    kind: oneOf(placeKinds, 'Stock of an `institution` and what is apart from it, or how they are on their way'),
    gln: Type.Optional(GlnSchema),
    setter: Type.Optional(Type.Unsafe<Static<typeof GlnSchema>>({ ...GlnSchema, description: 'Who set them aside' })),
    sscc: Type.Optional(SsccSchema),
    sender: Type.Optional(GlnSchema),
    number: Type.Optional(ShipmentNumberSchema),
    state: Type.Optional(EndStateSchema),
    day: Type.Optional(DaySchema),
  },
  { title: 'Place' },
)
export type Place = Static<typeof PlaceSchema>

/** Numbers of units in their lot, both ends included. */
export const RangeSchema = Type.Object({ first: Type.Integer(), last: Type.Integer() })
