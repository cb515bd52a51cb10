import Type, { type Static } from 'typebox'
import { acting, everyone } from '../access.ts'
import { defineRoutes } from '../route.ts'
import { GlnSchema, GtinSchema, InstantSchema } from '../schemas/identifiers.ts'
import { listQuery, pageOf } from '../schemas/page.ts'
import { strict } from '../schemas/strict.ts'

/** What most likely lies behind an alert, as far as the server can tell. */
export const alertCauses = [
  'unknown',
  'double_dispense',
  'repeated_serial',
  'late_upload',
  'caps_lock',
  'keyboard_layout',
  'ai_split',
  'day_00',
] as const
export type AlertCause = (typeof alertCauses)[number]

/** Where a case stands. */
export const alertStates = ['open', 'investigating', 'closed'] as const
export type AlertState = (typeof alertStates)[number]

/** What an alert was found to be. */
export const alertFindings = [
  'falsified',
  'diverted',
  'handling',
  'scanner',
  'data',
  'late_upload',
  'unfounded',
] as const
export type AlertFinding = (typeof alertFindings)[number]

const oneOf = <const T extends string>(list: readonly T[], description: string) =>
  Type.Unsafe<T>(Type.String({ enum: [...list], description }))
const IdParams = strict({ id: Type.String({ maxLength: 64 }) })
const CommentSchema = Type.String({ minLength: 1, maxLength: 2000 })

/** One step of a case. */
export const AlertStepSchema = Type.Object({
  kind: Type.String({
    description: '`raised`, `seen_again`, `comment`, `assigned`, `investigating`, `closed`, `reopened`, `escalated`',
  }),
  at: InstantSchema,
  accountId: Type.Optional(Type.String({ description: 'Absent where the server did it, or another institution' })),
  gln: Type.Optional(GlnSchema),
  text: Type.Optional(Type.String()),
})

/** Something about a pack that a person must look into. */
export const AlertSchema = Type.Object(
  {
    id: Type.String(),
    code: Type.String({ description: 'Code of the European vocabulary: PC_02, LOT_13, PCK_22, …' }),
    state: oneOf(alertStates, 'Where the case stands'),
    severity: oneOf(['low', 'medium', 'high'], 'How grave this code is taken'),
    cause: oneOf(alertCauses, 'What most likely lies behind it'),
    detail: Type.String({ description: 'What was found, in words' }),
    gln: Type.Optional(
      Type.Unsafe<string>({ ...GlnSchema, description: 'Where it was raised; not told to the factory' }),
    ),
    accountId: Type.Optional(Type.String({ description: 'Who raised it; told to its institution and the regulator' })),
    owner: Type.Optional(Type.Unsafe<string>({ ...GlnSchema, description: 'Factory that answers for the product' })),
    gtin: Type.Optional(Type.String()),
    serial: Type.Optional(Type.String()),
    lot: Type.Optional(Type.String()),
    expiry: Type.Optional(Type.String({ description: 'As it was scanned' })),
    scan: Type.Optional(Type.String({ description: 'What the scanner gave, as it came' })),
    jobId: Type.Optional(Type.String()),
    occurrences: Type.Integer({ description: 'How often the same thing was seen while the alert was not closed' }),
    assignee: Type.Optional(Type.String({ description: 'Account that looks into it' })),
    finding: Type.Optional(oneOf(alertFindings, 'What it was found to be')),
    resolution: Type.Optional(Type.String({ description: 'What was done about it' })),
    closedAt: Type.Optional(InstantSchema),
    escalatedAt: Type.Optional(InstantSchema),
    escalation: Type.Optional(Type.String({ description: 'Why it was handed to the regulator' })),
    createdAt: InstantSchema,
    lastSeenAt: InstantSchema,
    updatedAt: InstantSchema,
  },
  { title: 'Alert' },
)
/** An alert as code has it. */
export type Alert = Static<typeof AlertSchema>

