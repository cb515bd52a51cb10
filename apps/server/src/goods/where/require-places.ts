import type { AlertCause, FieldFault } from '@theriac/api'
import type { Gtin, Serial } from '@theriac/gs1'
import { dateOf, type Holder, leavesOf } from '@theriac/ledger'
import type { Db, EndingQueries, LeafIndex } from '@theriac/read-model'
import {
  type AlertCode,
  type Attempt,
  alertCodeOf,
  hasEnded,
  isAlarming,
  type UnitState,
  unitStateOf,
} from '../../alerts/codes.ts'
import { raiseAlert } from '../../alerts/raise.ts'
import type { Caller } from '../../http/handler.ts'
import { ProblemError } from '../../problem-error.ts'
import { instantOfSeconds } from '../../times.ts'
import { groupBy } from '../group.ts'
import type { LotRow, ResolvedGoods } from '../resolve.ts'
import { type Place, placesOf, type QuantitySource, takeQuantities } from './places.ts'

/** What places are looked up and told with. */
export interface PlaceDeps {
  readonly db: Db
  readonly endings: EndingQueries
  readonly leaves: Pick<LeafIndex, 'findMany'>
  /** Now, Unix ms. */
  readonly clock: () => number
}

/** What is tried with goods, and from where that is possible. */
export interface Demand {
  readonly attempt: Attempt
  /** State that it leads to. */
  readonly target?: UnitState
  readonly isRight: (holder: Holder) => boolean
  /** Whether a holder would be right if fewer days had passed. */
  readonly isLate?: (holder: Holder) => boolean
  readonly quantities: Pick<QuantitySource, 'gln' | 'kinds'>
  /** Where the goods should be, in words: `in your stock`. */
  readonly place: string
}

/** Goods as the request named them. */
export interface NamedGoods {
  readonly resolved: ResolvedGoods
  readonly units?: readonly { readonly gtin: Gtin; readonly serial: Serial }[] | undefined
  /** What the scanner gave for each of `units`. */
  readonly scans?: readonly string[] | undefined
  /** When it happened, Unix ms, where the request tells it. */
  readonly happenedAt?: number | undefined
  /** Where the goods stand in the body; `/goods` unless given. */
  readonly pointer?: string
  /** Where the one pack of the request stands, if it is in no list. */
  readonly packPointer?: string
}

/** Packs that are told one by one. */
const mostTold = 20
/** Packs that alerts are raised for at once; the rest is told by their number. */
const mostAlerts = 100

/**
 * Finds where goods are, each group to its holder, and refuses those that an act could not take from there. Alerts that
 * are due are stored before it is refused: no attempt is lost.
 *
 * @throws ProblemError WrongState; its reason is named by the state of the first pack and tells since when, and whether it
 * is the caller's institution that has or ended it; which other one it is stays untold
 */
export async function requirePlaces(
  deps: PlaceDeps,
  caller: Caller,
  named: NamedGoods,
  demand: Demand,
): Promise<Place[]> {
  const places = await placesOf(deps.endings, named.resolved)
  const wrong = places.filter(({ holder }) => holder === undefined || !demand.isRight(holder))
  if (wrong.length > 0) throw await refuse(deps, caller, named, demand, wrong)
  const source = { ...demand.quantities, isRight: demand.isRight, place: demand.place }
  return [...places, ...(await takeQuantities(deps.endings, named.resolved.loose, source))]
}

/** One pack, or what there is of one kind, that is not where it should be. */
interface Finding {
  readonly field: string
  /** `elsewhere` of what the caller may know nothing of. */
  readonly state: UnitState | 'elsewhere'
  readonly isOwn: boolean
  readonly code: AlertCode | undefined
  readonly units: number
  readonly gtin?: string
  readonly serial?: string
  readonly lot?: LotRow
  readonly index?: number
  readonly sscc?: string
  readonly scan?: string | undefined
  readonly day?: string | undefined
  /** Unix seconds. */
  since?: number | undefined
}

