import type { Gtin, LotNumber, Serial } from '@theriac/gs1'
import { leafOf } from '@theriac/ledger'
import {
  type Commit,
  type CommittedEvent,
  type Db,
  holderIn,
  type LeafIndex,
  schema,
  unitsPerWord,
} from '@theriac/read-model'
import { and, eq } from 'drizzle-orm'
import { cachedRows } from './cached-rows.ts'

export type ProductRow = typeof schema.products.$inferSelect
export type LotRow = typeof schema.lots.$inferSelect
type HolderRow = typeof schema.holders.$inferSelect

/** The product that a GTIN belongs to. */
export interface ProductFact {
  readonly product: ProductRow
  /** Base packs of the GTIN's packaging level: 1 for a pack. */
  readonly units: number
}

/** An institution, as far as a verification cares. */
interface InstitutionFact {
  readonly kind: string
  readonly status: string
  readonly licences: readonly { readonly validFrom: number; readonly validTo: number }[]
}

/** A unit that was commissioned, and where it is. */
export interface UnitFact {
  readonly lot: LotRow
  readonly index: number
  /** Right where it is: may be a container. */
  readonly holder: HolderRow
  /** Where that, with all containers around it, is; the same where it is in none. */
  readonly root: HolderRow
  /** Whose stock it is in; of a shipment and an end state undefined. */
  readonly keeper: InstitutionFact | undefined
  /** Who a shipment is for. */
  readonly receiver: string | undefined
}

/** What the read model knows of packs, kept in memory as long as it is true. */
export interface Facts {
  product(gtin: string): Promise<ProductFact | undefined>
  lot(gtin: string, lotNumber: LotNumber): Promise<LotRow | undefined>
  /** Units that were commissioned with a serial: mostly one or none; of which the first is the oldest. */
  units(gtin: Gtin, serial: Serial): Promise<UnitFact[]>
  /** To be told of each commit of the indexer. */
  changed(commit: Pick<Commit, 'events' | 'changed'>): void
  /** For a read model that was made anew. */
  forget(): void
}

/** What facts are read from. */
export interface FactsDeps {
  readonly db: Db
  readonly leaves: LeafIndex
}

/** Words of ten million units; of one kilobyte each at most. */
const mostWords = 40_000
const mostOthers = 20_000

