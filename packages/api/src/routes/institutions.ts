import Type, { type Static } from 'typebox'
import { actingIn, everyone, type Kind, kinds, type Role, roles } from '../access.ts'
import { defineRoutes } from '../route.ts'
import { AccountAddressSchema, GlnSchema, InstantSchema } from '../schemas/identifiers.ts'
import { oneOf } from '../schemas/one-of.ts'
import { listQuery, pageOf } from '../schemas/page.ts'
import { strict } from '../schemas/strict.ts'
import { NewPasswordSchema } from './accounts.ts'
import { ProposedSchema, StrongActFields } from './governance.ts'

/** Where an institution stands with the regulator. */
export const institutionStatuses = ['applied', 'active', 'suspended', 'retired', 'declined'] as const
export type InstitutionStatus = (typeof institutionStatuses)[number]

/** What an institution may be permitted to do, and licensed for. */
export const permissions = [
  'register_product',
  'register_lot',
  'commission',
  'pack',
  'ship',
  'receive',
  'dispense',
  'decommission',
  'destroy',
  'quarantine',
  'return',
  'recall',
  'record',
  'record_use',
  'inspect',
  'regulate',
] as const
export type Permission = (typeof permissions)[number]

const handling = ['pack', 'ship', 'receive', 'decommission', 'destroy', 'quarantine', 'return', 'record'] as const

/** What the licence of each trade usually covers, and what an institution of that kind is permitted when it is admitted. */
export const usualPermissions = {
  factory: ['register_product', 'register_lot', 'commission', 'recall', ...handling],
  distributor: handling,
  pharmacy: ['dispense', ...handling],
  hospital: ['dispense', 'record_use', ...handling],
} as const satisfies Readonly<Record<Exclude<Kind, 'regulator'>, readonly Permission[]>>

const PermissionSchema = oneOf(permissions, 'Something that institutions do')
const KindSchema = oneOf<Kind>(kinds, 'What kind of institution it is')
const NameSchema = Type.String({ minLength: 1, maxLength: 200, pattern: '\\S', description: 'Name' })

const licenceFields = {
  number: Type.String({ minLength: 1, maxLength: 100, description: "The authority's number" }),
  scope: Type.Array(PermissionSchema, { minItems: 1, uniqueItems: true, description: 'What it licenses' }),
  validFrom: InstantSchema,
  validTo: InstantSchema,
}
const LicencesInput = Type.Array(strict(licenceFields), {
  maxItems: 8,
  description: 'Licences; they count from `validFrom` to `validTo`, both included, with a second’s precision',
})
export type LicenceInput = Static<typeof LicencesInput>[number]

/** How a licence stands now. */
export const licenceStates = ['valid', 'future', 'expired'] as const

/** A licence. */
export const LicenceSchema = Type.Object({
  ...licenceFields,
  state: oneOf(licenceStates, 'Whether it counts now'),
})

/** Somebody who takes part. */
export const InstitutionSchema = Type.Object(
  {
    gln: GlnSchema,
    kind: KindSchema,
    status: oneOf(institutionStatuses, 'Where it stands with the regulator'),
    name: Type.String(),
    permissions: Type.Array(PermissionSchema, { description: 'What the regulator lets it do' }),
    licences: Type.Array(LicenceSchema),
    licensedUntil: Type.Optional(
      Type.Unsafe<string>({
        ...InstantSchema,
        description: 'When the first of the permissions that it is licensed for now is no longer covered by a licence',
      }),
    ),
    unlicensed: Type.Array(PermissionSchema, { description: 'Permissions that no licence covers now' }),
    reason: Type.Optional(Type.String({ description: 'Why it was suspended, declined or retired' })),
    applicant: Type.Optional(
      Type.Unsafe<`0x${string}`>({
        ...AccountAddressSchema,
        description: 'Account that applied, for the regulator while it decides',
      }),
    ),
    appliedAt: InstantSchema,
    admittedAt: Type.Optional(InstantSchema),
  },
  { title: 'Institution' },
)
export type Institution = Static<typeof InstitutionSchema>

/** An account that acts, or acted, for an institution. */
const OperatorSchema = Type.Object({
  account: AccountAddressSchema,
  role: oneOf<Role>(roles, 'What it may do in its institution'),
  active: Type.Boolean(),
  successor: Type.Optional(
    Type.Unsafe<`0x${string}`>({ ...AccountAddressSchema, description: 'Key that took its place' }),
  ),
  since: InstantSchema,
  until: Type.Optional(InstantSchema),
})

const LicenceRunningOutSchema = Type.Object({
  gln: GlnSchema,
  name: Type.String(),
  licence: LicenceSchema,
  daysLeft: Type.Integer({ description: 'Whole days; 0 on the last' }),
  replaced: Type.Boolean({ description: 'Other licences cover all of its scope when it ends' }),
})

const oneInstitution = strict({ gln: GlnSchema })
const StrongActJobSchema = Type.Object({ gln: GlnSchema, proposal: ProposedSchema })

const strongAct =
  'A strong act of the regulator: where one operator is enough it is done at once, else it waits as a proposal for the approvals of others.'

/** A strong act on an institution that takes a reason alone. */
const decision = <const Verb extends string>(verb: Verb, summary: string) =>
  ({
    kind: 'job',
    method: 'POST',
    path: `/institutions/:gln/${verb}`,
    summary,
    description: strongAct,
    access: actingIn('regulator'),
    params: oneInstitution,
    body: strict(StrongActFields),
    answer: StrongActJobSchema,
  }) as const

