import Type, { type Static } from 'typebox'
import { actingIn, adminsIn, everyone } from '../access.ts'
import { defineRoutes } from '../route.ts'
import {
  GlnSchema,
  GtinSchema,
  InstantSchema,
  LotNumberSchema,
  SerialSchema,
  SsccSchema,
} from '../schemas/identifiers.ts'
import { LotUnitsFields, PacksSchema } from '../schemas/packs.ts'
import { listQuery, pageOf } from '../schemas/page.ts'
import { PlaceSchema, RangeSchema } from '../schemas/places.ts'
import { strict } from '../schemas/strict.ts'

/** Who has goods, and so may pack them. */
const packers = actingIn('factory', 'distributor', 'pharmacy', 'hospital')

/** Packs in, or for, a container. */
export const PackingSchema = strict({ sscc: SsccSchema, ...PacksSchema.properties })
export type PackingInput = Static<typeof PackingSchema>

/** A container in a list. */
export const ContainerSchema = Type.Object(
  {
    sscc: SsccSchema,
    place: PlaceSchema,
    /** Where it is with all the containers around it. */
    root: PlaceSchema,
    units: Type.Integer({ description: 'Units inside, at any depth' }),
    lots: Type.Integer({ description: 'Lots that they are of' }),
    children: Type.Integer({ description: 'Containers right inside' }),
    createdBy: GlnSchema,
    createdAt: InstantSchema,
  },
  { title: 'Container' },
)
export type Container = Static<typeof ContainerSchema>

/** A container with what is in it. */
export const ContainerDetailSchema = Type.Object({
  ...ContainerSchema.properties,
  content: Type.Array(Type.Object(LotUnitsFields), { description: 'By lot: all inside, and those right inside' }),
  /** Units right inside, by their numbers. */
  loose: Type.Array(
    Type.Object({
      gtin: GtinSchema,
      lot: LotNumberSchema,
      ranges: Type.Array(RangeSchema, { description: 'Numbers in the lot; none for lots without serials' }),
      quantity: Type.Integer(),
      serials: Type.Optional(
        Type.Array(Type.Object({ index: Type.Integer(), serial: SerialSchema }), {
          description: 'Where they were asked for and are known here: to the factory of the lot',
        }),
      ),
    }),
  ),
})

const ssccPath = strict({ sscc: SsccSchema })
const Ssccs = Type.Array(SsccSchema, { minItems: 1, maxItems: 1000 })

export const packingRoutes = defineRoutes({
  list: {
    kind: 'read',
    method: 'GET',
    path: '/containers',
    summary: "The institution's containers",
    description: 'Those that are at the institution. The regulator names the institution, or sees those of all.',
    access: everyone,
    query: listQuery(
      {
        gln: Type.Optional(GlnSchema),
        outermost: Type.Optional(Type.Boolean({ description: 'Only those that are in no other container' })),
        gtin: Type.Optional(GtinSchema),
        lot: Type.Optional(LotNumberSchema),
        text: Type.Optional(Type.String({ maxLength: 18, description: 'Digits that occur in the SSCC' })),
      },
      ['sscc', 'created'],
    ),
    answer: pageOf(ContainerSchema),
  },
  find: {
    kind: 'read',
    method: 'GET',
    path: '/containers/:sscc',
    summary: 'One container: where it is, and what is in it',
    access: everyone,
    params: ssccPath,
    query: strict({
      serials: Type.Optional(Type.Boolean({ description: 'With the serials of loose units that are known here' })),
    }),
    answer: ContainerDetailSchema,
  },
  children: {
    kind: 'read',
    method: 'GET',
    path: '/containers/:sscc/children',
    summary: 'Containers right inside one',
    access: everyone,
    params: ssccPath,
    query: listQuery({}, ['sscc']),
    answer: pageOf(ContainerSchema),
  },
  allotSsccs: {
    kind: 'write',
    method: 'POST',
    path: '/containers/ssccs',
    summary: 'Allots free SSCCs, for new containers',
    access: packers,
    body: strict({
      n: Type.Integer({ minimum: 1, maximum: 1000 }),
      extensionDigit: Type.Optional(
        Type.Integer({ minimum: 0, maximum: 9, default: 0, description: 'First digit, as the institution likes' }),
      ),
    }),
    answer: Type.Object({ ssccs: Type.Array(SsccSchema) }),
  },
  prefix: {
    kind: 'read',
    method: 'GET',
    path: '/containers/prefix',
    summary: 'GS1 company prefix that SSCCs are allotted from',
    access: everyone,
    answer: Type.Object({ prefix: Type.String() }),
  },
  setPrefix: {
    kind: 'write',
    method: 'PUT',
    path: '/containers/prefix',
    summary: 'Sets the GS1 company prefix that SSCCs are allotted from',
    access: adminsIn('factory', 'distributor', 'pharmacy', 'hospital'),
    body: strict({
      prefix: Type.String({
        pattern: '^[0-9]{4,12}$',
        description: 'As GS1 licensed it to the institution. Without it, the first 7 digits of the GLN',
      }),
    }),
    answer: Type.Object({ prefix: Type.String() }),
  },
  pack: {
    kind: 'job',
    method: 'POST',
    path: '/containers/packing',
    summary: 'Puts loose units into containers',
    description: 'An SSCC that was never used becomes a container.',
    access: packers,
    body: strict({ containers: Type.Array(PackingSchema, { minItems: 1, maxItems: 1000 }) }),
    bodyLimit: 8 * 1024 * 1024,
    answer: Type.Object({ ssccs: Ssccs, units: Type.Integer() }),
  },
  unpack: {
    kind: 'job',
    method: 'POST',
    path: '/containers/unpacking',
    summary: 'Takes units out of containers',
    description: 'They are loose then where the containers are, with all the containers around them.',
    access: packers,
    body: strict({
      containers: Type.Array(
        strict({
          sscc: SsccSchema,
          all: Type.Optional(
            Type.Boolean({ description: 'All units that are right inside; then no others are named' }),
          ),
          ...PacksSchema.properties,
        }),
        { minItems: 1, maxItems: 1000 },
      ),
    }),
    bodyLimit: 8 * 1024 * 1024,
    answer: Type.Object({ ssccs: Ssccs, units: Type.Integer() }),
  },
  nest: {
    kind: 'job',
    method: 'POST',
    path: '/containers/nesting',
    summary: 'Puts containers into another',
    description: 'An SSCC that was never used becomes the outer container.',
    access: packers,
    body: strict({ parent: SsccSchema, children: Ssccs }),
    answer: Type.Object({ parent: SsccSchema, children: Ssccs }),
  },
  denest: {
    kind: 'job',
    method: 'POST',
    path: '/containers/denesting',
    summary: 'Takes containers out of the one they are in',
    access: packers,
    body: strict({ parent: SsccSchema, children: Ssccs }),
    answer: Type.Object({ parent: SsccSchema, children: Ssccs }),
  },
})