const filters = {
  state: Type.Optional(oneOf(alertStates, 'Only those that stand so')),
  code: Type.Optional(Type.String({ maxLength: 10 })),
  cause: Type.Optional(oneOf(alertCauses, 'Only those of this likely cause')),
  gtin: Type.Optional(GtinSchema),
  serial: Type.Optional(Type.String({ maxLength: 20 })),
  lot: Type.Optional(Type.String({ maxLength: 20 })),
  assignee: Type.Optional(Type.String({ maxLength: 64 })),
  escalated: Type.Optional(Type.Boolean({ description: 'Only those that were handed to the regulator, or were not' })),
  gln: Type.Optional(GlnSchema),
  from: Type.Optional(InstantSchema),
  to: Type.Optional(InstantSchema),
}

export const alertRoutes = defineRoutes({
  list: {
    kind: 'read',
    method: 'GET',
    path: '/alerts',
    summary: 'Alerts: the own ones, those on own products, and for the regulator all',
    access: everyone,
    query: listQuery(filters, ['createdAt', 'lastSeenAt'], '-createdAt'),
    answer: pageOf(AlertSchema),
  },
  find: {
    kind: 'read',
    method: 'GET',
    path: '/alerts/:id',
    summary: 'One alert with what was done about it',
    access: everyone,
    params: IdParams,
    answer: Type.Intersect([AlertSchema, Type.Object({ steps: Type.Array(AlertStepSchema) })]),
  },
  counts: {
    kind: 'read',
    method: 'GET',
    path: '/alerts/counts',
    summary: 'How many alerts there are, by code, likely cause and state',
    access: everyone,
    query: strict({ from: Type.Optional(InstantSchema), to: Type.Optional(InstantSchema) }),
    answer: Type.Object({
      total: Type.Integer(),
      open: Type.Integer({ description: 'Not closed yet' }),
      escalated: Type.Integer({ description: 'Handed to the regulator and not closed yet' }),
      groups: Type.Array(
        Type.Object({
          code: Type.String(),
          cause: oneOf(alertCauses, 'Likely cause'),
          state: oneOf(alertStates, 'Where they stand'),
          count: Type.Integer(),
        }),
      ),
    }),
  },
  comment: {
    kind: 'write',
    method: 'POST',
    path: '/alerts/:id/comments',
    summary: 'Adds a comment to the case',
    access: acting,
    params: IdParams,
    body: strict({ text: CommentSchema }),
    answer: AlertSchema,
  },
  assign: {
    kind: 'write',
    method: 'PUT',
    path: '/alerts/:id/assignee',
    summary: 'Says who of the institution looks into it',
    access: acting,
    params: IdParams,
    body: strict({
      accountId: Type.Union([Type.String({ minLength: 1, maxLength: 64 }), Type.Null()], {
        description: 'An account of the institution, or null for nobody',
      }),
    }),
    answer: AlertSchema,
  },
  investigate: {
    kind: 'write',
    method: 'POST',
    path: '/alerts/:id/investigation',
    summary: 'Starts looking into it; a closed one is opened again',
    access: acting,
    params: IdParams,
    body: strict({ comment: Type.Optional(CommentSchema) }),
    answer: AlertSchema,
  },
  close: {
    kind: 'write',
    method: 'POST',
    path: '/alerts/:id/closing',
    summary: 'Closes the case with what it was found to be',
    description:
      'A double dispensing and an unknown serial need a resolution in words. An escalated alert is closed by the regulator alone.',
    access: acting,
    params: IdParams,
    body: strict({
      finding: oneOf(alertFindings, 'What it was found to be'),
      resolution: Type.Optional(CommentSchema),
    }),
    answer: AlertSchema,
  },
  escalate: {
    kind: 'write',
    method: 'POST',
    path: '/alerts/:id/escalation',
    summary: 'Hands it to the regulator, who may do that by itself',
    access: acting,
    params: IdParams,
    body: strict({ reason: Type.String({ minLength: 1, maxLength: 500 }) }),
    answer: AlertSchema,
  },
})
