import Type, { type Static } from 'typebox'
import { acting, actingIn, everyone } from '../access.ts'
import { defineRoutes } from '../route.ts'
import { GoodsSchema, NoteFields } from '../schemas/goods.ts'
import {
  GlnSchema,
  GtinSchema,
  HashSchema,
  InstantSchema,
  LotNumberSchema,
  ReasonSchema,
  SsccSchema,
} from '../schemas/identifiers.ts'
import { oneOf } from '../schemas/one-of.ts'
import { listQuery, pageOf } from '../schemas/page.ts'
import { RangeSchema, ShipmentNumberSchema } from '../schemas/places.ts'
import { strict } from '../schemas/strict.ts'
import { ProposedSchema } from './governance.ts'
import { PackingSchema } from './packing.ts'

/** States of a shipment: under way; `closed` with a difference to clear; `settled`; `voided` before it arrived. */
export const shipmentStates = ['in_transit', 'closed', 'settled', 'voided'] as const
export type ShipmentState = (typeof shipmentStates)[number]
const purposes = ['supply', 'return'] as const

const party = (description: string) => Type.Object({ gln: GlnSchema, name: Type.String() }, { description })

/** A shipment in a list. */
export const ShipmentSchema = Type.Object(
  {
    sender: party('Who sent it'),
    number: ShipmentNumberSchema,
    receiver: party('Who it is for'),
    purpose: oneOf(purposes, 'A `return` may be of goods that are not saleable'),
    state: oneOf(shipmentStates, '`closed`: what is left is a difference to clear'),
    sent: Type.Object({ units: Type.Integer(), containers: Type.Integer() }),
    left: Type.Object(
      { units: Type.Integer(), containers: Type.Integer() },
      { description: 'Still under way, or missing' },
    ),
    touched: Type.Boolean({ description: 'Whether anything of it has arrived, or was refused' }),
    reason: Type.Optional(Type.String({ description: 'Why it was closed' })),
    shippedAt: InstantSchema,
  },
  { title: 'Shipment' },
)
export type Shipment = Static<typeof ShipmentSchema>

/** A shipment with its goods and history. */
export const ShipmentDetailSchema = Type.Object({
  ...ShipmentSchema.properties,
  lots: Type.Array(
    Type.Object({
      gtin: GtinSchema,
      lot: LotNumberSchema,
      productName: Type.String(),
      sent: Type.Integer(),
      left: Type.Integer(),
    }),
    { description: 'Units by lot, those in containers included' },
  ),
  containers: Type.Array(Type.Object({ sscc: SsccSchema, units: Type.Integer() }), {
    description: 'Containers still under way, not those inside others; the first 1 000',
  }),
  loose: Type.Array(
    Type.Object({
      gtin: GtinSchema,
      lot: LotNumberSchema,
      ranges: Type.Array(RangeSchema, { description: 'Numbers in the lot; none for lots without serials' }),
      quantity: Type.Integer(),
    }),
    { description: 'Units still under way that are in no container' },
  ),
  history: Type.Array(
    Type.Object({
      at: InstantSchema,
      eventTime: Type.Optional(InstantSchema),
      act: Type.String({
        description:
          'What was done: `ship`, `receiveGoods`, `missing` (packs that were not in their containers), `close`, ' +
          '`rejectShipment`, `reclaim`, `voidShipping`',
      }),
      gln: Type.Optional(GlnSchema),
      units: Type.Integer({ description: 'Units that it moved, those in containers included where that is known' }),
      reason: Type.Optional(Type.String()),
      txHash: HashSchema,
    }),
  ),
})
export type ShipmentDetail = Static<typeof ShipmentDetailSchema>

const shipmentPath = strict({ sender: GlnSchema, number: ShipmentNumberSchema })
const traders = actingIn('factory', 'distributor', 'pharmacy', 'hospital')
const ShipmentActSchema = Type.Object({
  sender: GlnSchema,
  number: ShipmentNumberSchema,
  units: Type.Integer({ description: 'Units that it is about, those in containers included' }),
})

