import { type Answer, type lotRoutes, type UnitState, unitStates } from '@theriac/api'
import type { Gln } from '@theriac/gs1'
import { type Db, institutionQueries, type LotRow, lotQueries, type ReachRow, type StateRun } from '@theriac/read-model'
import type { Caller } from '../../http/handler.ts'

type Reach = Omit<Answer<(typeof lotRoutes)['reach']>, 'gtin' | 'lot'>

/** Kinds of holder that are told by another word than their own; end states, and the others, by their own. */
const words: Readonly<Record<string, UnitState>> = {
  institution: 'in_stock',
  shipment: 'in_transit',
  quarantine: 'quarantined',
}

/** How the state of a holder is told. */
function unitStateOf(state: string): UnitState {
  return words[state] ?? (state as UnitState)
}

/**
 * Where all units of a lot are: the totals for everybody, since that a recall reaches all of it must be seen by all; by
 * institution for the regulator and the lot's factory, one's own part for the others.
 */
export async function reachOf(db: Db, lot: LotRow, caller: Pick<Caller, 'gln' | 'kind'>): Promise<Reach> {
  const rows = await lotQueries(db).reach(lot.ref)
  const totals = unitStates.flatMap((state) => {
    const units = sum(rows.filter((row) => unitStateOf(row.state) === state))
    return units > 0 ? [{ state, units }] : []
  })
  const detailed = caller.kind === 'regulator' || caller.gln === lot.owner
  // What is on its way to the caller is its business, too.
  const shown = detailed ? rows : rows.filter(({ gln, to }) => gln === caller.gln || to === caller.gln)
  const names = await institutionQueries(db).names(shown.flatMap(({ gln, to }) => (to === null ? [gln] : [gln, to])))
  const named = (gln: string) => ({ gln: gln as Gln, name: names.get(gln) ?? '' })
  return {
    commissioned: lot.commissioned,
    totals,
    complete: sum(rows) === lot.commissioned,
    institutions: shown.map(({ gln, state, to, units }) => ({
      ...named(gln),
      state: unitStateOf(state),
      ...(to === null ? {} : { to: named(to) }),
      units,
    })),
    detailed,
  }
}

function sum(rows: readonly ReachRow[]): number {
  return rows.reduce((total, { units }) => total + units, 0)
}

/** The runs of a word in the words of the API. */
export function bitmapRunsOf(runs: readonly StateRun[]): { count: number; state: 'none' | UnitState }[] {
  return runs.map(({ count, state }) => ({ count, state: state === 'none' ? 'none' : unitStateOf(state) }))
}
