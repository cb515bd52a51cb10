import Type, { type Static } from 'typebox'
import { everyone } from '../access.ts'
import { defineRoutes } from '../route.ts'
import {
  DaySchema,
  GlnSchema,
  GtinSchema,
  HashSchema,
  InstantSchema,
  LotNumberSchema,
  SerialSchema,
  SsccSchema,
} from '../schemas/identifiers.ts'
import { PackLotSchema, PackProductSchema, packHolds } from '../schemas/pack.ts'
import { strict } from '../schemas/strict.ts'

/** Where goods are, or came from. */
export const HolderSchema = Type.Object({
  kind: Type.String({
    description: '`institution`, `opened`, `returned`, `rejected`, `quarantine`, `container`, `shipment`, `end`',
  }),
  gln: Type.Optional(
    Type.Unsafe<string>({ ...GlnSchema, description: 'Whose; of a shipment the sender, of an end who ended it' }),
  ),
  setter: Type.Optional(Type.Unsafe<string>({ ...GlnSchema, description: 'Who set the goods aside' })),
  sscc: Type.Optional(SsccSchema),
  number: Type.Optional(Type.String({ description: "The sender's number of a shipment" })),
  receiver: Type.Optional(Type.Unsafe<string>({ ...GlnSchema, description: 'Who a shipment is for' })),
  state: Type.Optional(Type.String({ description: 'How it ended: `dispensed`, `destroyed`, …' })),
  day: Type.Optional(Type.Unsafe<string>({ ...DaySchema, description: 'When it ended' })),
})
export type HolderView = Static<typeof HolderSchema>

/** One event on the ledger. */
export const TimelineEventSchema = Type.Object({
  seq: Type.Integer({ description: 'Place among all events of the ledger' }),
  time: Type.Unsafe<string>({ ...InstantSchema, description: 'When it was sealed' }),
  eventTime: Type.Optional(Type.Unsafe<string>({ ...InstantSchema, description: 'When it happened, as the act says' })),
  block: Type.Integer(),
  txHash: HashSchema,
  name: Type.String({ description: 'Event of the contracts: `Transferred`, `Packed`, `LotRecalled`, …' }),
  act: Type.Optional(Type.String({ description: 'Function that was called: `ship`, `dispense`, …' })),
  gln: Type.Optional(Type.Unsafe<string>({ ...GlnSchema, description: 'Who acted' })),
  operator: Type.Optional(Type.String({ description: "Who signed; told of one's own institution" })),
  units: Type.Integer({ description: 'Packs that it moved or made' }),
  from: Type.Optional(HolderSchema),
  to: Type.Optional(HolderSchema),
  container: Type.Optional(
    Type.Unsafe<string>({ ...SsccSchema, description: 'Container through which it concerns the unit' }),
  ),
  args: Type.Record(Type.String(), Type.Unknown(), { description: 'What else the event says' }),
})
export type TimelineEvent = Static<typeof TimelineEventSchema>

const timelineQuery = strict({
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500, default: 100, description: 'Events of a page' })),
  cursor: Type.Optional(Type.String({ maxLength: 500, description: '`next` of the page before' })),
})
const TimelineSchema = Type.Object({
  items: Type.Array(TimelineEventSchema, { description: 'Newest first' }),
  next: Type.Optional(Type.String({ description: 'Cursor of the next page' })),
})
const UnitParams = strict({ gtin: GtinSchema, serial: SerialSchema })

export const UnitDetailSchema = Type.Object(
  {
    gtin: GtinSchema,
    serial: SerialSchema,
    index: Type.Integer({ description: 'Number of the pack in its lot' }),
    lot: PackLotSchema,
    product: PackProductSchema,
    status: Type.String({ description: 'Effective status: the gravest hold, else the state of the unit' }),
    holds: Type.Array(Type.Unsafe<(typeof packHolds)[number]>(Type.String({ enum: [...packHolds] }))),
    state: Type.String({ description: 'State of the unit itself' }),
    holder: HolderSchema,
    root: Type.Unsafe<HolderView>({ ...HolderSchema, description: 'Where that container is, with all around it' }),
    parts: Type.Object(
      {
        packSize: Type.Integer({ description: 'Parts in a full pack' }),
        taken: Type.Integer({ description: 'Parts dispensed so far' }),
        last: Type.Integer({ description: 'Parts of the newest dispensing; 0 when it was undone' }),
        day: Type.Optional(Type.Unsafe<string>({ ...DaySchema, description: 'Day of the newest dispensing' })),
      },
      { description: 'Tablets, ampoules, …, as far as the pack is dispensed in parts' },
    ),
    repeated: Type.Boolean({ description: 'The serial was commissioned more than once' }),
  },
  { title: 'UnitDetail' },
)
export type UnitDetail = Static<typeof UnitDetailSchema>

export const unitRoutes = defineRoutes({
  find: {
    kind: 'read',
    method: 'GET',
    path: '/units/:gtin/:serial',
    summary: 'One pack: what it is and where',
    description: 'For those who have it, had it or made it, and the regulator. Others verify it.',
    access: everyone,
    params: UnitParams,
    answer: UnitDetailSchema,
  },
  history: {
    kind: 'read',
    method: 'GET',
    path: '/units/:gtin/:serial/history',
    summary: 'The way of one pack, newest first, with that of the containers it was in while it was in them',
    access: everyone,
    params: UnitParams,
    answer: Type.Object({
      items: Type.Array(TimelineEventSchema),
      hidden: Type.Integer({ description: 'Events between other institutions, which are not told' }),
    }),
  },
  containerHistory: {
    kind: 'read',
    method: 'GET',
    path: '/history/containers/:sscc',
    summary: 'What happened to a container, newest first',
    access: everyone,
    params: strict({ sscc: SsccSchema }),
    query: timelineQuery,
    answer: TimelineSchema,
  },
  shipmentHistory: {
    kind: 'read',
    method: 'GET',
    path: '/history/shipments/:sender/:number',
    summary: 'What happened to a shipment, newest first',
    access: everyone,
    params: strict({ sender: GlnSchema, number: Type.String({ format: 'count', maxLength: 20 }) }),
    query: timelineQuery,
    answer: TimelineSchema,
  },
  lotHistory: {
    kind: 'read',
    method: 'GET',
    path: '/history/lots/:gtin/:lot',
    summary: 'What happened to a lot, newest first',
    access: everyone,
    params: strict({ gtin: GtinSchema, lot: LotNumberSchema }),
    query: timelineQuery,
    answer: TimelineSchema,
  },
  productHistory: {
    kind: 'read',
    method: 'GET',
    path: '/history/products/:gtin',
    summary: 'What happened to a product, newest first',
    access: everyone,
    params: strict({ gtin: GtinSchema }),
    query: timelineQuery,
    answer: TimelineSchema,
  },
  institutionHistory: {
    kind: 'read',
    method: 'GET',
    path: '/history/institutions/:gln',
    summary: 'What an institution did and what was done to it, newest first',
    access: everyone,
    params: strict({ gln: GlnSchema }),
    query: timelineQuery,
    answer: TimelineSchema,
  },
})