export const shipmentRoutes = defineRoutes({
  list: {
    kind: 'read',
    method: 'GET',
    path: '/shipments',
    summary: 'Shipments from and to the institution, newest first',
    description: 'The regulator sees those of all, and may name an institution.',
    access: everyone,
    query: listQuery(
      {
        gln: Type.Optional(GlnSchema),
        direction: Type.Optional(oneOf(['in', 'out'], 'Those to the institution, or from it')),
        state: Type.Optional(oneOf(shipmentStates, 'State that they are in')),
        partner: Type.Optional(GlnSchema),
        since: Type.Optional(InstantSchema),
        number: Type.Optional(Type.String({ maxLength: 20, description: 'Digits that its number starts with' })),
      },
      ['shipped'],
      '-shipped',
    ),
    answer: pageOf(ShipmentSchema),
  },
  find: {
    kind: 'read',
    method: 'GET',
    path: '/shipments/:sender/:number',
    summary: 'One shipment: what was sent, what is left, and what became of it',
    access: everyone,
    params: shipmentPath,
    answer: ShipmentDetailSchema,
  },
  ship: {
    kind: 'job',
    method: 'POST',
    path: '/shipments',
    summary: 'Sends goods to another institution',
    access: traders,
    body: strict({
      receiver: GlnSchema,
      goods: GoodsSchema,
      purpose: Type.Optional(oneOf(purposes, '`supply` unless given')),
      number: Type.Optional(
        Type.Unsafe<string>({ ...ShipmentNumberSchema, description: 'A number of your own; allotted unless given' }),
      ),
      ...NoteFields,
    }),
    bodyLimit: 8 * 1024 * 1024,
    answer: ShipmentActSchema,
  },
  void: {
    kind: 'job',
    method: 'POST',
    path: '/shipments/:sender/:number/void',
    summary: 'Takes back a shipment of which nothing has arrived',
    access: traders,
    params: shipmentPath,
    answer: ShipmentActSchema,
  },
  receive: {
    kind: 'job',
    method: 'POST',
    path: '/shipments/:sender/:number/receive',
    summary: 'Takes in what has arrived of a shipment',
    description:
      'What is not named stays under way. With `close` no more is expected: what is left then is the difference, which ' +
      'the sender clears; the rest can be sold meanwhile.',
    access: traders,
    params: shipmentPath,
    body: strict({
      all: Type.Optional(Type.Boolean({ description: 'All that is still under way; `goods` is not given then' })),
      goods: Type.Optional(GoodsSchema),
      missing: Type.Optional(
        Type.Array(PackingSchema, {
          maxItems: 1000,
          description: 'Packs that were not in their containers: they stay in the shipment',
        }),
      ),
      close: Type.Optional(strict({ reason: Type.Optional(ReasonSchema) })),
      ...NoteFields,
    }),
    bodyLimit: 8 * 1024 * 1024,
    answer: Type.Object({
      ...ShipmentActSchema.properties,
      left: Type.Integer({ description: 'Units that stay under way, or are the difference' }),
      closes: Type.Boolean(),
    }),
  },
  reject: {
    kind: 'job',
    method: 'POST',
    path: '/shipments/:sender/:number/reject',
    summary: 'Refuses what is still under way',
    description: 'By the receiver; by the regulator, as a strong act, for a receiver that cannot act any more.',
    access: acting,
    params: shipmentPath,
    body: strict({ reason: ReasonSchema }),
    answer: Type.Object({ ...ShipmentActSchema.properties, proposal: Type.Optional(ProposedSchema) }),
  },
  reclaim: {
    kind: 'job',
    method: 'POST',
    path: '/shipments/:sender/:number/reclaim',
    summary: 'Takes back what the receiver left, into quarantine',
    access: traders,
    params: shipmentPath,
    body: strict({ goods: Type.Optional(GoodsSchema) }, { description: 'Without `goods`: all that is left' }),
    answer: ShipmentActSchema,
  },
})
