import { parseWordKey, quantityWord } from '@theriac/ledger'
import { ReadModelError } from '../../errors.ts'
import { bitsOf } from '../../words.ts'
import type { SliceArgs } from '../chain/event-args.ts'
import { containerId, ssccText } from './ids.ts'
import type { Work } from './work.ts'

/** Units of each lot, by the lot's `ref`. */
export type LotUnits = Map<number, number>

/** Units of a word that an event names. */
export interface NamedUnits {
  readonly lotRef: number
  readonly word: number
  readonly mask: bigint
}

/** What was moved. */
export interface Moved {
  readonly lots: LotUnits
  readonly named: readonly NamedUnits[]
}

/** Puts units of a lot at a holder, or takes them with a negative number; `contents` and totals of all around it follow. */
function add(work: Work, holderRef: number, lotRef: number, units: number, loose: number): void {
  let ref = holderRef
  let here = loose
  for (;;) {
    const lots = work.contents.get(ref) ?? new Map()
    work.contents.set(ref, lots)
    const change = lots.get(lotRef) ?? { loose: 0, total: 0 }
    change.loose += here
    change.total += units
    lots.set(lotRef, change)
    const totals = work.containerTotals.get(ref)
    totals?.set(lotRef, (totals.get(lotRef) ?? 0) + units)
    const container = work.containers.find(ref)
    if (!container) return
    ref = container.placeRef
    here = 0
  }
}

/** Units that come into being, loose at a holder. */
export function issue(work: Work, holderRef: number, lotRef: number, units: number): void {
  add(work, holderRef, lotRef, units, units)
}

/** Moves loose units of words, and of quantities, from one holder to another. */
export function moveUnits(work: Work, fromRef: number, toRef: number, slices: readonly SliceArgs[]): Moved {
  const lots: LotUnits = new Map()
  const named: NamedUnits[] = []
  for (const { word: key, mask } of slices) {
    const { lot, number } = parseWordKey(key)
    const { ref: lotRef } = work.lots.get(lot)
    const units =
      number === quantityWord ? Number(mask) : moveBits(work, fromRef, toRef, { lotRef, word: number, mask })
    if (number !== quantityWord) named.push({ lotRef, word: number, mask })
    lots.set(lotRef, (lots.get(lotRef) ?? 0) + units)
  }
  for (const [lotRef, units] of lots) {
    add(work, fromRef, lotRef, -units, -units)
    add(work, toRef, lotRef, units, units)
  }
  return { lots, named }
}

function moveBits(work: Work, fromRef: number, toRef: number, { lotRef, word, mask }: NamedUnits): number {
  const row = work.wordOf(lotRef, word)
  const bits = bitsOf(mask)
  for (const bit of bits) {
    if (row.holders[bit] !== fromRef) {
      const problem = `unit ${word * 256 + bit} of lot ${lotRef} is at holder ${row.holders[bit]}, not at ${fromRef}`
      throw new ReadModelError('EventInvalid', problem, { name: 'Transferred', problem })
    }
    row.holders[bit] = toRef
  }
  work.words.put(row)
  return bits.length
}

/** Moves a container with all it holds; gives what that is. */
export function moveContainer(work: Work, sscc: bigint, fromRef: number, toRef: number, seq: number): LotUnits {
  const container = work.containers.get(work.refOf(containerId(sscc)))
  if (container.placeRef !== fromRef) {
    const problem = `container ${container.sscc} is at holder ${container.placeRef}, not at ${fromRef}`
    throw new ReadModelError('EventInvalid', problem, { name: 'Transferred', problem })
  }
  const lots: LotUnits = new Map([...(work.containerTotals.get(container.ref) ?? [])].filter(([, units]) => units > 0))
  for (const [lotRef, units] of lots) {
    add(work, fromRef, lotRef, -units, 0)
    add(work, toRef, lotRef, units, 0)
  }
  work.containers.put({ ...container, placeRef: toRef, updatedSeq: seq })
  return lots
}

/** The container of an SSCC at its maker's, which comes into being there when it is first used. */
export function openContainer(work: Work, sscc: bigint, homeRef: number, gln: string, seq: number): number {
  const ref = work.refOf(containerId(sscc))
  const known = work.containers.find(ref)
  if (known) work.containers.put({ ...known, updatedSeq: seq })
  else {
    const made = { placeRef: homeRef, rootRef: homeRef, gln, createdSeq: seq, updatedSeq: seq }
    work.containers.put({ ref, sscc: ssccText(sscc), ...made })
    work.containerTotals.set(ref, new Map())
  }
  return ref
}

/** Where a container and all those around it are. */
export function rootOf(work: Work, ref: number): number {
  let root = ref
  for (let container = work.containers.find(ref); container; container = work.containers.find(root)) {
    root = container.placeRef
  }
  return root
}

/** Adds units of lots to others. */
export function mergeUnits(into: LotUnits, more: ReadonlyMap<number, number>): LotUnits {
  for (const [lotRef, units] of more) into.set(lotRef, (into.get(lotRef) ?? 0) + units)
  return into
}

/** All of them together. */
export function sumUnits(lots: ReadonlyMap<number, number>): number {
  let sum = 0
  for (const units of lots.values()) sum += units
  return sum
}
