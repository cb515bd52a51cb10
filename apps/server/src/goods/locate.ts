import type { FieldFault, PacksInput } from '@theriac/api'
import { leavesOf, unitsPerRun } from '@theriac/ledger'
import { type Db, type LeafIndex, schema } from '@theriac/read-model'
import { inArray, sql } from 'drizzle-orm'
import { ProblemError } from '../problem-error.ts'
import { groupBy } from './group.ts'
import { type NamedRange, type Range, unionOf } from './ranges.ts'

export type LotRow = typeof schema.lots.$inferSelect

/** What goods are looked up in. */
export interface ResolveDeps {
  readonly db: Db
  readonly leaves: Pick<LeafIndex, 'findMany'>
}

/** Loose units of one lot. */
export type LooseGoods =
  | { readonly lot: LotRow; readonly ranges: readonly Range[] }
  | { readonly lot: LotRow; readonly quantity: number }

/** Packs that a body names somewhere. */
export interface NamedPacks {
  readonly packs: PacksInput
  /** Where they stand: a JSON pointer. */
  readonly pointer: string
}

/** Collects what is wrong with the goods of a request. */
export interface FaultList {
  add(field: string, rule: string, detail: string): void
  /** @throws ProblemError Invalid when there are any */
  check(): void
}

/** Faults that are told at once; whoever has more has the wrong list. */
const mostFaults = 100

export function createFaults(): FaultList {
  const errors: FieldFault[] = []
  return {
    add(field, rule, detail) {
      if (errors.length < mostFaults) errors.push({ field, rule, detail })
    },
    check() {
      if (errors.length > 0) throw new ProblemError('Invalid', 'Some of the goods cannot be found', { errors })
    },
  }
}

/** One entry of a request's lists, found. */
type Located = { readonly lot: LotRow } & ({ readonly range: NamedRange } | { readonly quantity: number })

/**
 * Finds packs by serials, numbers and quantities: for each of the groups its loose units by lot. A pack that is named twice
 * is a fault, in whichever groups.
 */
export async function locatePacks(
  deps: ResolveDeps,
  groups: readonly NamedPacks[],
  faults: FaultList,
): Promise<LooseGoods[][]> {
  const units = entriesOf(groups, 'units')
  const ranges = entriesOf(groups, 'ranges')
  const quantities = entriesOf(groups, 'quantities')
  const named = await findLots(
    deps.db,
    [...ranges, ...quantities].map(({ entry }) => entry),
  )
  const ends = await endsOf(deps.db, [...named.values()])
  const located: Located[][] = groups.map(() => [])

  const serials = units.map(({ entry }) => entry)
  const found = await findSerials(deps, serials)
  for (const [i, { entry, group, field }] of units.entries()) {
    const places = found[i] ?? []
    const [unit] = places
    if (unit === undefined) faults.add(field, 'unknown', `${entry.serial} is no serial of ${entry.gtin}`)
    else if (places.length > 1) {
      const where = places.map(({ lot, index }) => `${index} of lot ${lot.lotNumber}`).join(', ')
      faults.add(field, 'ambiguous', `${entry.serial} was given to several packs: name it by its number (${where})`)
    } else located[group]?.push({ lot: unit.lot, range: { first: unit.index, last: unit.index, field } })
  }
  for (const { entry, group, field } of ranges) {
    const { gtin, lot: lotNumber, first, last } = entry
    const lot = named.get(lotKey(gtin, lotNumber))
    if (lot === undefined) faults.add(`${field}/lot`, 'unknown', `there is no lot ${lotNumber} of ${gtin}`)
    else if (!lot.serialised) faults.add(`${field}/lot`, 'quantity', `the packs of lot ${lotNumber} have no numbers`)
    else if (last < first) faults.add(`${field}/last`, 'order', 'comes before the first')
    else if (last >= (ends.get(lot.ref) ?? 0)) {
      faults.add(`${field}/last`, 'unknown', `lot ${lotNumber} has no pack ${last}`)
    } else located[group]?.push({ lot, range: { first, last, field } })
  }
  for (const { entry, group, field } of quantities) {
    const { gtin, lot: lotNumber, quantity } = entry
    const lot = named.get(lotKey(gtin, lotNumber))
    if (lot === undefined) faults.add(`${field}/lot`, 'unknown', `there is no lot ${lotNumber} of ${gtin}`)
    else if (lot.serialised) faults.add(`${field}/lot`, 'serialised', `the packs of lot ${lotNumber} have numbers`)
    else located[group]?.push({ lot, quantity })
  }
  looseOf(located.flat(), (field) => faults.add(field, 'repeated', 'is named twice'))
  return located.map((list) => looseOf(list))
}

