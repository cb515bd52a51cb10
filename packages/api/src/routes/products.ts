import Type, { type Static } from 'typebox'
import { actingIn, everyone } from '../access.ts'
import { defineRoutes } from '../route.ts'
import { AccountAddressSchema, GlnSchema, GtinSchema, InstantSchema, ReasonSchema } from '../schemas/identifiers.ts'
import { oneOf } from '../schemas/one-of.ts'
import { listQuery, pageOf } from '../schemas/page.ts'
import { strict } from '../schemas/strict.ts'
import { ProposedSchema, StrongActFields } from './governance.ts'

/** Whether a product may be made and sold. */
export const productStatuses = ['active', 'suspended', 'retired', 'withdrawn'] as const
export type ProductStatus = (typeof productStatuses)[number]

const text = (description: string) => Type.Optional(Type.String({ maxLength: 500, description }))
const most = 0xffffffff

/** Master data of a product, as it is given. Texts that are left out are empty. */
const productFields = {
  name: Type.String({ minLength: 1, maxLength: 500, pattern: '\\S', description: 'Name on the pack' }),
  genericName: text('Name of the active substance'),
  form: text('Dosage form'),
  strength: text('Strength'),
  pack: text('What a pack holds, in words'),
  maker: text('Who makes it'),
  storageConditions: text('How it must be kept'),
  atc: Type.Optional(
    Type.String({
      pattern: '^([A-Z](\\d\\d([A-Z]([A-Z](\\d\\d)?)?)?)?)?$',
      description: 'ATC code, of any level',
      examples: ['N02BE01'],
    }),
  ),
  approvalNumber: text('Number of the marketing authorisation'),
  nationalCode: text('National drug code'),
  packSize: Type.Integer({
    minimum: 1,
    maximum: most,
    description: 'Smallest parts (tablets, ampoules) in a base pack; the same in all versions',
  }),
  levels: Type.Optional(
    Type.Array(
      strict({
        gtin: GtinSchema,
        units: Type.Integer({ minimum: 1, maximum: most, description: 'Base packs in it' }),
      }),
      { maxItems: 20, description: 'Higher packaging levels that have GTINs of their own' },
    ),
  ),
}
const ProductInputSchema = strict(productFields)
export type ProductInput = Static<typeof ProductInputSchema>

/** Master data of a product, as one version holds it. */
export const ProductDataSchema = Type.Object({
  name: Type.String(),
  genericName: Type.String(),
  form: Type.String(),
  strength: Type.String(),
  pack: Type.String(),
  maker: Type.String(),
  storageConditions: Type.String(),
  atc: Type.String(),
  approvalNumber: Type.String(),
  nationalCode: Type.String(),
  packSize: Type.Integer({ description: 'Smallest parts (tablets, ampoules) in a base pack' }),
  levels: Type.Array(Type.Object({ gtin: GtinSchema, units: Type.Integer({ description: 'Base packs in it' }) }), {
    description: 'Higher packaging levels that have GTINs of their own',
  }),
})

/** A product in its newest version. */
export const ProductSchema = Type.Object(
  {
    gtin: Type.Unsafe<Static<typeof GtinSchema>>({ ...GtinSchema, description: 'GTIN of the base pack' }),
    owner: Type.Object({ gln: GlnSchema, name: Type.String() }, { description: 'The factory that answers for it' }),
    status: oneOf(productStatuses, 'Whether it may be made and sold'),
    suspendedBy: Type.Optional(GlnSchema),
    reason: Type.Optional(Type.String({ description: 'Why it has this status' })),
    version: Type.Integer({ description: 'Counts from 1' }),
    data: ProductDataSchema,
    registeredAt: InstantSchema,
    updatedAt: InstantSchema,
  },
  { title: 'Product' },
)
export type Product = Static<typeof ProductSchema>

/** What happened to a product's master data or status, by whom and why. */
const VersionSchema = Type.Object({
  version: Type.Integer(),
  data: ProductDataSchema,
  reason: Type.Optional(Type.String({ description: 'Why it was amended' })),
  at: InstantSchema,
  gln: Type.Optional(GlnSchema),
  operator: Type.Optional(AccountAddressSchema),
})

