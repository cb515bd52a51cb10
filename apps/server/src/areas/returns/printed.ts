import type { FieldFault, PrintedPack } from '@theriac/api'
import { leavesOf } from '@theriac/ledger'
import { type Db, schema } from '@theriac/read-model'
import { and, inArray } from 'drizzle-orm'
import { type AlertCode, alertCodes } from '../../alerts/codes.ts'
import { raiseAlert } from '../../alerts/raise.ts'
import { groupBy } from '../../goods/group.ts'
import { unionOf } from '../../goods/ranges.ts'
import type { LotRow, ResolveDeps, ResolvedGoods } from '../../goods/resolve.ts'
import type { Caller } from '../../http/handler.ts'
import { ProblemError } from '../../problem-error.ts'

interface PrintedFault {
  readonly place: number
  readonly field: 'serial' | 'lot' | 'expiry'
  readonly code: AlertCode | 'repeated'
}

/** Where the lot number is not the pack's, and so on: which of the four elements is to be looked at. */
const fieldOf: Readonly<Partial<Record<AlertCode, PrintedFault['field']>>> = {
  PC_02: 'serial',
  LOT_03: 'lot',
  LOT_12: 'expiry',
  LOT_13: 'lot',
}

/**
 * Finds packs by all that is printed on them. What does not fit together raises an alert: such a pack must not come back
 * into stock.
 *
 * @throws ProblemError Invalid with a fault for each element that is wrong, its rule the alert code
 */
export async function requirePrinted(
  deps: ResolveDeps & { readonly clock: () => number },
  caller: Caller,
  units: readonly PrintedPack[],
): Promise<ResolvedGoods> {
  const lots = await lotsNamed(deps.db, units)
  const byNumber = new Map(lots.map((lot) => [`${lot.gtin} ${lot.lotNumber}`, lot]))
  const indexes = await indexesOf(deps, units)
  const faults: PrintedFault[] = []
  const found: { readonly lot: LotRow; readonly index: number }[] = []
  const seen = new Set<string>()
  for (const [place, { gtin, lot: lotNumber, expiry }] of units.entries()) {
    const lot = byNumber.get(`${gtin} ${lotNumber}`)
    const candidates = indexes[place] ?? []
    const index = candidates.find(({ lotRef }) => lotRef === lot?.ref)?.index
    const code = faultOf({ lot, isKnown: candidates.length > 0, index, expiry })
    if (code) faults.push({ place, field: fieldOf[code] ?? 'serial', code })
    if (code || !lot || index === undefined) continue
    if (seen.has(`${lot.ref}.${index}`)) faults.push({ place, field: 'serial', code: 'repeated' })
    seen.add(`${lot.ref}.${index}`)
    found.push({ lot, index })
  }
  if (faults.length > 0) throw await refuse(deps, caller, units, faults)

  const loose = [...groupBy(found, ({ lot }) => lot.ref).values()].flatMap((list) => {
    const [first] = list
    if (!first) return []
    const ranges = unionOf(list.map(({ index }) => ({ first: index, last: index, field: '' })))
    return [{ lot: first.lot, ranges }]
  })
  return {
    goods: { units: loose.map(({ lot, ranges }) => ({ lot: lot.lot as `0x${string}`, units: ranges })) },
    lots: loose.map(({ lot }) => lot),
    units: found.length,
    containers: [],
    loose,
  }
}

/** The first element that is wrong, in the order product, lot, unit. */
function faultOf(pack: {
  readonly lot: LotRow | undefined
  readonly isKnown: boolean
  readonly index: number | undefined
  readonly expiry: string
}): AlertCode | undefined {
  if (!pack.lot) return 'LOT_03'
  if (pack.lot.expiry !== pack.expiry) return 'LOT_12'
  if (!pack.isKnown) return 'PC_02'
  return pack.index === undefined ? 'LOT_13' : undefined
}

async function lotsNamed(db: Db, units: readonly PrintedPack[]): Promise<LotRow[]> {
  const { lots } = schema
  return db
    .select()
    .from(lots)
    .where(
      and(
        inArray(lots.gtin, [...new Set(units.map(({ gtin }) => gtin))]),
        inArray(lots.lotNumber, [...new Set(units.map(({ lot }) => lot))]),
      ),
    )
}

async function indexesOf({ leaves }: ResolveDeps, units: readonly PrintedPack[]) {
  const indexes: Awaited<ReturnType<ResolveDeps['leaves']['findMany']>> = units.map(() => [])
  for (const [gtin, entries] of groupBy(units.entries(), ([, unit]) => unit.gtin)) {
    const list = await leavesOf(
      gtin,
      entries.map(([, { serial }]) => serial),
    )
    const found = await leaves.findMany(list)
    for (const [i, [place]] of entries.entries()) indexes[place] = found[i] ?? []
  }
  return indexes
}

async function refuse(
  { db, clock }: ResolveDeps & { readonly clock: () => number },
  caller: Caller,
  units: readonly PrintedPack[],
  faults: readonly PrintedFault[],
): Promise<ProblemError> {
  const now = clock()
  await db.transaction(async (tx) => {
    for (const { place, code } of faults) {
      const unit = units[place]
      if (!unit || code === 'repeated') continue
      const { gtin, serial, lot, expiry } = unit
      const detail = `A pack that came back: ${alertCodes[code]}`
      const { gln, accountId } = caller
      await raiseAlert(tx as Db, { code, gln, accountId, gtin, serial, lotNumber: lot, expiry, detail, now })
    }
  })
  const errors: FieldFault[] = faults.map(({ place, field, code }) => ({
    field: `/units/${place}/${field}`,
    rule: code,
    detail: code === 'repeated' ? 'comes twice' : alertCodes[code],
  }))
  return new ProblemError('Invalid', `What is printed on a pack does not fit: ${errors[0]?.detail}`, { errors })
}
