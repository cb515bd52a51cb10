import type { GoodsInput } from '@theriac/api'
import type { Goods, LotId, Note, Quantity, Units } from '@theriac/ledger'
import { type Db, schema } from '@theriac/read-model'
import { inArray, sql } from 'drizzle-orm'
import type { Hex } from 'viem'
import {
  createFaults,
  type FaultList,
  type LooseGoods,
  type LotRow,
  locatePacks,
  lotsByRef,
  type ResolveDeps,
} from './locate.ts'
import { sizeOf } from './ranges.ts'

export type { LooseGoods, LotRow, ResolveDeps } from './locate.ts'
export type ContainerRow = typeof schema.containers.$inferSelect

/** Goods of a request, found. */
export interface ResolvedGoods {
  /** As the ledger takes them. */
  readonly goods: Goods
  /** All lots that something of is among them, in containers too. */
  readonly lots: readonly LotRow[]
  /** How many units they are, those in containers included. */
  readonly units: number
  readonly containers: readonly ContainerRow[]
  readonly loose: readonly LooseGoods[]
}

/**
 * Finds goods that a request names by serials, numbers, quantities and SSCCs. Says nothing of where they are.
 *
 * @param pointer - where the goods stand in the body, for the faults
 * @throws ProblemError Invalid with a fault for each that is unknown, comes twice, or is not what its lot has
 */
export async function resolveGoods(deps: ResolveDeps, input: GoodsInput, pointer = '/goods'): Promise<ResolvedGoods> {
  const faults = createFaults()
  const { containers = [], ...packs } = input
  const named = Object.values(input).reduce((sum, list) => sum + (list?.length ?? 0), 0)
  if (named === 0) faults.add(pointer, 'required', 'names no goods')
  const rows = await findContainers(deps.db, containers, `${pointer}/containers`, faults)
  const [loose = []] = await locatePacks(deps, [{ packs, pointer }], faults)
  faults.check()

  const inside = await contentOf(
    deps.db,
    rows.map(({ ref }) => ref),
  )
  const known = new Map(loose.map(({ lot }) => [lot.ref, lot]))
  const others = [...inside.keys()].filter((ref) => !known.has(ref))
  for (const lot of await lotsByRef(deps.db, others)) known.set(lot.ref, lot)
  const packed = [...inside.values()].reduce((sum, count) => sum + count, 0)
  return {
    goods: { containers, units: loose.map(unitsOfLoose) },
    lots: [...known.values()].sort((a, b) => a.ref - b.ref),
    units: loose.reduce((sum, one) => sum + countOf(one), packed),
    containers: rows,
    loose,
  }
}

/** The ledger's note from the fields of a body. */
export function noteOf(body: {
  readonly eventTime?: string | undefined
  readonly billType?: number | undefined
  readonly documentHash?: string | undefined
}): Note {
  return {
    ...(body.eventTime === undefined ? {} : { eventTime: Math.floor(Date.parse(body.eventTime) / 1000) }),
    ...(body.billType === undefined ? {} : { billType: body.billType }),
    ...(body.documentHash === undefined ? {} : { document: body.documentHash as Hex }),
  }
}

/** The units of one lot as the ledger takes them. */
export function unitsOfLoose(loose: LooseGoods): Units | Quantity {
  const lot = loose.lot.lot as LotId
  return 'quantity' in loose ? { lot, quantity: loose.quantity } : { lot, units: loose.ranges }
}

/** How many units of one lot these are. */
export function countOf(loose: LooseGoods): number {
  return 'quantity' in loose ? loose.quantity : sizeOf(loose.ranges)
}

/** Containers by their SSCCs. */
export async function findContainers(
  db: Db,
  ssccs: readonly string[],
  pointer: string,
  faults: FaultList,
): Promise<ContainerRow[]> {
  if (ssccs.length === 0) return []
  const rows = await db
    .select()
    .from(schema.containers)
    .where(inArray(schema.containers.sscc, [...ssccs]))
  const known = new Map(rows.map((row) => [row.sscc, row]))
  const found: ContainerRow[] = []
  const seen = new Set<string>()
  for (const [place, sscc] of ssccs.entries()) {
    const row = known.get(sscc)
    if (row === undefined) faults.add(`${pointer}/${place}`, 'unknown', `there is no container ${sscc}`)
    else if (seen.has(sscc)) faults.add(`${pointer}/${place}`, 'repeated', `${sscc} comes twice`)
    else found.push(row)
    seen.add(sscc)
  }
  return found
}

/** Units by lot in containers, theirs at any depth included. */
async function contentOf(db: Db, containers: readonly number[]): Promise<ReadonlyMap<number, number>> {
  if (containers.length === 0) return new Map()
  const { contents } = schema
  const rows = await db
    .select({ lotRef: contents.lotRef, units: sql<number>`sum(${contents.total})`.mapWith(Number) })
    .from(contents)
    .where(inArray(contents.holderRef, [...containers]))
    .groupBy(contents.lotRef)
  return new Map(rows.map(({ lotRef, units }) => [lotRef, units]))
}