export const institutionRoutes = defineRoutes({
  list: {
    kind: 'read',
    method: 'GET',
    path: '/institutions',
    summary: 'Who takes part',
    access: everyone,
    query: listQuery(
      {
        kind: Type.Optional(KindSchema),
        status: Type.Optional(oneOf(institutionStatuses, 'Only those that stand like this')),
        permission: Type.Optional(oneOf(permissions, 'Only those that the regulator lets do this')),
        text: Type.Optional(Type.String({ maxLength: 100, description: 'Words of the name, or digits of the GLN' })),
      },
      ['name', 'gln'],
    ),
    answer: pageOf(InstitutionSchema),
  },
  find: {
    kind: 'read',
    method: 'GET',
    path: '/institutions/:gln',
    summary: 'One institution with its licences and permissions',
    access: everyone,
    params: oneInstitution,
    answer: InstitutionSchema,
  },
  operators: {
    kind: 'read',
    method: 'GET',
    path: '/institutions/:gln/operators',
    summary: 'Accounts on the ledger that act, or acted, for an institution',
    description: "An institution sees its own, the regulator everybody's.",
    access: everyone,
    params: oneInstitution,
    query: listQuery({ active: Type.Optional(Type.Boolean({ description: 'Only those that act now, or not' })) }, [
      'since',
    ]),
    answer: pageOf(OperatorSchema),
  },
  licencesRunningOut: {
    kind: 'read',
    method: 'GET',
    path: '/licences/running-out',
    summary: 'Licences that end soon, the first to end first',
    description: "An institution sees its own, the regulator everybody's.",
    access: everyone,
    query: strict({
      days: Type.Optional(Type.Integer({ minimum: 0, maximum: 3650, default: 30, description: 'How soon' })),
    }),
    answer: Type.Object({ items: Type.Array(LicenceRunningOutSchema) }),
  },
  apply: {
    kind: 'job',
    method: 'POST',
    path: '/institutions',
    summary: 'Apply for taking part',
    description:
      'Makes the first admin’s account with a key of its own, which signs the application. The institution can do nothing until the regulator admits it; its admin can sign in as soon as the job is sealed.',
    access: 'public',
    body: strict({
      gln: GlnSchema,
      kind: oneOf(['factory', 'distributor', 'pharmacy', 'hospital'] as const, 'What kind of institution it is'),
      name: NameSchema,
      licences: LicencesInput,
      admin: strict({
        name: Type.String({
          pattern: '^[a-z0-9][a-z0-9._@-]{1,63}$',
          description: 'Name to sign in with: 2 to 64 lower-case letters, digits, or . _ @ -',
        }),
        displayName: Type.Optional(Type.String({ minLength: 1, maxLength: 100, description: 'How people call it' })),
        password: NewPasswordSchema,
      }),
    }),
    answer: Type.Object({ gln: GlnSchema, accountId: Type.String(), operator: AccountAddressSchema }),
  },
  application: {
    kind: 'read',
    method: 'GET',
    path: '/applications/:gln',
    summary: 'Where an application for taking part stands',
    description:
      'For whoever applied, without signing in: the account of an application that was declined cannot sign in any more.',
    access: 'public',
    params: oneInstitution,
    answer: Type.Object({
      gln: GlnSchema,
      kind: KindSchema,
      name: Type.String(),
      status: oneOf(institutionStatuses, 'Where it stands with the regulator'),
      reason: Type.Optional(Type.String({ description: 'Why it was declined' })),
      appliedAt: InstantSchema,
      admittedAt: Type.Optional(InstantSchema),
    }),
  },
  admit: decision('admit', 'Admit an applicant, with the permissions of its kind'),
  decline: decision('decline', 'Turn an application down'),
  suspend: decision('suspend', 'Suspend an institution: it may do nothing until it is reinstated'),
  reinstate: decision('reinstate', 'End a suspension'),
  retire: decision('retire', 'Let an institution leave for good'),
  rename: {
    kind: 'job',
    method: 'PUT',
    path: '/institutions/:gln/name',
    summary: "Change an institution's name",
    description: strongAct,
    access: actingIn('regulator'),
    params: oneInstitution,
    body: strict({ name: NameSchema, ...StrongActFields }),
    answer: StrongActJobSchema,
  },
  setPermissions: {
    kind: 'job',
    method: 'PUT',
    path: '/institutions/:gln/permissions',
    summary: 'Say anew what an institution may do',
    description: `${strongAct} \`regulate\` stays with the regulator whatever the list says.`,
    access: actingIn('regulator'),
    params: oneInstitution,
    body: strict({
      permissions: Type.Array(PermissionSchema, { uniqueItems: true, description: 'All that it may do from now on' }),
      ...StrongActFields,
    }),
    answer: StrongActJobSchema,
  },
  setLicences: {
    kind: 'job',
    method: 'PUT',
    path: '/institutions/:gln/licences',
    summary: 'Put new licences in the place of all that an institution has',
    description: strongAct,
    access: actingIn('regulator'),
    params: oneInstitution,
    body: strict({ licences: LicencesInput, ...StrongActFields }),
    answer: StrongActJobSchema,
  },
  appoint: {
    kind: 'job',
    method: 'POST',
    path: '/institutions/:gln/operators',
    summary: 'Give an institution an operator',
    description: `${strongAct} For an institution that has lost its admins' keys.`,
    access: actingIn('regulator'),
    params: oneInstitution,
    body: strict({
      account: AccountAddressSchema,
      role: oneOf<Role>(roles, 'What it may do in the institution'),
      ...StrongActFields,
    }),
    answer: StrongActJobSchema,
  },
  dismiss: {
    kind: 'job',
    method: 'POST',
    path: '/institutions/:gln/operators/:account/dismiss',
    summary: 'Take an operator from its institution',
    description: strongAct,
    access: actingIn('regulator'),
    params: strict({ gln: GlnSchema, account: AccountAddressSchema }),
    body: strict(StrongActFields),
    answer: StrongActJobSchema,
  },
})
