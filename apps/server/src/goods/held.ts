import { type Holder, holderId, unitsPerWord } from '@theriac/ledger'
import { type Db, schema } from '@theriac/read-model'
import { and, eq, gte, lte } from 'drizzle-orm'
import { ProblemError } from '../problem-error.ts'
import { type Range, rangesOf } from './ranges.ts'
import type { LotRow, ResolvedGoods } from './resolve.ts'

/** What of some goods is not where it should be. */
interface Elsewhere {
  /** Containers that are not right at the holder; `inside` tells that another container there has them. */
  readonly containers: readonly { readonly sscc: string; readonly inside: boolean }[]
  readonly units: readonly { readonly lot: LotRow; readonly ranges: readonly Range[] }[]
  readonly quantities: readonly { readonly lot: LotRow; readonly quantity: number; readonly held: number }[]
}

/** A holder's number in the read model; undefined for one that never held anything. */
async function holderRefOf(db: Db, holder: Holder): Promise<number | undefined> {
  const id = holderId(holder).toString(16).padStart(32, '0')
  const [row] = await db.select({ ref: schema.holders.ref }).from(schema.holders).where(eq(schema.holders.id, id))
  return row?.ref
}

/** A holder, or its number in the read model. */
export type HolderOrRef = Holder | { readonly ref: number }

/** What of the goods is not right at the holder, as far as has been read from the chain. */
async function findElsewhere(
  db: Db,
  holder: HolderOrRef,
  { containers = [], loose = [] }: Partial<Pick<ResolvedGoods, 'containers' | 'loose'>>,
): Promise<Elsewhere> {
  const ref = 'ref' in holder ? holder.ref : ((await holderRefOf(db, holder)) ?? 0)
  const units: { lot: LotRow; ranges: readonly Range[] }[] = []
  const quantities: { lot: LotRow; quantity: number; held: number }[] = []
  for (const goods of loose) {
    if ('quantity' in goods) {
      const held = await quantityAt(db, ref, goods.lot.ref)
      if (held < goods.quantity) quantities.push({ lot: goods.lot, quantity: goods.quantity, held })
    } else {
      const ranges = await rangesElsewhere(db, ref, goods.lot.ref, goods.ranges)
      if (ranges.length > 0) units.push({ lot: goods.lot, ranges })
    }
  }
  return {
    containers: containers
      .filter(({ placeRef }) => placeRef !== ref)
      .map(({ sscc, rootRef }) => ({ sscc, inside: rootRef === ref })),
    units,
    quantities,
  }
}

/** Differences that are told at once. */
const mostTold = 20

/**
 * Refuses goods that are not right at the holder, as the ledger would.
 *
 * @param place - where they should be, in words: `in your stock`
 * @throws ProblemError WrongState, whose reason names what is not there
 */
export async function requireHeld(
  db: Db,
  holder: HolderOrRef,
  goods: Partial<Pick<ResolvedGoods, 'containers' | 'loose'>>,
  place: string,
): Promise<void> {
  const { containers, units, quantities } = await findElsewhere(db, holder, goods)
  const [box] = containers
  if (box) {
    const detail = box.inside
      ? `Container ${box.sscc} is inside another one: name that one, or take it out first`
      : `Container ${box.sscc} is not ${place}`
    const args = { containers: containers.slice(0, mostTold).map(({ sscc }) => sscc) }
    throw new ProblemError('WrongState', detail, { reason: { name: 'InventoryContainerElsewhere', args } })
  }
  const missing = units.flatMap(({ lot, ranges }) =>
    ranges.map(([first, last]) => ({ gtin: lot.gtin, lot: lot.lotNumber, first, last })),
  )
  const [pack] = missing
  if (pack) {
    const count = missing.reduce((sum, { first, last }) => sum + last - first + 1, 0)
    const detail =
      count === 1
        ? `Pack ${pack.first} of lot ${pack.lot} is not ${place}`
        : `${count} packs are not ${place}, such as ${pack.first} of lot ${pack.lot}`
    const reason = { name: 'InventoryNotHeld', args: { units: missing.slice(0, mostTold) } }
    throw new ProblemError('WrongState', detail, { reason })
  }
  const [short] = quantities
  if (short) {
    const { lot, quantity, held } = short
    const args = { quantities: [{ gtin: lot.gtin, lot: lot.lotNumber, quantity, held }] }
    const detail = `Only ${held} packs of lot ${lot.lotNumber} are ${place}, not ${quantity}`
    throw new ProblemError('WrongState', detail, { reason: { name: 'InventoryNotHeld', args } })
  }
}

async function quantityAt(db: Db, holderRef: number, lotRef: number): Promise<number> {
  const { contents } = schema
  const [row] = await db
    .select({ loose: contents.loose })
    .from(contents)
    .where(and(eq(contents.holderRef, holderRef), eq(contents.lotRef, lotRef)))
  return row?.loose ?? 0
}

async function rangesElsewhere(
  db: Db,
  holderRef: number,
  lotRef: number,
  ranges: readonly Range[],
): Promise<readonly Range[]> {
  const [first, last] = [ranges[0]?.[0] ?? 0, ranges.at(-1)?.[1] ?? 0]
  const { words } = schema
  const rows = await db
    .select({ word: words.word, holders: words.holders })
    .from(words)
    .where(
      and(
        eq(words.lotRef, lotRef),
        gte(words.word, Math.floor(first / unitsPerWord)),
        lte(words.word, Math.floor(last / unitsPerWord)),
      ),
    )
  const known = new Map(rows.map(({ word, holders }) => [word, holders]))
  function* elsewhere(): Generator<number> {
    for (const [from, to] of ranges) {
      for (let index = from; index <= to; index++) {
        const holders = known.get(Math.floor(index / unitsPerWord))
        if (holders === undefined || refAt(holders, index % unitsPerWord) !== holderRef) yield index
      }
    }
  }
  return rangesOf(elsewhere())
}

/** A word has one holder's number for all of its units, or one for each. */
function refAt(holders: Uint8Array, place: number): number {
  const at = holders.length === 4 ? 0 : place * 4
  return (
    (((holders[at] ?? 0) << 24) |
      ((holders[at + 1] ?? 0) << 16) |
      ((holders[at + 2] ?? 0) << 8) |
      (holders[at + 3] ?? 0)) >>>
    0
  )
}
