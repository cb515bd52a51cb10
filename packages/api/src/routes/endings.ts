import type { IsoDate } from '@theriac/gs1'
import Type, { type Static } from 'typebox'
import { actingIn, everyone } from '../access.ts'
import { defineRoutes } from '../route.ts'
import { GoodsSchema, NoteFields } from '../schemas/goods.ts'
import { DaySchema, GlnSchema, InstantSchema, ReasonSchema } from '../schemas/identifiers.ts'
import { EndedSchema, EndStateSchema, LotUnitsFields, PacksSchema } from '../schemas/packs.ts'
import { listQuery, pageOf } from '../schemas/page.ts'
import { strict } from '../schemas/strict.ts'

const trading = actingIn('factory', 'distributor', 'pharmacy', 'hospital')
const byId = strict({ id: Type.String({ maxLength: 64 }) })

const inactiveStates = ['exported', 'sampled', 'free_sample', 'checked_out'] as const
const destructionStates = ['open', 'confirmed', 'done', 'refused', 'cancelled'] as const

/** Goods that two operators of an institution destroy: one proposes and signs as witness, another confirms and acts. */
export const DestructionSchema = Type.Object({
  id: Type.String(),
  gln: GlnSchema,
  state: Type.Unsafe<(typeof destructionStates)[number]>(Type.String({ enum: [...destructionStates] })),
  reason: Type.String(),
  goods: GoodsSchema,
  units: Type.Integer({ description: 'Packs, those in containers included' }),
  proposedBy: Type.String({ description: 'Account that proposed it and signed as witness' }),
  proposedAt: InstantSchema,
  confirmedBy: Type.Optional(Type.String({ description: 'Account that carried it out' })),
  confirmedAt: Type.Optional(InstantSchema),
  cancelledBy: Type.Optional(Type.String()),
  jobId: Type.Optional(Type.String()),
})
export type Destruction = Static<typeof DestructionSchema>

/** Goods of a lot that left circulation on a day. */
export const EndingSchema = Type.Object({
  gln: GlnSchema,
  state: EndStateSchema,
  day: DaySchema,
  ...LotUnitsFields,
  undoableUntil: Type.Optional(
    Type.Unsafe<IsoDate>({ ...DaySchema, description: 'Last day on which it can be undone here' }),
  ),
})

export const endingRoutes = defineRoutes({
  list: {
    kind: 'read',
    method: 'GET',
    path: '/endings',
    summary: 'What left circulation, by day and lot',
    access: everyone,
    query: listQuery(
      {
        gln: Type.Optional(GlnSchema),
        state: Type.Optional(EndStateSchema),
        from: Type.Optional(DaySchema),
        to: Type.Optional(DaySchema),
      },
      ['day'],
      '-day',
    ),
    answer: pageOf(EndingSchema),
  },
  decommission: {
    kind: 'job',
    method: 'POST',
    path: '/decommissions',
    summary: 'Takes goods out of circulation: exported, sampled by an authority, given as a sample, checked out',
    access: trading,
    body: strict({
      state: Type.Unsafe<(typeof inactiveStates)[number]>(Type.String({ enum: [...inactiveStates] })),
      goods: GoodsSchema,
      ...NoteFields,
    }),
    answer: Type.Object({ units: Type.Integer() }),
  },
  undo: {
    kind: 'job',
    method: 'POST',
    path: '/decommissions/undo',
    summary: 'Takes an export, sample, free sample or check-out back, within 10 days and by the same institution',
    access: trading,
    body: strict({ goods: GoodsSchema }),
    answer: Type.Object({ units: Type.Integer(), ended: Type.Array(EndedSchema) }),
  },
  overrideUndo: {
    kind: 'job',
    method: 'POST',
    path: '/undo-overrides',
    summary:
      'Proposes to take something back after 10 days, or goods that were stolen or lost: a strong act of the regulator',
    description: 'Carried out at once where one operator is enough; else when enough of them have approved.',
    access: actingIn('regulator'),
    body: strict({ gln: GlnSchema, goods: GoodsSchema, reason: ReasonSchema }),
    answer: Type.Object({ units: Type.Integer(), ended: Type.Array(EndedSchema) }),
  },
  reportGone: {
    kind: 'job',
    method: 'POST',
    path: '/losses',
    summary: 'Reports goods stolen or lost: by who had them, or by the factory that made them',
    access: trading,
    body: strict({
      state: Type.Unsafe<'stolen' | 'lost'>(Type.String({ enum: ['stolen', 'lost'] })),
      goods: GoodsSchema,
      evidence: Type.String({
        minLength: 1,
        maxLength: 500,
        description: "Reference of the police's case, or for a loss of the institution's own",
      }),
    }),
    answer: Type.Object({
      units: Type.Integer(),
      unsaleable: Type.Integer({ description: 'Of these, packs that were not on sale: nobody can restore them' }),
    }),
  },
  voidCommissioning: {
    kind: 'job',
    method: 'POST',
    path: '/commissionings/void',
    summary: 'Takes packs back that were commissioned by mistake, within 10 days and never moved',
    access: actingIn('factory'),
    body: strict({ goods: PacksSchema }),
    answer: Type.Object({ units: Type.Integer() }),
  },
  destructions: {
    kind: 'read',
    method: 'GET',
    path: '/destructions',
    summary: 'Destructions that were proposed, newest first',
    access: everyone,
    query: listQuery(
      {
        gln: Type.Optional(GlnSchema),
        state: Type.Optional(
          Type.Unsafe<(typeof destructionStates)[number]>(Type.String({ enum: [...destructionStates] })),
        ),
      },
      ['proposedAt'],
      '-proposedAt',
    ),
    answer: pageOf(DestructionSchema),
  },
  findDestruction: {
    kind: 'read',
    method: 'GET',
    path: '/destructions/:id',
    summary: 'One destruction',
    access: everyone,
    params: byId,
    answer: DestructionSchema,
  },
  proposeDestruction: {
    kind: 'write',
    method: 'POST',
    path: '/destructions',
    summary: 'Proposes to destroy goods and signs as their witness; another operator of the institution has to confirm',
    access: trading,
    body: strict({ goods: GoodsSchema, reason: ReasonSchema }),
    answer: DestructionSchema,
  },
  confirmDestruction: {
    kind: 'job',
    method: 'POST',
    path: '/destructions/:id/confirm',
    summary: 'Destroys what another operator of the institution has proposed to destroy',
    access: trading,
    params: byId,
    answer: Type.Object({ id: Type.String(), units: Type.Integer() }),
  },
  cancelDestruction: {
    kind: 'write',
    method: 'DELETE',
    path: '/destructions/:id',
    summary: 'Drops a proposal that nobody has confirmed yet',
    access: trading,
    params: byId,
    answer: DestructionSchema,
  },
})
