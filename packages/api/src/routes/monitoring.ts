import Type, { type Static } from 'typebox'
import { admins, everyone } from '../access.ts'
import { defineRoutes } from '../route.ts'
import { InstantSchema } from '../schemas/identifiers.ts'
import { oneOf } from '../schemas/one-of.ts'
import { pageOf } from '../schemas/page.ts'
import { strict } from '../schemas/strict.ts'

/** What is measured of the chain, and of the server that follows it. */
export const chainMeasures = [
  'height',
  'blockAge',
  'pending',
  'transactions',
  'nodesConnected',
  'nodesNeeded',
  'lag',
  'missingSigners',
  'viewChanges',
  'indexerLag',
  'openActs',
  'restingLanes',
  'diskFree',
  'diskTotal',
  'clockSkew',
  'certificateDays',
] as const
export type ChainMeasure = (typeof chainMeasures)[number]

/** What somebody is told of when it is so. */
export const chainAlertRules = [
  'node_down',
  'height_still',
  'lag',
  'missing_signer',
  'view_changes',
  'pool_depth',
  'certificate_soon',
  'certificate_urgent',
  'clock_skew',
  'disk_low',
  'disk_critical',
  'lanes_resting',
  'read_model_behind',
] as const
export type ChainAlertRule = (typeof chainAlertRules)[number]

/** Units of thresholds. */
export const thresholdUnits = [
  'minutes',
  'seconds',
  'days',
  'blocks',
  'changes',
  'transactions',
  'lanes',
  'percent',
] as const
export type ThresholdUnit = (typeof thresholdUnits)[number]

/** How finely a measure is told. */
export const seriesResolutions = ['minute', 'hour', 'day'] as const
export type SeriesResolution = (typeof seriesResolutions)[number]

const MeasureSchema = oneOf(
  chainMeasures,
  '`blockAge` and `clockSkew` in seconds; `lag` of this server’s node and `indexerLag` of its read model in blocks; `transactions`, `viewChanges` ' +
    'since the sample before; `nodesConnected` sealers of which `nodesNeeded` must agree; `diskFree` and `diskTotal` in bytes; `certificateDays` until the first runs out',
)
const RuleSchema = oneOf(chainAlertRules, 'What is watched for')
const SeveritySchema = oneOf(['high', 'medium'] as const, '`high`: at once')

const measureProperties = Object.fromEntries(chainMeasures.map((measure) => [measure, Type.Optional(Type.Number())]))

/** Measures of one moment; what nobody could tell is absent. */
const MeasuresSchema = Type.Unsafe<Partial<Record<ChainMeasure, number>>>(
  Type.Object(measureProperties, { description: 'By name; what nobody could tell is absent' }),
)

/** Something that is, or was, wrong with the chain or this server. */
export const ChainAlertSchema = Type.Object(
  {
    id: Type.Integer(),
    rule: RuleSchema,
    severity: SeveritySchema,
    subject: Type.String({
      description: 'Account of the node, or file of the certificate; empty for this server itself',
    }),
    name: Type.Optional(Type.String({ description: 'What people call the subject' })),
    value: Type.Number({ description: 'When it was raised, in the unit of the rule' }),
    threshold: Type.Number(),
    unit: oneOf(thresholdUnits, 'Of value and threshold'),
    raisedAt: InstantSchema,
    clearedAt: Type.Optional(InstantSchema),
    cleared: Type.Optional(oneOf(['over', 'switched_off'] as const, 'Why it is closed')),
  },
  { title: 'ChainAlert' },
)
export type ChainAlert = Static<typeof ChainAlertSchema>

/** A rule and how it is set. */
export const ChainRuleSchema = Type.Object(
  {
    rule: RuleSchema,
    severity: SeveritySchema,
    scope: oneOf(
      ['chain', 'server'] as const,
      'Of whom it tells: `server` is told to those alone who look after this server',
    ),
    unit: oneOf(thresholdUnits, 'Of the threshold'),
    isAbove: Type.Boolean({ description: 'Raised at the threshold and above; else at it and below' }),
    threshold: Type.Number(),
    standard: Type.Number({ description: 'The threshold, unless somebody changes it' }),
    least: Type.Number(),
    most: Type.Number(),
    samples: Type.Integer({ description: 'So many samples in a row must show it' }),
    calmSamples: Type.Integer({ description: 'So many samples in a row must show that it is over' }),
    enabled: Type.Boolean(),
    changedAt: Type.Optional(InstantSchema),
  },
  { title: 'ChainRule' },
)
export type ChainRule = Static<typeof ChainRuleSchema>

