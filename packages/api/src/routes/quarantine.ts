import type { Gln } from '@theriac/gs1'
import Type from 'typebox'
import { acting, everyone } from '../access.ts'
import { defineRoutes } from '../route.ts'
import { GoodsSchema } from '../schemas/goods.ts'
import { GlnSchema, GtinSchema, InstantSchema, ReasonSchema } from '../schemas/identifiers.ts'
import { LotUnitsFields } from '../schemas/packs.ts'
import { listQuery, pageOf } from '../schemas/page.ts'
import { strict } from '../schemas/strict.ts'

/** Goods of a lot that are set aside. */
export const QuarantinedLotSchema = Type.Object({
  gln: Type.Unsafe<Gln>({ ...GlnSchema, description: 'Institution that has them' }),
  setter: Type.Unsafe<Gln>({ ...GlnSchema, description: 'Institution that set them aside' }),
  ...LotUnitsFields,
  since: Type.Optional(InstantSchema),
  reason: Type.Optional(Type.String({ description: 'Why goods of the lot were set aside last' })),
  act: Type.Optional(Type.String({ description: 'What set them aside: `quarantine`, or `reclaim` of a difference' })),
})

export const quarantineRoutes = defineRoutes({
  setAside: {
    kind: 'job',
    method: 'POST',
    path: '/quarantine',
    summary: 'Sets goods aside that are in stock here; the regulator, anywhere',
    access: acting,
    body: strict({
      gln: Type.Optional(Type.Unsafe<Gln>({ ...GlnSchema, description: 'For the regulator: who has them' })),
      goods: GoodsSchema,
      reason: ReasonSchema,
    }),
    answer: Type.Object({ units: Type.Integer() }),
  },
  release: {
    kind: 'job',
    method: 'POST',
    path: '/quarantine/release',
    summary: 'Puts goods back into stock: by who set them aside, or the regulator',
    access: acting,
    body: strict({
      gln: Type.Optional(
        Type.Unsafe<Gln>({ ...GlnSchema, description: 'For the regulator and packs without serials: who has them' }),
      ),
      goods: GoodsSchema,
    }),
    answer: Type.Object({ units: Type.Integer() }),
  },
  list: {
    kind: 'read',
    method: 'GET',
    path: '/quarantine',
    summary: 'What is set aside, with the reason',
    access: everyone,
    query: listQuery(
      { gln: Type.Optional(GlnSchema), setter: Type.Optional(GlnSchema), gtin: Type.Optional(GtinSchema) },
      ['expiry'],
    ),
    answer: pageOf(QuarantinedLotSchema),
  },
})
