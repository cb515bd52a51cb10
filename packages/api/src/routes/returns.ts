import Type from 'typebox'
import { actingIn, anyIn } from '../access.ts'
import { defineRoutes } from '../route.ts'
import { GoodsSchema, NoteFields } from '../schemas/goods.ts'
import {
  DaySchema,
  GlnSchema,
  GtinSchema,
  InstantSchema,
  LotNumberSchema,
  ReasonSchema,
} from '../schemas/identifiers.ts'
import { LotUnitsFields, PrintedPackSchema } from '../schemas/packs.ts'
import { listQuery, pageOf } from '../schemas/page.ts'
import { strict } from '../schemas/strict.ts'

const returning = actingIn('factory', 'distributor', 'pharmacy', 'hospital')

const PrintedPacks = Type.Array(PrintedPackSchema, {
  minItems: 1,
  maxItems: 200,
  description: 'Packs with all that is printed on them; each element is verified',
})

/** Goods that came back: waiting to be judged, or refused and waiting to be destroyed. */
export const ReturnedLotSchema = Type.Object({
  gln: GlnSchema,
  state: Type.Unsafe<'returned' | 'rejected'>(Type.String({ enum: ['returned', 'rejected'] })),
  ...LotUnitsFields,
  since: Type.Optional(InstantSchema),
  reason: Type.Optional(Type.String({ description: 'Why they were refused last' })),
})

export const returnRoutes = defineRoutes({
  receive: {
    kind: 'job',
    method: 'POST',
    path: '/returns',
    summary: 'Takes back packs that this institution dispensed at most 10 days ago',
    access: actingIn('pharmacy', 'hospital'),
    body: strict({ units: PrintedPacks, ...NoteFields }),
    answer: Type.Object({ units: Type.Integer() }),
  },
  accept: {
    kind: 'job',
    method: 'POST',
    path: '/returns/accept',
    summary: 'Puts returned packs back on sale: unopened, in date, kept as they should be',
    access: returning,
    body: strict({
      units: Type.Optional(PrintedPacks),
      quantities: Type.Optional(
        Type.Array(
          strict({
            gtin: GtinSchema,
            lot: LotNumberSchema,
            expiry: DaySchema,
            quantity: Type.Integer({ minimum: 1, maximum: 0xffffffff }),
          }),
          { minItems: 1, maxItems: 100, description: 'Packs of lots without serials' },
        ),
      ),
      isUnopened: Type.Literal(true, { description: 'Checked: no pack was opened' }),
      isKeptAsRequired: Type.Literal(true, {
        description: 'Checked: stored as required all the time, cold chain included',
      }),
    }),
    answer: Type.Object({ units: Type.Integer() }),
  },
  reject: {
    kind: 'job',
    method: 'POST',
    path: '/returns/reject',
    summary: 'Refuses returned goods: they can only be destroyed',
    access: returning,
    body: strict({ goods: GoodsSchema, reason: ReasonSchema }),
    answer: Type.Object({ units: Type.Integer() }),
  },
  list: {
    kind: 'read',
    method: 'GET',
    path: '/returns',
    summary: 'Goods that came back, by lot',
    access: anyIn('factory', 'distributor', 'pharmacy', 'hospital', 'regulator'),
    query: listQuery(
      {
        gln: Type.Optional(GlnSchema),
        state: Type.Optional(Type.Unsafe<'returned' | 'rejected'>(Type.String({ enum: ['returned', 'rejected'] }))),
      },
      ['expiry'],
    ),
    answer: pageOf(ReturnedLotSchema),
  },
})
