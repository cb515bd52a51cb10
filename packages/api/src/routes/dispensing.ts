import Type from 'typebox'
import { actingIn, anyIn } from '../access.ts'
import { defineRoutes } from '../route.ts'
import { NoteFields } from '../schemas/goods.ts'
import {
  DaySchema,
  GlnSchema,
  GtinSchema,
  HashSchema,
  InstantSchema,
  LotNumberSchema,
  ReasonSchema,
  SerialSchema,
} from '../schemas/identifiers.ts'
import { EndedSchema, PacksSchema, ScansSchema } from '../schemas/packs.ts'
import { listQuery, pageOf } from '../schemas/page.ts'
import { strict } from '../schemas/strict.ts'

const dispensing = actingIn('pharmacy', 'hospital')

const Insist = Type.Boolean({
  default: false,
  description:
    'Carry it to the ledger even where it is known that the ledger will refuse: the attempt is then on record there. An alert is raised either way',
})

/** Packs that were named by their serials, the first 100. */
const NamedPacks = Type.Array(
  Type.Object({ gtin: GtinSchema, serial: SerialSchema, scan: Type.Optional(Type.String()) }),
)

/** A pack that is dispensed in parts. */
export const OpenedPackSchema = Type.Object({
  gln: GlnSchema,
  gtin: GtinSchema,
  lot: LotNumberSchema,
  index: Type.Integer({ description: 'Number of the pack in its lot' }),
  taken: Type.Integer({ description: 'Parts dispensed so far' }),
  packSize: Type.Integer({ description: 'Parts in a full pack' }),
  last: Type.Integer({ description: 'Parts of the newest dispensing; 0 when it was undone' }),
  day: DaySchema,
})

/** Giving dispensed packs to a patient. */
export const AdministrationSchema = Type.Object({
  id: Type.String(),
  gln: GlnSchema,
  at: InstantSchema,
  accountId: Type.String(),
  jobId: Type.String(),
  units: Type.Integer(),
  commitment: Type.Unsafe<`0x${string}`>({ ...HashSchema, description: 'Salted hash of the details, on the ledger' }),
  details: Type.Optional(Type.Object({ patient: Type.String(), ward: Type.Optional(Type.String()) })),
  erased: Type.Optional(Type.Object({ by: Type.String(), at: InstantSchema, reason: Type.String() })),
})

export const dispensingRoutes = defineRoutes({
  dispense: {
    kind: 'job',
    method: 'POST',
    path: '/dispensings',
    summary: 'Dispenses packs to a patient',
    description:
      'Packs that are not in stock here are refused with 409 `WrongState`, whose reason names their state; for a pack that ' +
      'left circulation before, an alert (PCK_22) is raised.',
    access: dispensing,
    body: strict({
      goods: PacksSchema,
      scans: Type.Optional(ScansSchema),
      insist: Type.Optional(Insist),
      ...NoteFields,
    }),
    answer: Type.Object({ units: Type.Integer(), packs: NamedPacks }),
  },
  dispensePart: {
    kind: 'job',
    method: 'POST',
    path: '/dispensings/parts',
    summary: 'Dispenses a part of one pack, which is opened by it',
    access: dispensing,
    body: strict({
      gtin: GtinSchema,
      serial: SerialSchema,
      parts: Type.Integer({ minimum: 1, maximum: 0xffffffff, description: 'Tablets, ampoules, …' }),
      scan: Type.Optional(Type.String({ maxLength: 500, description: 'What the scanner gave' })),
      insist: Type.Optional(Insist),
      ...NoteFields,
    }),
    answer: Type.Object({
      parts: Type.Integer(),
      taken: Type.Integer({ description: 'Parts dispensed with these' }),
      packSize: Type.Integer(),
      packs: NamedPacks,
    }),
  },
  undo: {
    kind: 'job',
    method: 'POST',
    path: '/dispensings/undo',
    summary: 'Takes a dispensing back, within 10 days and by the institution that dispensed',
    access: dispensing,
    body: strict({ goods: PacksSchema }),
    answer: Type.Object({ units: Type.Integer(), ended: Type.Array(EndedSchema) }),
  },
  undoPart: {
    kind: 'job',
    method: 'POST',
    path: '/dispensings/parts/undo',
    summary: 'Takes the newest partial dispensing of a pack back, within 10 days',
    access: dispensing,
    body: strict({ gtin: GtinSchema, serial: SerialSchema }),
    answer: Type.Object({ parts: Type.Integer(), taken: Type.Integer({ description: 'Parts that stay dispensed' }) }),
  },
  opened: {
    kind: 'read',
    method: 'GET',
    path: '/dispensings/opened',
    summary: 'Packs that are dispensed in parts',
    access: anyIn('pharmacy', 'hospital', 'regulator'),
    query: listQuery({ gln: Type.Optional(GlnSchema) }, ['day'], '-day'),
    answer: pageOf(OpenedPackSchema),
  },
  administer: {
    kind: 'job',
    method: 'POST',
    path: '/administrations',
    summary: 'Records that dispensed packs were given to a patient',
    description: 'The ledger gets a salted hash; who the patient is stays in the hospital and can be erased.',
    access: actingIn('hospital'),
    body: strict({
      goods: PacksSchema,
      patient: Type.String({
        minLength: 1,
        maxLength: 100,
        description: "The hospital's own reference of the patient, never a name",
      }),
      ward: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
      ...NoteFields,
    }),
    answer: Type.Object({ id: Type.String(), units: Type.Integer(), commitment: HashSchema }),
  },
  administrations: {
    kind: 'read',
    method: 'GET',
    path: '/administrations',
    summary: "The hospital's administrations, newest first",
    access: anyIn('hospital'),
    query: listQuery({}, ['at'], '-at'),
    answer: pageOf(AdministrationSchema),
  },
  eraseAdministration: {
    kind: 'write',
    method: 'DELETE',
    path: '/administrations/:id/details',
    summary: 'Erases who the patient was; the hash on the ledger stays and tells nothing any more',
    access: actingIn('hospital'),
    params: strict({ id: Type.String({ maxLength: 64 }) }),
    body: strict({ reason: ReasonSchema }),
    answer: AdministrationSchema,
  },
})