export function createFacts({ db, leaves }: FactsDeps): Facts {
  const products = cachedRows(mostOthers, async (gtin: string): Promise<ProductFact | undefined> => {
    const [row] = await db
      .select({ product: schema.products, units: schema.packagingLevels.units })
      .from(schema.packagingLevels)
      .innerJoin(schema.products, eq(schema.products.gtin, schema.packagingLevels.product))
      .where(eq(schema.packagingLevels.gtin, gtin))
    return row
  })
  const lots = cachedRows(mostOthers, async (ref: number) => {
    const [row] = await db.select().from(schema.lots).where(eq(schema.lots.ref, ref))
    return row
  })
  // A lot's number never changes.
  const lotRefs = cachedRows(mostOthers, async (key: string) => {
    const [gtin = '', lotNumber = ''] = key.split('\n')
    const [row] = await db
      .select({ ref: schema.lots.ref })
      .from(schema.lots)
      .where(and(eq(schema.lots.gtin, gtin), eq(schema.lots.lotNumber, lotNumber)))
    return row
  })
  const words = cachedRows(mostWords, async (key: number) => {
    const [row] = await db
      .select({ holders: schema.words.holders })
      .from(schema.words)
      .where(and(eq(schema.words.lotRef, Math.floor(key / wordsPerLot)), eq(schema.words.word, key % wordsPerLot)))
    return row && { holders: row.holders }
  })
  const holders = cachedRows(mostOthers, async (ref: number) => {
    const [row] = await db.select().from(schema.holders).where(eq(schema.holders.ref, ref))
    return row
  })
  const containers = cachedRows(mostOthers, async (ref: number) => {
    const [row] = await db
      .select({ rootRef: schema.containers.rootRef })
      .from(schema.containers)
      .where(eq(schema.containers.ref, ref))
    return row
  })
  // Neither do sender and receiver of a shipment.
  const receivers = cachedRows(mostOthers, async (ref: number) => {
    const [row] = await db
      .select({ receiver: schema.shipments.receiver })
      .from(schema.shipments)
      .where(eq(schema.shipments.ref, ref))
    return row
  })
  const institutions = cachedRows(mostOthers, async (gln: string): Promise<InstitutionFact | undefined> => {
    const [row] = await db
      .select({ kind: schema.institutions.kind, status: schema.institutions.status })
      .from(schema.institutions)
      .where(eq(schema.institutions.gln, gln))
    if (row === undefined) return undefined
    const licences = await db
      .select({ validFrom: schema.licences.validFrom, validTo: schema.licences.validTo })
      .from(schema.licences)
      .where(eq(schema.licences.gln, gln))
    return { ...row, licences }
  })

  async function unitAt(lot: LotRow, index: number): Promise<UnitFact | undefined> {
    const word = await words.get(lot.ref * wordsPerLot + Math.floor(index / unitsPerWord))
    const ref = word ? holderIn(word.holders, index % unitsPerWord) : 0
    const holder = ref === 0 ? undefined : await holders.get(ref)
    if (holder === undefined) return undefined
    const root = holder.kind === 'container' ? await rootOf(holder) : holder
    const hasKeeper = root.gln !== null && root.kind !== 'shipment' && root.kind !== 'end'
    const keeper = hasKeeper ? await institutions.get(root.gln ?? '') : undefined
    const receiver = root.kind === 'shipment' ? (await receivers.get(root.ref))?.receiver : undefined
    return { lot, index, holder, root, keeper, receiver }
  }

  async function rootOf(holder: HolderRow): Promise<HolderRow> {
    const container = await containers.get(holder.ref)
    return (container && (await holders.get(container.rootRef))) ?? holder
  }

  return {
    product: async (gtin) => products.get(gtin),
    async lot(gtin, lotNumber) {
      const found = await lotRefs.get(`${gtin}\n${lotNumber}`)
      return found && lots.get(found.ref)
    },
    async units(gtin, serial) {
      const found: UnitFact[] = []
      for (const { lotRef, index } of await leaves.find(leafOf(gtin, serial))) {
        // Leaves may be ahead of the rows; and of two GTINs they may, once in a blue moon, be the same.
        const lot = await lots.get(lotRef)
        const unit = lot?.gtin === gtin ? await unitAt(lot, index) : undefined
        if (unit) found.push(unit)
      }
      return found
    },
    changed({ events, changed }) {
      const names = new Set(events.map(({ name }) => name))
      const told = (some: ReadonlySet<string>) => [...names].some((name) => some.has(name))
      for (const [lotRef, list] of changed.words) for (const word of list) words.drop(lotRef * wordsPerLot + word)
      // Moving goods concerns lots, products and institutions too, but changes nothing that is kept of them.
      if (told(lotEvents)) for (const ref of changed.lots) lots.drop(ref)
      // Asked for by any of its levels' GTINs; there are few, and they change seldom.
      if (told(productEvents)) products.clear()
      if (told(institutionEvents))
        for (const gln of changed.institutions) institutions.drop(String(gln).padStart(13, '0'))
      // Those inside one that moves are not named, and are somewhere else now.
      if (events.some(movesContainers)) containers.clear()
    },
    forget() {
      for (const rows of [products, lots, lotRefs, words, holders, containers, receivers, institutions]) rows.clear()
    },
  }
}

const lotEvents: ReadonlySet<string> = new Set([
  'LotRegistered',
  'LotAmended',
  'LotRecalled',
  'RunCommissioned',
  'QuantityCommissioned',
])
const productEvents: ReadonlySet<string> = new Set(['ProductRegistered', 'ProductAmended', 'ProductStatusSet'])
const institutionEvents: ReadonlySet<string> = new Set([
  'InstitutionApplied',
  'InstitutionDeclined',
  'InstitutionAdmitted',
  'InstitutionSuspended',
  'InstitutionReinstated',
  'InstitutionRetired',
  'LicencesSet',
])
const movesContainers = ({ name, args }: CommittedEvent): boolean =>
  name === 'Nested' || name === 'Denested' || (name === 'Transferred' && args.containers !== undefined)

/** A lot has at most 2^32 units. */
const wordsPerLot = 2 ** 24
