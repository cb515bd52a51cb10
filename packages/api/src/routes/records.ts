import Type, { type Static } from 'typebox'
import { acting, everyone } from '../access.ts'
import { defineRoutes } from '../route.ts'
import {
  AccountAddressSchema,
  CountSchema,
  DaySchema,
  GlnSchema,
  GtinSchema,
  HashSchema,
  InstantSchema,
  LotNumberSchema,
  ReasonSchema,
  SerialSchema,
} from '../schemas/identifiers.ts'
import { oneOf } from '../schemas/one-of.ts'
import { listQuery, pageOf } from '../schemas/page.ts'
import { strict } from '../schemas/strict.ts'
import { FileReferenceSchema } from './files.ts'

/** Kinds of record that are written here; drug use has routes of its own. */
export const recordKinds = ['circulation_note', 'inspection', 'sensor_data', 'document'] as const
/** What a record can be about. */
export const recordSubjectKinds = ['product', 'lot', 'unit', 'shipment', 'institution'] as const
/** What an inspection can find. */
export const inspectionOutcomes = ['passed', 'deficient', 'failed'] as const

const KindSchema = oneOf(recordKinds, 'Kind of record')

/** What a record is about: `kind` says which of the other fields are there. */
export const RecordSubjectSchema = strict(
  {
    kind: oneOf(recordSubjectKinds, 'What the other fields name'),
    gtin: Type.Optional(GtinSchema),
    lot: Type.Optional(LotNumberSchema),
    serial: Type.Optional(SerialSchema),
    index: Type.Optional(
      Type.Integer({ minimum: 0, description: "The unit's number in its lot, instead of its serial" }),
    ),
    gln: Type.Optional(GlnSchema),
    sender: Type.Optional(GlnSchema),
    number: Type.Optional(CountSchema),
  },
  {
    description:
      'product: `gtin`; lot: `gtin`, `lot`; unit: `gtin` and `serial`, or `gtin`, `lot` and `index`; shipment: `sender`, ' +
      '`number`; institution: `gln`',
  },
)
export type RecordSubject = Static<typeof RecordSubjectSchema>

/** What an inspection found, counted as the EU's GMP inspections count. */
export const InspectionSchema = strict({
  day: DaySchema,
  outcome: oneOf(inspectionOutcomes, '`deficient`: something is to be put right, and it may go on meanwhile'),
  critical: Type.Optional(Type.Integer({ minimum: 0, maximum: 1000, description: 'Critical deficiencies' })),
  major: Type.Optional(Type.Integer({ minimum: 0, maximum: 1000, description: 'Major deficiencies' })),
  other: Type.Optional(Type.Integer({ minimum: 0, maximum: 1000, description: 'Other deficiencies' })),
})
export type Inspection = Static<typeof InspectionSchema>

const ContentSchema = Type.Unsafe<string | Record<string, unknown>>({
  anyOf: [
    { type: 'string', minLength: 1, maxLength: 200_000 },
    { type: 'object', minProperties: 1, additionalProperties: true },
  ],
  description: 'What it says: text, or an object of any shape',
})

/** The same in an answer, which is as it was written. */
const SaidSchema = Type.Unsafe<string | Record<string, unknown>>({ description: 'Text, or an object of any shape' })

const EventTimeSchema = Type.Unsafe<string>({
  ...InstantSchema,
  description: 'When what it tells of happened; not later than now',
})

/** What is written: stays off the chain, which has its hash. */
const statement = {
  content: ContentSchema,
  eventTime: Type.Optional(EventTimeSchema),
  inspection: Type.Optional(InspectionSchema),
  files: Type.Optional(
    Type.Array(HashSchema, {
      maxItems: 20,
      uniqueItems: true,
      description: 'Hashes of files that the institution has uploaded',
    }),
  ),
}

/** A version of a record as its author wrote it. */
export const RecordDocumentSchema = Type.Object({
  content: SaidSchema,
  eventTime: Type.Optional(EventTimeSchema),
  inspection: Type.Optional(InspectionSchema),
  files: Type.Array(FileReferenceSchema),
  text: Type.String({
    description: 'The document as it was hashed (RFC 8785): the SHA-256 of these bytes in UTF-8 is on the ledger',
  }),
})
export type RecordDocument = Static<typeof RecordDocumentSchema>

/** A record in its newest version. */
export const RecordSchema = Type.Object(
  {
    record: HashSchema,
    author: GlnSchema,
    kind: KindSchema,
    version: Type.Integer(),
    voided: Type.Boolean(),
    subject: RecordSubjectSchema,
    hash: Type.Unsafe<`0x${string}`>({
      ...HashSchema,
      description: 'On the ledger; of a voided record the Keccak-256 of its reason',
    }),
    writtenAt: InstantSchema,
    updatedAt: InstantSchema,
    document: Type.Optional(RecordDocumentSchema),
  },
  {
    title: 'Record',
    description: '`document` is absent where its author keeps it on another server, and of a voided record',
  },
)
export type WrittenRecord = Static<typeof RecordSchema>