/** How chain and server did when they were looked at last. */
export const MonitoringNowSchema = Type.Object({
  at: Type.Optional(Type.Unsafe<string>({ ...InstantSchema, description: 'Absent before the first look' })),
  everySeconds: Type.Number({ description: 'Between two looks' }),
  keptDays: Type.Integer({ description: 'Each look is kept so long; by the hour they are kept for good' }),
  answers: Type.Boolean({ description: 'Whether this server’s node answered' }),
  measures: MeasuresSchema,
  certificates: Type.Array(Type.Object({ file: Type.String(), days: Type.Optional(Type.Number()) }), {
    description: 'Named in the server’s settings; without days where the file cannot be read',
  }),
  open: Type.Array(ChainAlertSchema, { description: 'What is wrong now, the gravest first' }),
})
export type MonitoringNow = Static<typeof MonitoringNowSchema>

/** One point of a measure. */
const PointSchema = Type.Object({
  time: InstantSchema,
  min: Type.Number(),
  avg: Type.Number(),
  max: Type.Number(),
})

export const monitoringRoutes = defineRoutes({
  now: {
    kind: 'read',
    method: 'GET',
    path: '/chain/monitoring',
    summary: 'How chain and server did when they were looked at last',
    access: everyone,
    answer: MonitoringNowSchema,
  },
  series: {
    kind: 'read',
    method: 'GET',
    path: '/chain/monitoring/series',
    summary: 'A measure over a period',
    description:
      'Minutes are kept for 15 days and then only by the hour: the lowest, the mean, the highest. Days are UTC. Times in which nobody could tell have no point.',
    access: everyone,
    query: strict({
      measure: MeasureSchema,
      from: Type.Unsafe<string>({ ...InstantSchema, description: 'Of the first point' }),
      to: Type.Optional(Type.Unsafe<string>({ ...InstantSchema, description: 'Up to now, unless given' })),
      resolution: Type.Optional(
        oneOf(seriesResolutions, 'Minutes up to a day, hours up to 31 days, then days, unless given'),
      ),
    }),
    answer: Type.Object({
      measure: MeasureSchema,
      resolution: oneOf(seriesResolutions, 'How finely it is told'),
      points: Type.Array(PointSchema, { description: 'Oldest first' }),
    }),
  },
  alerts: {
    kind: 'read',
    method: 'GET',
    path: '/chain/monitoring/alerts',
    summary: 'What was found to be wrong, newest first',
    access: everyone,
    query: strict({
      state: Type.Optional(oneOf(['open', 'past'] as const, 'Only those that stand so')),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500, default: 50, description: 'Rows of a page' })),
      cursor: Type.Optional(Type.String({ pattern: '^\\d{1,15}$', description: '`next` of the page before' })),
    }),
    answer: pageOf(ChainAlertSchema),
  },
  rules: {
    kind: 'read',
    method: 'GET',
    path: '/chain/monitoring/rules',
    summary: 'What is watched for, and from which threshold',
    access: everyone,
    answer: Type.Object({
      items: Type.Array(ChainRuleSchema),
      mayChange: Type.Boolean({ description: 'Whether who asks may change them' }),
    }),
  },
  changeRule: {
    kind: 'write',
    method: 'PATCH',
    path: '/chain/monitoring/rules/:rule',
    summary: 'Change the threshold of a rule, or switch it off or on',
    description:
      'For those who look after the server: admins of the regulator where it has accounts on it, else admins of the institutions that have. ' +
      'An alert that is open is closed when its rule is switched off.',
    access: admins,
    params: strict({ rule: RuleSchema }),
    body: strict(
      {
        enabled: Type.Optional(Type.Boolean()),
        threshold: Type.Optional(
          Type.Number({
            description:
              'From `least` to `most` of the rule; whole where blocks, changes, transactions or lanes are counted',
          }),
        ),
      },
      { minProperties: 1 },
    ),
    answer: ChainRuleSchema,
  },
})
