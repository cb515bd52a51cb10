import type { LeafRun } from '../../leaves/index.ts'
import type { RefKind } from '../../schema/index.ts'
import { unitsPerWord, type WordHolders } from '../../words.ts'
import { holderRow, holderText } from './ids.ts'
import { createStore, type Store } from './store.ts'
import type { Rows } from './tables.ts'

/** A word of a lot in memory. */
interface WordRow {
  readonly lotRef: number
  readonly word: number
  readonly holders: WordHolders
}

/** What a batch adds to `contents`. */
interface ContentChange {
  loose: number
  total: number
}

/**
 * Everything that a batch works on, in memory: rows that it read, rows that it writes. Rules change it and nothing else;
 * what was changed is written in one go.
 */
export interface Work {
  readonly holders: Store<string, Rows['holders']>
  readonly lots: Store<string, Rows['lots']>
  readonly products: Store<string, Rows['products']>
  readonly institutions: Store<string, Rows['institutions']>
  readonly operators: Store<string, Rows['operators']>
  readonly proposals: Store<number, Rows['proposals']>
  readonly records: Store<string, Rows['records']>
  readonly nodes: Store<string, Rows['nodes']>
  readonly containers: Store<number, Rows['containers']>
  readonly shipments: Store<number, Rows['shipments']>
  readonly openedPacks: Store<string, Rows['openedPacks']>
  readonly words: Store<string, WordRow>
  readonly governance: Store<number, Rows['governance']>
  /** Units of each lot in containers that are named in the batch, their containers' included. */
  readonly containerTotals: Map<number, Map<number, number>>
  readonly gtinOfLot: Map<number, string>

  /** Changes of `contents`, by holder and lot. */
  readonly contents: Map<number, Map<number, ContentChange>>
  readonly daily: Map<string, Rows['daily']>
  /** Licences of institutions that were given new ones. */
  readonly licences: Map<string, readonly Rows['licences'][]>
  readonly packagingLevels: Map<string, Rows['packagingLevels']>
  readonly productVersions: Rows['productVersions'][]
  readonly runs: Rows['runs'][]
  readonly leaves: (LeafRun & { readonly seq: number })[]
  readonly approvals: Rows['approvals'][]
  readonly shipmentLots: Map<string, Rows['shipmentLots']>
  readonly recordVersions: Rows['recordVersions'][]
  readonly anchors: Rows['anchors'][]
  readonly services: Map<string, Rows['services']>
  readonly listedContracts: Map<string, Rows['listedContracts']>
  readonly events: Rows['events'][]
  readonly eventRefs: { readonly kind: RefKind; readonly ref: number; readonly seq: number }[]
  readonly eventWords: { lotRef: number; word: number; seq: number; containerRef: number; mask: bigint }[]

  /** The small number of a holder, which is given one here if it never held anything. */
  refOf(id: bigint): number
  nextLotRef(): number
  nextRecordRef(): number
  /** A word as it is now; of units not commissioned yet where there is none. */
  wordOf(lotRef: number, word: number): WordRow
}

/** The newest `ref` of what is counted. */
export interface Counters {
  readonly holders: number
  readonly lots: number
  readonly records: number
}

/** Key of a pack or word of a lot. */
export const placeKey = (lotRef: number, number: number): string => `${lotRef}/${number}`

/** Nothing read, nothing changed. */
export function createWork(counters: Counters): Work {
  let { holders: holderRef, lots: lotRef, records: recordRef } = counters
  const holders = createStore<string, Rows['holders']>('holder', ({ id }) => id)
  const words = createStore<string, WordRow>('word', (row) => placeKey(row.lotRef, row.word))
  return {
    holders,
    words,
    lots: createStore('lot', ({ lot }) => lot),
    products: createStore('product', ({ gtin }) => gtin),
    institutions: createStore('institution', ({ gln }) => gln),
    operators: createStore('operator', ({ account }) => account),
    proposals: createStore('proposal', ({ id }) => id),
    records: createStore('record', ({ record }) => record),
    nodes: createStore('node', ({ node }) => node),
    containers: createStore('container', ({ ref }) => ref),
    shipments: createStore('shipment', ({ ref }) => ref),
    openedPacks: createStore('opened pack', ({ lotRef: ref, index }) => placeKey(ref, index)),
    governance: createStore('governance', ({ id }) => id),
    containerTotals: new Map(),
    gtinOfLot: new Map(),
    contents: new Map(),
    daily: new Map(),
    licences: new Map(),
    packagingLevels: new Map(),
    productVersions: [],
    runs: [],
    leaves: [],
    approvals: [],
    shipmentLots: new Map(),
    recordVersions: [],
    anchors: [],
    services: new Map(),
    listedContracts: new Map(),
    events: [],
    eventRefs: [],
    eventWords: [],
    refOf(id) {
      const known = holders.find(holderText(id))
      if (known) return known.ref
      const row = holderRow(++holderRef, id)
      holders.put(row)
      return row.ref
    },
    nextLotRef: () => ++lotRef,
    nextRecordRef: () => ++recordRef,
    wordOf: (ref, word) =>
      words.find(placeKey(ref, word)) ?? { lotRef: ref, word, holders: new Uint32Array(unitsPerWord) },
  }
}
