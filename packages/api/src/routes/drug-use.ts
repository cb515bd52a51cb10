import Type from 'typebox'
import { actingIn, anyIn, everyone } from '../access.ts'
import { defineRoutes } from '../route.ts'
import {
  AccountAddressSchema,
  GlnSchema,
  GtinSchema,
  HashSchema,
  InstantSchema,
  LotNumberSchema,
  ReasonSchema,
  SerialSchema,
} from '../schemas/identifiers.ts'
import { listQuery, pageOf } from '../schemas/page.ts'
import { strict } from '../schemas/strict.ts'

const writing = actingIn('hospital')
const reading = anyIn('hospital', 'regulator')
const params = strict({ id: HashSchema })

const Version = Type.Integer({ minimum: 1, description: 'Version that was seen, which must still be the newest' })
/** On the ledger for all to read. */
const PublicReason = Type.String({
  minLength: 1,
  maxLength: 500,
  description: 'Why; it stands on the ledger, so nothing about the patient belongs here',
})

const detailFields = {
  patient: Type.String({
    minLength: 1,
    maxLength: 100,
    description: "The hospital's own reference of the patient, never a name",
  }),
  ward: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
  dose: Type.String({ minLength: 1, maxLength: 200, description: 'Such as `500 mg every 8 h`' }),
  reason: Type.Optional(Type.String({ minLength: 1, maxLength: 1000, description: 'Why it was given' })),
  unitsUsed: Type.Integer({ minimum: 1, maximum: 1_000_000, description: 'Smallest parts used: tablets, ampoules' }),
  usedAt: InstantSchema,
}
/** What is told of a use; readable by the hospital alone, and erasable. */
export const DrugUseDetailsSchema = strict(detailFields)

/** Who erased the details, when and why. */
export const ErasureSchema = Type.Object({
  by: Type.String({ description: 'Name of the account' }),
  at: InstantSchema,
  reason: Type.String(),
})

const details = Type.Optional(
  Type.Object(
    { ...detailFields, serial: Type.Optional(SerialSchema) },
    { description: "For the hospital's own accounts" },
  ),
)
const erased = Type.Optional(ErasureSchema)

/** A drug-use record in its newest version. */
export const DrugUseSchema = Type.Object(
  {
    id: Type.Unsafe<`0x${string}`>({ ...HashSchema, description: 'The record on the ledger' }),
    gln: GlnSchema,
    gtin: GtinSchema,
    lot: Type.Optional(LotNumberSchema),
    index: Type.Optional(Type.Integer({ description: 'Number of the pack in its lot' })),
    version: Type.Integer(),
    voided: Type.Boolean(),
    hash: Type.Unsafe<`0x${string}`>({
      ...HashSchema,
      description: 'Salted hash of the details, or of why it was voided',
    }),
    writtenAt: InstantSchema,
    updatedAt: InstantSchema,
    details,
    erased,
    isIntact: Type.Optional(
      Type.Boolean({ description: 'Whether the details are those that the ledger has the hash of' }),
    ),
  },
  { title: 'DrugUse' },
)

/** One version: who wrote it, when and why. */
export const DrugUseVersionSchema = Type.Object({
  version: Type.Integer(),
  at: InstantSchema,
  operator: Type.Optional(AccountAddressSchema),
  hash: Type.Optional(HashSchema),
  voided: Type.Boolean(),
  reason: Type.Optional(Type.String({ description: 'Why it was amended or voided' })),
  details,
  erased,
})

/** No union of schemas: those are written far slower than two plain types. */
const Count = Type.Unsafe<number | '<5'>({ type: ['integer', 'string'], description: 'How many, or `<5`' })

export const drugUseRoutes = defineRoutes({
  write: {
    kind: 'job',
    method: 'POST',
    path: '/drug-uses',
    summary: 'Records the use of a drug; the ledger gets a salted hash, the details stay in the hospital',
    access: writing,
    body: strict({
      gtin: GtinSchema,
      lot: Type.Optional(LotNumberSchema),
      serial: Type.Optional(SerialSchema),
      ...detailFields,
    }),
    answer: Type.Object({ id: HashSchema, version: Type.Integer(), hash: HashSchema }),
  },
  amend: {
    kind: 'job',
    method: 'PUT',
    path: '/drug-uses/:id',
    summary: 'Writes a new version; the old ones stay readable',
    access: writing,
    params,
    body: strict({ version: Version, because: PublicReason, ...detailFields }),
    answer: Type.Object({ id: HashSchema, version: Type.Integer(), hash: HashSchema }),
  },
  void: {
    kind: 'job',
    method: 'POST',
    path: '/drug-uses/:id/void',
    summary: 'Voids a record with a tombstone; what it said stays readable',
    access: writing,
    params,
    body: strict({ version: Version, because: PublicReason }),
    answer: Type.Object({ id: HashSchema, version: Type.Integer() }),
  },
  list: {
    kind: 'read',
    method: 'GET',
    path: '/drug-uses',
    summary: 'Drug-use records; the regulator sees that they exist, not what they say',
    access: reading,
    query: listQuery(
      {
        gln: Type.Optional(GlnSchema),
        gtin: Type.Optional(GtinSchema),
        voided: Type.Optional(Type.Boolean()),
      },
      ['writtenAt'],
      '-writtenAt',
    ),
    answer: pageOf(DrugUseSchema),
  },
  find: {
    kind: 'read',
    method: 'GET',
    path: '/drug-uses/:id',
    summary: 'One record in its newest version',
    access: reading,
    params,
    answer: DrugUseSchema,
  },
  versions: {
    kind: 'read',
    method: 'GET',
    path: '/drug-uses/:id/versions',
    summary: 'All versions of a record, oldest first',
    access: reading,
    params,
    answer: Type.Object({ items: Type.Array(DrugUseVersionSchema) }),
  },
  eraseDetails: {
    kind: 'write',
    method: 'DELETE',
    path: '/drug-uses/:id/details',
    summary:
      'Erases the details of all versions, with their salts; the hashes on the ledger stay and tell nothing any more',
    access: writing,
    params,
    body: strict({ reason: ReasonSchema }),
    answer: Type.Object({ id: HashSchema, erased: ErasureSchema }),
  },
  statistics: {
    kind: 'read',
    method: 'GET',
    path: '/drug-use-statistics',
    summary: 'Published use by product and month; fewer than 5 uses are told as `<5`',
    access: everyone,
    query: strict({
      gtin: Type.Optional(GtinSchema),
      from: Type.Optional(Type.String({ pattern: '^\\d{4}-(0[1-9]|1[0-2])$', description: 'First month, YYYY-MM' })),
      to: Type.Optional(Type.String({ pattern: '^\\d{4}-(0[1-9]|1[0-2])$', description: 'Last month, YYYY-MM' })),
    }),
    answer: Type.Object({
      items: Type.Array(
        Type.Object({
          gtin: GtinSchema,
          productName: Type.String(),
          month: Type.String({ description: 'YYYY-MM' }),
          uses: Count,
          unitsUsed: Type.Optional(
            Type.Integer({ description: 'Smallest parts; left out where there are fewer than 5 uses' }),
          ),
        }),
      ),
    }),
  },
})