/** Entries of one of the lists of all groups, each with its group and where it stands. */
function entriesOf<const List extends keyof PacksInput>(groups: readonly NamedPacks[], list: List) {
  type Entry = NonNullable<PacksInput[List]>[number]
  return groups.flatMap(({ packs, pointer }, group) =>
    ((packs[list] ?? []) as readonly Entry[]).map((entry, i) => ({ entry, group, field: `${pointer}/${list}/${i}` })),
  )
}

/** Entries by lot. */
function looseOf(located: readonly Located[], repeated?: (field: string) => void): LooseGoods[] {
  return [...groupBy(located, ({ lot }) => lot.ref).values()].flatMap((list): LooseGoods[] => {
    const [first] = list
    if (first === undefined) return []
    const quantity = list.reduce((sum, one) => sum + ('quantity' in one ? one.quantity : 0), 0)
    if (quantity > 0) return [{ lot: first.lot, quantity }]
    const ranges = list.flatMap((one) => ('range' in one ? [one.range] : []))
    return [{ lot: first.lot, ranges: unionOf(ranges, repeated) }]
  })
}

/** For each serial the units that have it: none where it is unknown, several where it was repeated. */
async function findSerials(
  { db, leaves }: ResolveDeps,
  units: NonNullable<PacksInput['units']>,
): Promise<readonly { readonly lot: LotRow; readonly index: number }[][]> {
  const byGtin = groupBy(units.entries(), ([, { gtin }]) => gtin)
  const refs: Awaited<ReturnType<LeafIndex['findMany']>> = units.map(() => [])
  for (const [gtin, entries] of byGtin) {
    const serials = entries.map(([, { serial }]) => serial)
    const found = await leaves.findMany(await leavesOf(gtin, serials))
    for (const [i, [place]] of entries.entries()) refs[place] = found[i] ?? []
  }
  const lots = await lotsByRef(db, [...new Set(refs.flat().map(({ lotRef }) => lotRef))])
  const known = new Map(lots.map((lot) => [lot.ref, lot]))
  return units.map(({ gtin }, place) =>
    (refs[place] ?? []).flatMap(({ lotRef, index }) => {
      // The index of leaves may be ahead of the tables, and goes by a part of the leaf.
      const lot = known.get(lotRef)
      return lot?.gtin === gtin ? [{ lot, index }] : []
    }),
  )
}

const lotKey = (gtin: string, lotNumber: string): string => `${gtin} ${lotNumber}`

async function findLots(
  db: Db,
  named: readonly { readonly gtin: string; readonly lot: string }[],
): Promise<ReadonlyMap<string, LotRow>> {
  if (named.length === 0) return new Map()
  const numbers = [...new Set(named.map(({ lot }) => lot))]
  const rows = await db.select().from(schema.lots).where(inArray(schema.lots.lotNumber, numbers))
  return new Map(rows.map((row) => [lotKey(row.gtin, row.lotNumber), row]))
}

/** One more than the highest number of a unit, by lot. */
async function endsOf(db: Db, lots: readonly LotRow[]): Promise<ReadonlyMap<number, number>> {
  if (lots.length === 0) return new Map()
  const { runs } = schema
  const end = sql<number>`max(${runs.run}::bigint * ${unitsPerRun}::bigint + ${runs.count})`
  const refs = lots.map(({ ref }) => ref)
  const rows = await db
    .select({ lotRef: runs.lotRef, end: end.mapWith(Number) })
    .from(runs)
    .where(inArray(runs.lotRef, refs))
    .groupBy(runs.lotRef)
  return new Map(rows.map((row) => [row.lotRef, row.end]))
}

/** Lots by their numbers in the read model. */
export async function lotsByRef(db: Db, refs: readonly number[]): Promise<LotRow[]> {
  if (refs.length === 0) return []
  return db
    .select()
    .from(schema.lots)
    .where(inArray(schema.lots.ref, [...refs]))
}