const oneProduct = strict({
  gtin: Type.Unsafe<Static<typeof GtinSchema>>({ ...GtinSchema, description: 'GTIN of any packaging level' }),
})

/** What a job on a product tells. */
const ProductJobSchema = Type.Object({
  gtin: GtinSchema,
  proposal: Type.Optional(ProposedSchema),
})

const byEither =
  'The owner does it at once. For the regulator it is a strong act, done at once where one operator is enough, else a proposal.'

/** A decision on a product that owner or regulator may take. */
const decision = <const Verb extends string>(verb: Verb, summary: string) =>
  ({
    kind: 'job',
    method: 'POST',
    path: `/products/:gtin/${verb}`,
    summary,
    description: byEither,
    access: actingIn('factory', 'regulator'),
    params: oneProduct,
    body: strict(StrongActFields),
    answer: ProductJobSchema,
  }) as const

export const productRoutes = defineRoutes({
  list: {
    kind: 'read',
    method: 'GET',
    path: '/products',
    summary: 'Products of all factories, in their newest version',
    access: everyone,
    query: listQuery(
      {
        text: Type.Optional(
          Type.String({ maxLength: 100, description: 'Words of the name, the substance, the maker, or of a code' }),
        ),
        owner: Type.Optional(GlnSchema),
        status: Type.Optional(oneOf(productStatuses, 'Only those with this status')),
      },
      ['name', 'gtin'],
    ),
    answer: pageOf(ProductSchema),
  },
  find: {
    kind: 'read',
    method: 'GET',
    path: '/products/:gtin',
    summary: 'One product, by the GTIN of any of its packaging levels',
    access: everyone,
    params: oneProduct,
    answer: Type.Object({
      ...ProductSchema.properties,
      level: Type.Object(
        { gtin: GtinSchema, units: Type.Integer({ description: 'Base packs in it' }) },
        { description: 'The packaging level that was asked for' },
      ),
    }),
  },
  versions: {
    kind: 'read',
    method: 'GET',
    path: '/products/:gtin/versions',
    summary: 'All versions of a product, newest first, with who made each, when and why',
    access: everyone,
    params: oneProduct,
    query: listQuery({}, ['version'], '-version'),
    answer: pageOf(VersionSchema),
  },
  register: {
    kind: 'job',
    method: 'POST',
    path: '/products',
    summary: 'Register a product',
    access: actingIn('factory'),
    body: strict({
      gtin: Type.Unsafe<Static<typeof GtinSchema>>({ ...GtinSchema, description: 'GTIN of the base pack' }),
      ...productFields,
    }),
    answer: Type.Object({ gtin: GtinSchema }),
  },
  amend: {
    kind: 'job',
    method: 'PUT',
    path: '/products/:gtin',
    summary: 'Put a new version in the place of the newest',
    description: 'The old version stays readable. Refused when somebody else was faster.',
    access: actingIn('factory'),
    params: oneProduct,
    body: strict({
      version: Type.Integer({
        minimum: 1,
        maximum: most,
        description: 'The version that was seen, which must be the newest',
      }),
      reason: ReasonSchema,
      ...productFields,
    }),
    answer: Type.Object({ gtin: GtinSchema, version: Type.Integer({ description: 'Of the new version' }) }),
  },
  suspend: decision('suspend', 'Let nothing of a product be sold until it is reinstated'),
  reinstate: decision('reinstate', "End a suspension; the owner its own, the regulator anybody's"),
  withdraw: decision('withdraw', 'Withdraw a product for good: only return and destruction stay legal'),
  retire: {
    kind: 'job',
    method: 'POST',
    path: '/products/:gtin/retire',
    summary: 'Make no new lots of a product; what exists may be sold',
    access: actingIn('factory'),
    params: oneProduct,
    body: strict({ reason: ReasonSchema }),
    answer: ProductJobSchema,
  },
})