async function refuse(
  deps: PlaceDeps,
  caller: Caller,
  named: NamedGoods,
  demand: Demand,
  wrong: readonly Place[],
): Promise<ProblemError> {
  const findings = await findingsOf(deps, caller, named, demand, wrong)
  for (const finding of findings.slice(0, mostTold)) {
    if (finding.lot === undefined || finding.index === undefined) continue
    finding.since = (await deps.endings.lastMove(finding.lot.ref, finding.index))?.time
  }
  await raiseAll(deps, caller, named, demand, findings)
  const [first] = findings
  if (first === undefined) throw new TypeError('Goods were refused, and none of them is wrong')
  const errors: FieldFault[] = findings
    .slice(0, mostTold)
    .map((finding) => ({ field: finding.field, rule: finding.state, detail: wordsOf(finding) }))
  const count = findings.reduce((sum, { units }) => sum + units, 0)
  const more = count > first.units ? ` (and ${count - first.units} more)` : ''
  return new ProblemError('WrongState', `${wordsOf(first)}: it must be ${demand.place}${more}`, {
    errors,
    ...(first.code ? { alertCode: first.code } : {}),
    reason: {
      name: first.state,
      args: { ...argsOf(first), units: count, packs: findings.slice(0, mostTold).map(argsOf) },
    },
  })
}

async function findingsOf(
  deps: PlaceDeps,
  caller: Caller,
  { units = [], scans = [], pointer = '/goods', packPointer }: NamedGoods,
  demand: Demand,
  wrong: readonly Place[],
): Promise<Finding[]> {
  const serials = await positionsOf(deps, units)
  const byUnit: Finding[] = []
  const others: Finding[] = []
  for (const { holder, root, containers, loose } of wrong) {
    const own = root !== undefined && isOwn(root, caller.gln)
    // All is right but that they are inside a container; what has ended with its container is told as ended.
    const isInside = holder?.kind === 'container' && own && (root.kind !== 'end' || demand.isRight(root))
    const state = unitStateOf(isInside ? holder : root)
    const fault = { attempt: demand.attempt, state, target: demand.target, isOwn: own }
    const code = isInside
      ? undefined
      : alertCodeOf({ ...fault, isLate: root !== undefined && (demand.isLate?.(root) ?? false) })
    const day = root?.kind === 'end' ? dateOf(root.day) : undefined
    const common = { state, isOwn: own, code, day, ...(isInside ? { sscc: holder.sscc } : {}) }
    for (const { sscc } of containers) {
      const what: Finding = { ...common, sscc, field: `${pointer}/containers`, units: 1 }
      others.push(own || caller.kind === 'regulator' ? what : untold(what))
    }
    for (const { lot, ranges } of loose) {
      let unnamed = 0
      let index: number | undefined
      for (const [start, last] of ranges) {
        for (let number = start; number <= last; number++) {
          const place = serials.get(keyOf(lot.ref, number))
          const unit = place === undefined ? undefined : units[place]
          if (place === undefined || !unit) {
            unnamed++
            index ??= number
            continue
          }
          const { gtin, serial } = unit
          const field = packPointer ?? `${pointer}/units/${place}`
          byUnit.push({ ...common, field, gtin, serial, lot, index: number, units: 1, scan: scans[place] })
        }
      }
      // Whoever names packs by number need not have them at hand, and learns nothing of those of others.
      const told = own || caller.kind === 'regulator' || lot.owner === caller.gln
      const what: Finding = { ...common, field: `${pointer}/ranges`, gtin: lot.gtin, lot, units: unnamed }
      if (unnamed > 0 && told) others.push(index === undefined ? what : { ...what, index })
      if (unnamed > 0 && !told) others.push(untold(what))
    }
  }
  return [...byUnit, ...others]
}

const untold = (finding: Finding): Finding => ({ ...finding, state: 'elsewhere', code: undefined, day: undefined })

/** Who may be said to have, or to have ended, what is at a holder. */
function isOwn(holder: Holder, gln: string): boolean {
  if (holder.kind === 'container') return false
  return (holder.kind === 'shipment' ? holder.sender : holder.gln) === gln
}

const keyOf = (lotRef: number, index: number): string => `${lotRef}.${index}`