/** One version of a record: who, when, why. */
export const RecordVersionSchema = Type.Object(
  {
    version: Type.Integer(),
    state: oneOf(['written', 'amended', 'voided'], 'What was done'),
    hash: Type.Optional(HashSchema),
    reason: Type.Optional(Type.String()),
    at: InstantSchema,
    operator: Type.Optional(AccountAddressSchema),
    txHash: HashSchema,
    block: CountSchema,
    document: Type.Optional(RecordDocumentSchema),
  },
  { title: 'RecordVersion' },
)
export type RecordVersion = Static<typeof RecordVersionSchema>

const Proof = oneOf(['matches', 'differs', 'missing'], '`missing`: it is not on this server')

/** What came of checking a record against the ledger. */
export const RecordVerificationSchema = Type.Object({
  whole: Type.Boolean({ description: 'Everything is here and matches the ledger' }),
  ledger: Type.Object(
    {
      version: Type.Integer(),
      voided: Type.Boolean(),
      hash: HashSchema,
      matches: Type.Boolean({ description: 'The newest version here is the one there' }),
    },
    { description: 'As a node says at this moment' },
  ),
  versions: Type.Array(
    Type.Object({
      version: Type.Integer(),
      hash: HashSchema,
      document: Proof,
      files: Type.Array(Type.Object({ hash: HashSchema, name: Type.String(), state: Proof })),
    }),
  ),
})
export type RecordVerification = Static<typeof RecordVerificationSchema>

const params = strict({ record: HashSchema })
const seen = Type.Integer({ minimum: 1, description: 'The version that was read, which must still be the newest' })
const WrittenSchema = Type.Object({ record: HashSchema, version: Type.Integer(), hash: HashSchema })

export const recordRoutes = defineRoutes({
  list: {
    kind: 'read',
    method: 'GET',
    path: '/records',
    summary: 'Records that the institution wrote, or that are about something of its own',
    access: everyone,
    query: listQuery(
      {
        kind: Type.Optional(KindSchema),
        author: Type.Optional(GlnSchema),
        voided: Type.Optional(Type.Boolean()),
        /** With it alone: about the product, its lots and its packs. */
        gtin: Type.Optional(GtinSchema),
        /** With `gtin`: about the lot and its packs. */
        lot: Type.Optional(LotNumberSchema),
        /** About the institution. */
        gln: Type.Optional(GlnSchema),
        /** With `number`: about the shipment. */
        sender: Type.Optional(GlnSchema),
        number: Type.Optional(CountSchema),
      },
      ['written', 'updated'],
      '-written',
    ),
    answer: pageOf(RecordSchema),
  },
  find: {
    kind: 'read',
    method: 'GET',
    path: '/records/:record',
    summary: 'One record, with its newest document',
    access: everyone,
    params,
    answer: RecordSchema,
  },
  versions: {
    kind: 'read',
    method: 'GET',
    path: '/records/:record/versions',
    summary: 'All versions of a record, oldest first: nothing is erased',
    access: everyone,
    params,
    answer: Type.Object({ items: Type.Array(RecordVersionSchema) }),
  },
  verify: {
    kind: 'read',
    method: 'GET',
    path: '/records/:record/verification',
    summary: 'Computes all hashes of a record anew and compares them with the ledger',
    access: everyone,
    params,
    answer: RecordVerificationSchema,
  },
  fetch: {
    kind: 'write',
    method: 'POST',
    path: '/records/:record/fetch',
    summary: 'Fetches the newest document of a record, and its files, from its author’s server',
    description:
      'For a record whose document is not here. What comes is compared with the hash on the ledger before anything is kept.',
    access: acting,
    params,
    answer: RecordSchema,
  },
  write: {
    kind: 'job',
    method: 'POST',
    path: '/records',
    summary: 'Writes a record',
    description:
      'The document stays on this server; its hash goes to the ledger. Inspections are for the inspecting authority.',
    access: acting,
    body: strict({ kind: KindSchema, subject: RecordSubjectSchema, ...statement }),
    answer: WrittenSchema,
  },
  amend: {
    kind: 'job',
    method: 'POST',
    path: '/records/:record/versions',
    summary: 'Puts a new version in the place of the newest, which stays readable',
    access: acting,
    params,
    body: strict({ version: seen, reason: ReasonSchema, ...statement }),
    answer: WrittenSchema,
  },
  void: {
    kind: 'job',
    method: 'POST',
    path: '/records/:record/voiding',
    summary: 'Voids a record; what it said stays readable',
    access: acting,
    params,
    body: strict({ version: seen, reason: ReasonSchema }),
    answer: Type.Object({ record: HashSchema, version: Type.Integer() }),
  },
})
