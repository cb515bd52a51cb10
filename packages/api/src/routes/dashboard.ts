import Type, { type Static } from 'typebox'
import { everyone, kinds } from '../access.ts'
import { defineRoutes } from '../route.ts'
import { DaySchema, GlnSchema, GtinSchema, InstantSchema, LotNumberSchema } from '../schemas/identifiers.ts'
import { oneOf } from '../schemas/one-of.ts'
import { strict } from '../schemas/strict.ts'
import { alertCauses } from './alerts.ts'
import { AsOfSchema, severities } from './reports.ts'

/** What a dashboard counts. Which of them are there depends on the kind of institution. */
export const figureNames = [
  'institutions',
  'products',
  'lots',
  'units_commissioned',
  'units_in_stock',
  'units_in_transit',
  'units_coming',
  'units_under_way',
  'units_opened',
  'units_quarantined',
  'units_returned',
  'units_rejected',
  'units_dispensed',
  'units_destroyed',
  'units_exported',
  'units_sampled',
  'units_gone',
  'units_voided',
  'strong_acts',
] as const
export type FigureName = (typeof figureNames)[number]

/** What somebody should do, the most urgent first. */
export const taskNames = [
  'alerts_escalated',
  'recalled_in_stock',
  'recalls_under_way',
  'alerts_open',
  'proposals_open',
  'applications_open',
  'shipments_to_receive',
  'differences_to_clear',
  'quarantine_to_decide',
  'returns_to_judge',
  'rejected_to_destroy',
  'destructions_to_confirm',
  'jobs_rejected',
  'expired_in_stock',
  'expiring_soon',
  'licences_running_out',
] as const
export type TaskName = (typeof taskNames)[number]

const RecallSchema = Type.Object({
  gtin: GtinSchema,
  product: Type.String(),
  lot: LotNumberSchema,
  recallClass: Type.Optional(Type.Integer({ description: '1 to 3; 1 is the most dangerous' })),
  at: InstantSchema,
  commissioned: Type.Integer({ description: 'Units of the lot' }),
  open: Type.Integer({
    description:
      'Units to come back or be destroyed: everywhere for the regulator and the factory of the lot, else here',
  }),
})

/** What the one who signs in should know first. */
export const DashboardSchema = Type.Object(
  {
    gln: GlnSchema,
    name: Type.String(),
    kind: oneOf(kinds, 'Kind of the institution, which says what there is to know'),
    asOf: AsOfSchema,
    figures: Type.Array(Type.Object({ figure: oneOf(figureNames, 'What is counted'), value: Type.Integer() }), {
      description:
        '`units_sampled` were taken out as samples or checked out, `units_gone` stolen or lost, `units_voided` never ' +
        "there after all. The regulator's add up: every unit that was commissioned is in one of the others",
    }),
    tasks: Type.Array(
      Type.Object({
        task: oneOf(taskNames, 'What is to be done'),
        count: Type.Integer({ description: 'Packs for what is set aside, else cases' }),
        severity: oneOf(severities, 'How urgent it is'),
      }),
      { description: 'What is to be done, the most urgent first; nothing that there is none of' },
    ),
    institutions: Type.Optional(
      Type.Array(
        Type.Object({
          kind: Type.String(),
          status: Type.String({ description: '`applied`, `active`, `suspended`, …' }),
          count: Type.Integer(),
        }),
        { description: 'For the regulator' },
      ),
    ),
    days: Type.Array(DaySchema, { description: 'The days of the series, oldest first' }),
    series: Type.Array(
      Type.Object({
        act: Type.String({ description: '`commission`, `ship`, `receiveGoods`, `dispense`, …' }),
        units: Type.Array(Type.Integer(), { description: 'Units of each day' }),
        events: Type.Array(Type.Integer(), { description: 'Acts of each day' }),
      }),
      { description: 'Day by day, by act: what the institution did, or everybody for the regulator' },
    ),
    alerts: Type.Array(
      Type.Object({
        cause: oneOf(alertCauses, 'What most likely lies behind them'),
        open: Type.Integer(),
        total: Type.Integer({ description: 'Since the first of the days' }),
      }),
    ),
    recalls: Type.Array(RecallSchema, { description: 'Recalls that are not over, newest first, at most 20' }),
    licences: Type.Array(
      Type.Object({ gln: GlnSchema, name: Type.String(), number: Type.String(), validTo: InstantSchema }),
      { description: 'Licences that end within 60 days, the soonest first, at most 20' },
    ),
  },
  { title: 'Dashboard' },
)
export type Dashboard = Static<typeof DashboardSchema>

export const dashboardRoutes = defineRoutes({
  show: {
    kind: 'read',
    method: 'GET',
    path: '/dashboard',
    summary: 'Figures, and what is to be done now, for the institution of the caller',
    access: everyone,
    query: strict({
      days: Type.Optional(Type.Integer({ minimum: 1, maximum: 366, default: 30, description: 'Days of the series' })),
    }),
    answer: DashboardSchema,
  },
})
