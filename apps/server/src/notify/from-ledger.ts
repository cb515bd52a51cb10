import { type Db, schema } from '@theriac/read-model'
import { and, eq, ne, sql } from 'drizzle-orm'
import type { NewNotification } from './notify.ts'

/** An event's row, as far as it tells whom to tell. */
export type LedgerEvent = Pick<
  typeof schema.events.$inferSelect,
  'seq' | 'time' | 'name' | 'gln' | 'fromRef' | 'toRef' | 'args'
>

const { contents, holders, institutions, lots, products, proposals, shipments } = schema

type Teller = (tx: Db, event: LedgerEvent, now: number) => Promise<NewNotification[]>

/** Whom to tell what, by the name of the event. */
const tellers: Readonly<Record<string, Teller>> = {
  LotRecalled: tellOfRecall,
  ProductStatusSet: tellOfStop,
  Shipped: tellOfShipment,
  ShipmentClosed: tellOfDifference,
  ProposalMade: tellOfProposal,
}

/** Events that somebody is told of. */
export const toldEvents: readonly string[] = Object.keys(tellers)

/** What institutions are told of an event. Reads with `tx` alone. */
export async function notificationsOf(tx: Db, event: LedgerEvent, now: number): Promise<NewNotification[]> {
  return (await tellers[event.name]?.(tx, event, now)) ?? []
}

/** What an institution has of some goods, and what it has given to patients. */
interface Share {
  readonly gln: string
  readonly held: number
  readonly dispensed: number
}

const isGone = sql`${holders.kind} = 'end'`
const isDispensed = sql`${holders.kind} = 'end' and ${holders.state} in ('dispensed', 'dispensed_in_parts', 'administered')`

interface Spread {
  readonly shares: readonly Share[]
  /** Units that are not out of circulation. */
  readonly total: number
}

/** Who has, or has dispensed, goods of lots; what is under way is its sender's and its receiver's. */
async function spreadOf(tx: Db, ofLots: ReturnType<typeof eq>): Promise<Spread> {
  // What the receiver has said not to have got is the sender's alone.
  const receiver = sql<string | null>`case when ${shipments.state} = 'in_transit' then ${shipments.receiver} end`
  const rows = await tx
    .select({
      gln: holders.gln,
      receiver,
      held: sql<number>`coalesce(sum(${contents.total}) filter (where not (${isGone})), 0)`.mapWith(Number),
      dispensed: sql<number>`coalesce(sum(${contents.total}) filter (where ${isDispensed}), 0)`.mapWith(Number),
    })
    .from(contents)
    .innerJoin(lots, eq(lots.ref, contents.lotRef))
    .innerJoin(holders, eq(holders.ref, contents.holderRef))
    .leftJoin(shipments, eq(shipments.ref, holders.ref))
    // What is in containers is in the totals of where they are.
    .where(and(ofLots, ne(holders.kind, 'container')))
    .groupBy(holders.gln, receiver)
  const shares = new Map<string, Share>()
  for (const row of rows) {
    for (const party of [row.gln, row.receiver]) {
      if (party === null) continue
      const { held, dispensed } = shares.get(party) ?? { held: 0, dispensed: 0 }
      shares.set(party, { gln: party, held: held + row.held, dispensed: dispensed + row.dispensed })
    }
  }
  return {
    shares: [...shares.values()].filter(({ held, dispensed }) => held > 0 || dispensed > 0),
    total: rows.reduce((sum, { held }) => sum + held, 0),
  }
}

async function tellOfRecall(tx: Db, event: LedgerEvent, now: number): Promise<NewNotification[]> {
  const [lot] = await tx
    .select({ lot: lots, product: products.name })
    .from(lots)
    .innerJoin(products, eq(products.gtin, lots.gtin))
    .where(eq(lots.recalledSeq, event.seq))
  if (lot === undefined) return []
  const { gtin, lotNumber, recallClass, recallReason: reason } = lot.lot
  const { shares, total } = await spreadOf(tx, eq(contents.lotRef, lot.lot.ref))
  const supervisors = (await regulators(tx)).map((gln) => ({ gln, held: total, dispensed: 0, everywhere: true }))
  const common = { gtin, lotNumber, product: lot.product, recallClass, reason }
  return [...shares, ...supervisors]
    .filter(({ gln }) => gln !== event.gln)
    .map(({ gln, ...share }) => ({
      kind: 'lot_recalled' as const,
      gln,
      dedupe: dedupeOf(event),
      args: { ...common, ...share },
      now,
    }))
}

async function tellOfStop(tx: Db, event: LedgerEvent, now: number): Promise<NewNotification[]> {
  const { gtin, status, reason } = event.args
  if (typeof gtin !== 'string' || (status !== 'suspended' && status !== 'withdrawn')) return []
  const [product] = await tx.select().from(products).where(eq(products.gtin, gtin))
  if (product === undefined) return []
  const { shares } = await spreadOf(tx, eq(lots.gtin, gtin))
  const isKnown = shares.some(({ gln }) => gln === product.owner)
  const owner = isKnown ? [] : [{ gln: product.owner, held: 0 }]
  return [...shares, ...owner]
    .filter(({ gln, held }) => gln !== event.gln && (held > 0 || gln === product.owner))
    .map(({ gln, held }) => ({
      kind: 'product_stopped' as const,
      gln,
      dedupe: dedupeOf(event),
      args: { gtin, product: product.name, status, reason, held },
      now,
    }))
}

async function tellOfShipment(tx: Db, event: LedgerEvent, now: number): Promise<NewNotification[]> {
  const [shipment] = await tx
    .select()
    .from(shipments)
    .where(eq(shipments.ref, event.toRef ?? 0))
  if (shipment === undefined || shipment.state === 'voided') return []
  const { sender, number, receiver, sent: units, purpose } = shipment
  return [
    { kind: 'shipment_sent', gln: receiver, dedupe: dedupeOf(event), args: { sender, number, units, purpose }, now },
  ]
}

async function tellOfDifference(tx: Db, event: LedgerEvent, now: number): Promise<NewNotification[]> {
  const [shipment] = await tx
    .select()
    .from(shipments)
    .where(eq(shipments.ref, event.fromRef ?? 0))
  if (shipment === undefined) return []
  const { sender, number, receiver, left, reason } = shipment
  const args = { sender, number, receiver, left, reason }
  return [{ kind: 'shipment_difference', gln: sender, dedupe: dedupeOf(event), args, now }]
}

async function tellOfProposal(tx: Db, event: LedgerEvent, now: number): Promise<NewNotification[]> {
  const [proposal] = await tx
    .select()
    .from(proposals)
    .where(eq(proposals.id, Number(event.args.id)))
  // Where one approval is enough it was carried out at once: nobody has to do anything.
  if (proposal?.state !== 'open' || proposal.expiry * 1000 < now) return []
  const { id, call, reason } = proposal
  return (await regulators(tx)).map((gln) => ({
    kind: 'proposal_made' as const,
    gln,
    dedupe: dedupeOf(event),
    args: { proposal: id, call, reason },
    now,
  }))
}

async function regulators(tx: Db): Promise<string[]> {
  const rows = await tx.select({ gln: institutions.gln }).from(institutions).where(eq(institutions.kind, 'regulator'))
  return rows.map(({ gln }) => gln)
}

/** Events have the same numbers after the read model was made anew. */
const dedupeOf = ({ seq }: LedgerEvent): string => `event:${seq}`
