import Type, { type Static } from 'typebox'
import { everyone } from '../access.ts'
import { defineRoutes } from '../route.ts'
import { GlnSchema, GtinSchema, HashSchema, InstantSchema, LotNumberSchema } from '../schemas/identifiers.ts'
import { oneOf } from '../schemas/one-of.ts'
import { strict } from '../schemas/strict.ts'
import { InspectionSchema } from './records.ts'
import { AsOfSchema } from './reports.ts'

/** What a buyer is told: the worst that a rule says. */
export const screeningVerdicts = ['ok', 'look_closer', 'do_not_buy'] as const
export type ScreeningVerdict = (typeof screeningVerdicts)[number]

const AssessmentSchema = Type.Object(
  {
    verdict: oneOf(screeningVerdicts, 'The worst of the reasons; `ok` where there is none'),
    reasons: Type.Array(
      Type.Object({
        rule: Type.String({ description: 'Name of the rule' }),
        verdict: oneOf(['look_closer', 'do_not_buy'], 'What this alone says'),
        detail: Type.String({ description: 'The same in words' }),
      }),
    ),
  },
  { description: 'What rules say, which are the same for everybody; the decision is the buyer’s' },
)
export type Assessment = Static<typeof AssessmentSchema>

const RecallsSchema = Type.Array(
  Type.Object({
    gtin: GtinSchema,
    product: Type.String(),
    lot: LotNumberSchema,
    recallClass: Type.Optional(Type.Integer({ description: '1 to 3; 1 is the most dangerous' })),
    reason: Type.Optional(Type.String()),
    by: Type.Optional(Type.Unsafe<string>({ ...GlnSchema, description: 'Who recalled it' })),
    at: InstantSchema,
  }),
  { description: 'Newest first, at most 50' },
)

const InspectionsSchema = Type.Array(
  Type.Object({
    record: HashSchema,
    by: GlnSchema,
    at: InstantSchema,
    inspection: Type.Optional(InspectionSchema),
  }),
  { description: 'Newest first, at most 20; `inspection` is absent where its document is kept on another server' },
)

const AlertCountsSchema = Type.Object(
  {
    total: Type.Integer({ description: 'Of the last 365 days' }),
    open: Type.Integer(),
    confirmed: Type.Integer({ description: 'Found to be falsified or diverted packs in the last 365 days' }),
  },
  { description: 'Alerts; no more than their numbers' },
)

/** An institution as a buyer wants to see it. */
export const InstitutionScreeningSchema = Type.Object(
  {
    gln: GlnSchema,
    name: Type.String(),
    kind: Type.String(),
    status: Type.String(),
    asOf: AsOfSchema,
    memberSince: Type.Optional(InstantSchema),
    licences: Type.Array(
      Type.Object({
        number: Type.String(),
        scope: Type.Array(Type.String()),
        validFrom: InstantSchema,
        validTo: InstantSchema,
        state: oneOf(['valid', 'running_out', 'expired', 'not_yet'], '`running_out`: it ends within 60 days'),
      }),
    ),
    history: Type.Array(
      Type.Object({
        event: Type.String({ description: '`InstitutionAdmitted`, `InstitutionSuspended`, `LicencesSet`, …' }),
        at: InstantSchema,
        reason: Type.Optional(Type.String()),
      }),
      { description: 'How its standing came about, oldest first' },
    ),
    made: Type.Object({
      products: Type.Integer(),
      withdrawnProducts: Type.Integer(),
      lots: Type.Integer(),
      recalledLots: Type.Integer(),
      repeatedSerials: Type.Integer({ description: 'Serials that it used a second time' }),
    }),
    recalls: RecallsSchema,
    alerts: AlertCountsSchema,
    shipments: Type.Object(
      {
        sent: Type.Integer(),
        withDifferences: Type.Integer({ description: 'Closed with something missing that nobody has cleared' }),
      },
      { description: 'Of the last 365 days' },
    ),
    inspections: InspectionsSchema,
    assessment: AssessmentSchema,
  },
  { title: 'InstitutionScreening' },
)
export type InstitutionScreening = Static<typeof InstitutionScreeningSchema>

/** A drug as a buyer wants to see it. */
export const ProductScreeningSchema = Type.Object(
  {
    gtin: GtinSchema,
    name: Type.String(),
    owner: Type.Object({ gln: GlnSchema, name: Type.String(), status: Type.String() }),
    status: Type.String({ description: '`active`, `suspended`, `retired`, `withdrawn`' }),
    reason: Type.Optional(Type.String({ description: 'Why it has this status' })),
    asOf: AsOfSchema,
    versions: Type.Array(
      Type.Object({ version: Type.Integer(), at: InstantSchema, reason: Type.Optional(Type.String()) }),
      { description: 'Of its master data: the newest 100, oldest first' },
    ),
    lots: Type.Object({
      lots: Type.Integer(),
      recalledLots: Type.Integer(),
      commissioned: Type.Integer({ description: 'Units that were made' }),
      repeatedSerials: Type.Integer(),
    }),
    recalls: RecallsSchema,
    alerts: AlertCountsSchema,
    inspections: InspectionsSchema,
    assessment: AssessmentSchema,
  },
  { title: 'ProductScreening' },
)
export type ProductScreening = Static<typeof ProductScreeningSchema>

export const screeningRoutes = defineRoutes({
  institution: {
    kind: 'read',
    method: 'GET',
    path: '/screening/institutions/:gln',
    summary: 'What the ledger tells of an institution, for whoever thinks of buying from it',
    access: everyone,
    params: strict({ gln: GlnSchema }),
    answer: InstitutionScreeningSchema,
  },
  product: {
    kind: 'read',
    method: 'GET',
    path: '/screening/products/:gtin',
    summary: 'What the ledger tells of a drug, for whoever thinks of buying it',
    access: everyone,
    params: strict({ gtin: GtinSchema }),
    answer: ProductScreeningSchema,
  },
})
