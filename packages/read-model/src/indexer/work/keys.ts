import { parseWordKey, quantityWord, subjectKinds } from '@theriac/ledger'
import type { Hex } from 'viem'
import type { SliceArgs } from '../chain/event-args.ts'
import { containerId, glnText, gtinText, holderText, homeOf } from './ids.ts'

/** Which rows the events of a batch will want. */
export interface Keys {
  readonly holders: ReadonlySet<string>
  readonly lots: ReadonlySet<string>
  /** Words of a lot. */
  readonly words: ReadonlyMap<string, ReadonlySet<number>>
  /** Units of a lot that are dispensed in parts. */
  readonly packs: ReadonlyMap<string, ReadonlySet<number>>
  readonly institutions: ReadonlySet<string>
  readonly products: ReadonlySet<string>
  readonly operators: ReadonlySet<string>
  /** Institutions all of whose operators are wanted. */
  readonly operatorsOf: ReadonlySet<string>
  readonly proposals: ReadonlySet<number>
  readonly records: ReadonlySet<string>
  readonly nodes: ReadonlySet<string>
  readonly governance: boolean
}

/** Gathers them. */
export interface Wanted extends Keys {
  holder(id: bigint): void
  home(gln: bigint): void
  container(sscc: bigint): void
  lot(lot: Hex): void
  slices(slices: readonly SliceArgs[]): void
  pack(lot: Hex, index: number): void
  institution(gln: bigint): void
  product(gtin: bigint): void
  operator(account: string): void
  operatorsOfInstitution(gln: bigint): void
  /** What a record is about. */
  subject(kind: number, id: Hex): void
  proposal(id: bigint): void
  record(record: Hex): void
  node(node: Hex): void
  theGovernance(): void
}

/** Nothing wanted yet. */
export function createKeys(): Wanted {
  const holders = new Set<string>()
  const lots = new Set<string>()
  const words = new Map<string, Set<number>>()
  const packs = new Map<string, Set<number>>()
  const institutions = new Set<string>()
  const products = new Set<string>()
  const operators = new Set<string>()
  const operatorsOf = new Set<string>()
  const proposals = new Set<number>()
  const records = new Set<string>()
  const nodes = new Set<string>()
  let governance = false
  const into = (map: Map<string, Set<number>>, lot: string, number: number): void => {
    const numbers = map.get(lot) ?? new Set<number>()
    map.set(lot, numbers.add(number))
    lots.add(lot)
  }
  return {
    holders,
    lots,
    words,
    packs,
    institutions,
    products,
    operators,
    operatorsOf,
    proposals,
    records,
    nodes,
    get governance() {
      return governance
    },
    holder: (id) => holders.add(holderText(id)),
    home: (gln) => holders.add(holderText(homeOf(gln))),
    container: (sscc) => holders.add(holderText(containerId(sscc))),
    lot: (lot) => lots.add(lot),
    slices(slices) {
      for (const { word } of slices) {
        const { lot, number } = parseWordKey(word)
        if (number === quantityWord) lots.add(lot)
        else into(words, lot, number)
      }
    },
    pack: (lot, index) => into(packs, lot, index),
    institution: (gln) => institutions.add(glnText(gln)),
    product: (gtin) => products.add(gtinText(gtin)),
    operator: (account) => operators.add(account.toLowerCase()),
    operatorsOfInstitution: (gln) => operatorsOf.add(glnText(gln)),
    subject(kind, id) {
      const name = subjectKinds[kind]
      if (name === 'lot' || name === 'unit') lots.add(parseWordKey(id).lot)
      if (name === 'shipment') holders.add(holderText(BigInt(id)))
    },
    proposal: (id) => proposals.add(Number(id)),
    record: (record) => records.add(record),
    node: (node) => nodes.add(node),
    theGovernance() {
      governance = true
    },
  }
}
