import type { Severity } from '@theriac/api'
import type { Finding, PatternScope, ReportQueries } from '@theriac/read-model'
import type { AlertPatterns } from './alert-patterns.ts'

/** What rules look through. */
interface PatternSources {
  readonly ledger: ReportQueries['patterns']
  readonly alerts: AlertPatterns
}

type Thresholds = Readonly<Record<string, number>>

/** One thing that is looked for. */
export interface PatternRule<T extends Thresholds = Thresholds> {
  readonly rule: string
  readonly severity: Severity
  /** Why it is looked for. */
  readonly why: string
  readonly thresholds: T
  readonly find: (sources: PatternSources, scope: PatternScope, thresholds: T) => Promise<Finding[]>
  readonly words: (finding: Finding) => string
}

const define = <const T extends Thresholds>(rule: PatternRule<T>): PatternRule => rule as unknown as PatternRule

const share = ({ count, of }: Finding): string => (of ? `${count} of ${of}` : String(count))
const thing = (value: string | null): string => (value ?? 'unknown').replaceAll('_', ' ')

/**
 * What suspicious patterns are looked for, the gravest first. A threshold is changed here; who reads the report sees them all,
 * with what none was found of.
 */
export const patternRules: readonly PatternRule[] = [
  define({
    rule: 'repeated_serial',
    severity: 'high',
    why: 'A serial stands for one pack. One that was made twice is a fault of the line, or somebody has copied it.',
    thresholds: {},
    find: ({ ledger }, scope) => ledger.repeatedSerials(scope),
    words: (finding) => `${share(finding)} serials of the lot were made before, in lot ${finding.about}`,
  }),
  define({
    rule: 'double_dispense',
    severity: 'high',
    why: 'A pack that is dispensed a second time may be a copy: one of the two is not what it says.',
    thresholds: { alerts: 1 },
    find: ({ alerts }, scope, { alerts: atLeast }) => alerts.byCause(scope, 'double_dispense', atLeast),
    words: ({ count }) => `${count} packs were scanned to be dispensed that had been dispensed before`,
  }),
  define({
    rule: 'refused_dispensing',
    severity: 'high',
    why: 'The ledger refuses to dispense what is not there: a pack that was dispensed, or that never came.',
    thresholds: { refusals: 1 },
    find: ({ ledger }, scope, { refusals }) => ledger.refusedDispensings(scope, refusals),
    words: ({ count }) => `${count} attempts to dispense packs that are not there`,
  }),
  define({
    rule: 'recalled_on_shelf',
    severity: 'high',
    why: 'Recalled packs that stay among the goods for sale have not been looked for.',
    thresholds: { days: 7 },
    find: ({ ledger }, scope, { days }) => ledger.recalledOnShelf(scope, days),
    words: ({ count, about }) =>
      `${count} packs of the recalled lot (class ${about}) are still among the goods for sale`,
  }),
  define({
    rule: 'stock_of_barred',
    severity: 'high',
    why: 'Whoever may not act cannot give its goods back either: somebody must fetch them.',
    thresholds: {},
    find: ({ ledger }, scope) => ledger.stockOfBarred(scope),
    words: ({ count, about }) => `${count} packs are at an institution that is ${thing(about)}`,
  }),
  define({
    rule: 'shipment_difference',
    severity: 'medium',
    why: 'What did not arrive is somewhere.',
    thresholds: {},
    find: ({ ledger }, scope) => ledger.differences(scope),
    words: (finding) => `${share(finding)} packs to ${finding.about} did not arrive, and nobody has cleared it`,
  }),
  define({
    rule: 'losses',
    severity: 'medium',
    why: 'Packs that are stolen or lost turn up somewhere; many from one place are more than bad luck.',
    thresholds: { units: 20 },
    find: ({ ledger }, scope, { units }) => ledger.losses(scope, units),
    words: ({ count }) => `${count} packs were reported stolen or lost`,
  }),
  define({
    rule: 'unknown_serials',
    severity: 'medium',
    why: 'One unknown serial is a bad scan. Many at one place are a batch of copies, or a scanner that spoils what it reads.',
    thresholds: { alerts: 5 },
    find: ({ alerts }, scope, { alerts: atLeast }) => alerts.byCode(scope, 'PC_02', atLeast),
    words: ({ count }) => `${count} alerts about serials that nobody has made`,
  }),
  define({
    rule: 'shipment_overdue',
    severity: 'medium',
    why: 'A shipment that does not arrive for weeks was forgotten, or was never sent.',
    thresholds: { days: 14 },
    find: ({ ledger }, scope, { days }) => ledger.overdue(scope, days),
    words: (finding) => `${share(finding)} packs from ${finding.about} are still under way`,
  }),
  define({
    rule: 'many_undone',
    severity: 'medium',
    why: 'What is dispensed and taken back again and again can hide packs that go another way.',
    thresholds: { undone: 5, share: 0.1 },
    find: ({ ledger }, scope, thresholds) => ledger.undos(scope, thresholds.undone, thresholds.share),
    words: (finding) => `${share(finding)} acts that take packs out of circulation were taken back`,
  }),
  define({
    rule: 'many_refused',
    severity: 'low',
    why: 'An operator whose acts are refused again and again tries something, or needs help.',
    thresholds: { refusals: 10 },
    find: ({ ledger }, scope, { refusals }) => ledger.refusalsByOperator(scope, refusals),
    words: ({ count, about }) => `${count} acts of one operator were refused, mostly with ${about}`,
  }),
]
