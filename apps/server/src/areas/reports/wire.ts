import type {
  AsOf,
  ExpiringStock,
  Inventory,
  LotMovements,
  Movements,
  RecallReach,
  StrongActs,
  SuspiciousPatterns,
} from '@theriac/api'
import type { Gln, Gtin, IsoDate, LotNumber } from '@theriac/gs1'
import {
  type Finding,
  type MovementPlace,
  type MovementRow,
  type ReachedRow,
  type ReadUpTo,
  type StockRow,
  type StrongActRow,
  stockKinds,
} from '@theriac/read-model'
import { bytesToHex } from 'viem'
import { instantOfSeconds } from '../../times.ts'
import type { PatternRule } from './rules.ts'
import { lotStatusOf, placeStateOf, unitStateOf } from './states.ts'

/** One row of a report. */
export type RowOf<Report extends { readonly rows: readonly unknown[] }> = Report['rows'][number]

const dayMs = 86_400_000

/** What a report is of, as the API tells it. */
export function asOfWire({ block, time }: ReadUpTo): AsOf {
  return { block: String(block), ...(time === undefined ? {} : { at: instantOfSeconds(time) }) }
}

/** Units of a lot somewhere. */
export function reachedRow({ lotNumber, gln, name, kind, state, to, units }: ReachedRow): RowOf<RecallReach> {
  const receiver = to === null ? {} : { to: to as Gln }
  return { lot: lotNumber as LotNumber, gln: gln as Gln, name, kind, state: unitStateOf(state), ...receiver, units }
}

/** Units of a lot that an institution has. */
export function stockRow(row: StockRow, today: string): RowOf<Inventory> {
  return {
    gtin: row.gtin as Gtin,
    product: row.product,
    lot: row.lotNumber as LotNumber,
    expiry: row.expiry as IsoDate,
    status: lotStatusOf(row, today),
    state: unitStateOf(row.state),
    loose: row.loose,
    inContainers: row.units - row.loose,
    units: row.units,
  }
}

/** The same, with whose it is and how long it lasts. */
export function expiringRow(row: StockRow, today: string): RowOf<ExpiringStock> {
  const daysLeft = Math.round((Date.parse(row.expiry) - Date.parse(today)) / dayMs)
  return { gln: row.gln as Gln, name: row.name, daysLeft, ...stockRow(row, today) }
}

function movement(row: MovementRow) {
  const { seq, time, eventTime, act, gln, from, to, txHash } = row
  return {
    seq,
    at: instantOfSeconds(time),
    ...(eventTime === null ? {} : { eventTime: instantOfSeconds(eventTime) }),
    act,
    ...(gln === null ? {} : { gln: gln as Gln }),
    ...(from ? { from: placeStateOf(from) } : {}),
    ...(from?.gln ? { fromGln: from.gln as Gln } : {}),
    ...(to ? { to: placeStateOf(to) } : {}),
    ...(to?.gln ? { toGln: to.gln as Gln } : {}),
    txHash: bytesToHex(txHash),
  }
}

/** What happened to units of a lot. */
export function lotMovementRow(row: MovementRow): RowOf<LotMovements> {
  const { units, containers } = row
  return { ...movement(row), units, ...(containers > 0 ? { containers } : {}) }
}

/** What happened at an institution. */
export function movementRow(row: MovementRow, gln: string): RowOf<Movements> {
  return { ...movement(row), direction: directionOf(row, gln), units: row.units }
}

/** Seen from an institution: what is under way, or has ended, is not there any more. */
function directionOf({ act, from, to }: MovementRow, gln: string): RowOf<Movements>['direction'] {
  if (act === 'commission' || act === 'commissionQuantity') return 'in'
  // Into containers, out of them, or with one into another: it all stays where it is.
  if (!from || !to || from.state === 'container' || to.state === 'container') return 'inside'
  if (isAt(from, gln)) return isAt(to, gln) ? 'inside' : 'out'
  return isAt(to, gln) ? 'in' : 'outside'
}

const stockPlaces: ReadonlySet<string> = new Set(stockKinds)
const isAt = (place: MovementPlace, gln: string): boolean => place.gln === gln && stockPlaces.has(place.state)

/** Something that was found. */
export function findingRow(
  finding: Finding,
  { rule, severity, words }: PatternRule,
  names: ReadonlyMap<string, string>,
): RowOf<SuspiciousPatterns> {
  const { gln, gtin, lotNumber, operator, shipment, count, of, last } = finding
  const name = gln === null ? undefined : names.get(gln)
  return {
    rule,
    severity,
    ...(gln === null ? {} : { gln: gln as Gln }),
    ...(name === undefined ? {} : { name }),
    ...(gtin === null ? {} : { gtin: gtin as Gtin }),
    ...(lotNumber === null ? {} : { lot: lotNumber as LotNumber }),
    ...(operator === null ? {} : { operator: operator as `0x${string}` }),
    ...(shipment === null ? {} : { shipment }),
    count,
    ...(of === null ? {} : { of }),
    ...(last === null ? {} : { last: instantOfSeconds(last) }),
    detail: words(finding),
  }
}

/** What the regulator did. */
export function strongActRow(row: StrongActRow): RowOf<StrongActs> {
  const { proposal, time, call, args, reason, approvals, proposer, txHash } = row
  const [subject] = ['gln', 'gtin', 'account', 'shipment'].flatMap((name) => args[name] ?? [])
  return {
    proposal,
    at: instantOfSeconds(time),
    call,
    ...(subject === undefined ? {} : { subject: subjectText(subject, args) }),
    reason,
    approvals,
    proposer: proposer as `0x${string}`,
    txHash: bytesToHex(txHash),
  }
}

/** Arguments are as the call has them: GLNs and GTINs are numbers, which have lost the zeros before them. */
function subjectText(subject: unknown, args: StrongActRow['args']): string {
  const text = String(subject)
  if ('gln' in args) return text.padStart(13, '0')
  return 'gtin' in args ? text.padStart(14, '0') : text
}