/** Places of serials in the request by the pack that has them. */
async function positionsOf(
  { leaves }: PlaceDeps,
  units: NonNullable<NamedGoods['units']>,
): Promise<ReadonlyMap<string, number>> {
  const positions = new Map<string, number>()
  for (const [gtin, entries] of groupBy(units.entries(), ([, unit]) => unit.gtin)) {
    const found = await leaves.findMany(
      await leavesOf(
        gtin,
        entries.map(([, { serial }]) => serial),
      ),
    )
    for (const [i, [place]] of entries.entries()) {
      for (const { lotRef, index } of found[i] ?? []) positions.set(keyOf(lotRef, index), place)
    }
  }
  return positions
}

const handWords: Readonly<Partial<Record<Finding['state'], string>>> = {
  elsewhere: 'is',
  not_commissioned: 'was never commissioned',
  in_stock: 'is in stock',
  packed: 'is inside a container',
  in_transit: 'is under way',
  opened: 'is opened',
  returned: 'was returned and waits to be judged',
  rejected: 'was returned and refused',
  quarantined: 'is in quarantine',
}

function wordsOf({ state, isOwn: own, serial, sscc, lot, index, units, day }: Finding): string {
  const who = own ? 'here' : 'at another institution'
  const pack = index === undefined ? 'A pack' : `Pack ${index} of lot ${lot?.lotNumber}`
  const what = serial ? `Pack ${serial}` : sscc && !lot ? `Container ${sscc}` : units === 1 ? pack : `${units} packs`
  const words = handWords[state] ?? `is ${state.replaceAll('_', ' ')}`
  const where = state === 'not_commissioned' || state === 'in_transit' ? '' : ` ${who}`
  return `${what} ${words}${sscc && lot ? ` (${sscc})` : ''}${where}${day ? ` since ${day}` : ''}`
}

function argsOf({ state, isOwn: own, code, gtin, serial, lot, index, sscc, day, since }: Finding) {
  return {
    state,
    by: own ? 'own' : 'another',
    ...(code ? { alertCode: code } : {}),
    ...(gtin ? { gtin } : {}),
    ...(serial ? { serial } : {}),
    ...(lot ? { lot: lot.lotNumber } : {}),
    ...(index === undefined || serial ? {} : { index }),
    ...(sscc ? { sscc } : {}),
    ...(since !== undefined ? { since: instantOfSeconds(since) } : day ? { since: `${day}T00:00:00Z` } : {}),
  }
}

async function raiseAll(
  { db, clock }: PlaceDeps,
  caller: Caller,
  { happenedAt }: NamedGoods,
  demand: Demand,
  findings: readonly Finding[],
): Promise<void> {
  const due = findings.filter(({ code }) => code !== undefined && isAlarming(code)).slice(0, mostAlerts)
  if (due.length === 0) return
  const now = clock()
  await db.transaction(async (transaction) => {
    for (const finding of due) {
      const { code, gtin, serial, lot, scan } = finding
      if (code === undefined) continue
      await raiseAlert(transaction as Db, {
        code,
        gln: caller.gln,
        accountId: caller.accountId,
        ...(gtin ? { gtin } : {}),
        ...(serial ? { serial } : {}),
        ...(lot ? { lotNumber: lot.lotNumber, expiry: lot.expiry } : {}),
        ...(scan ? { scan } : {}),
        cause: causeOf(demand.attempt, finding, happenedAt),
        detail: `${wordsOf(finding)}; tried: ${demand.attempt.replaceAll('_', ' ')}`,
        now,
      })
    }
  })
}

/** Likely cause of a pack that is not where it should be. */
export function causeOf(
  attempt: Attempt,
  { state, since }: { readonly state: UnitState | 'elsewhere'; readonly since?: number | undefined },
  happenedAt?: number,
): AlertCause {
  if (attempt !== 'dispense' || state === 'elsewhere' || !hasEnded(state)) return 'unknown'
  // What happened before the other end was recorded only came late.
  if (happenedAt !== undefined && since !== undefined && happenedAt < since * 1000) return 'late_upload'
  return state === 'dispensed' || state === 'dispensed_in_parts' || state === 'administered'
    ? 'double_dispense'
    : 'unknown'
}
