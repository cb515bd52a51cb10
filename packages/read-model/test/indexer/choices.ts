import type { Sscc } from '@theriac/gs1'
import {
  acceptReturnedQuantity,
  type Call,
  decommission,
  denest,
  dispense,
  dispensePart,
  type EndState,
  type Goods,
  type Holder,
  type LotId,
  nest,
  pack,
  type Quantity,
  quarantine,
  receiveGoods,
  reclaim,
  rejectReturn,
  rejectShipment,
  release,
  reportGone,
  ship,
  type Units,
  undo,
  undoPart,
  unpack,
  voidShipping,
} from '@theriac/ledger'
import { eq, gt } from 'drizzle-orm'
import { type Db, schema, unitsAt } from '../../src/core.ts'
import { type Member, ssccAt, type TradeStage } from '../stage.ts'

const { containers, contents, holders, lots, shipments } = schema

/** Numbers that decide on a step; what they mean depends on what is where. */
export type Step = readonly [pick: number, way: number, size: number, other: number]
const oneOf = <T>(list: readonly T[], place: number): T => {
  const found = list[place % list.length]
  if (found === undefined) throw new RangeError('nothing to choose from')
  return found
}

/** Mostly legal: goods that are somewhere, and what may be done with them there. The chain judges. */
export async function chooseCall(
  t: TradeStage,
  db: Db,
  [pick, way, size, other]: Step,
): Promise<readonly [Member, Call]> {
  const rows = await db
    .select({ holder: holders, lot: lots, contents })
    .from(contents)
    .innerJoin(holders, eq(holders.ref, contents.holderRef))
    .innerJoin(lots, eq(lots.ref, contents.lotRef))
    .where(gt(contents.loose, 0))
    .orderBy(contents.holderRef, contents.lotRef)
  const { holder, lot: row, contents: held } = oneOf(rows, pick)
  const id = row.lot as LotId
  const ranges = row.serialised ? await unitsAt(db, holder.ref, row.ref) : []
  const [first, last] = row.serialised ? oneOf(ranges, other) : [0, 0]
  const units = row.serialised
    ? { lot: id, units: [[first, Math.min(last, first + (size % 60))]] as const }
    : { lot: id, quantity: 1 + (size % Math.min(held.loose, 60)) }
  const goods: Goods = { units: [units] }
  const members = [t.factory, t.wholesale, t.pharmacy]
  const memberOf = (gln: string | null): Member => members.find((member) => member.gln === gln) ?? t.factory
  const by = memberOf(holder.gln)
  const to = oneOf(
    members.filter((member) => member !== by),
    other,
  )
  const home: Holder = { kind: 'institution', gln: by.gln }
  const number = BigInt(size)
  switch (holder.kind) {
    case 'institution':
      return oneOf<readonly [Member, Call]>(
        [
          [by, ship(number, to.gln, goods)],
          [by, ship(number, to.gln, goods, { purpose: 'return', note: { eventTime: 7, billType: 101 } })],
          [by, pack([{ sscc: ssccAt(other % 9), ...units }])],
          [by, pack([{ sscc: ssccAt(other % 9), ...units }])],
          [t.pharmacy, dispense([units])],
          [t.pharmacy, dispensePart(id, first, 1 + (size % 8))],
          [by, decommission('sampled', goods)],
          [by, quarantine(by.gln, goods, 'x')],
          [by, reportGone('lost', home, goods, 'x')],
        ],
        way,
      )
    case 'container':
      return chooseOfContainer(t, db, holder.ref, units, [way, other, size])
    case 'shipment': {
      const [shipment] = await db.select().from(shipments).where(eq(shipments.ref, holder.ref))
      const receiver = memberOf(shipment?.receiver ?? null)
      const ref = { sender: by.gln, number: BigInt(holder.number ?? 0) }
      return oneOf<readonly [Member, Call]>(
        [
          [receiver, receiveGoods(ref, goods, { close: size % 2 === 0 })],
          [receiver, receiveGoods(ref, goods)],
          [by, voidShipping(ref.number, goods)],
          [receiver, rejectShipment(ref, 'not ordered')],
          [by, reclaim(ref.number, goods)],
        ],
        way,
      )
    }
    case 'opened':
      return way % 2 ? [t.pharmacy, undoPart(id, first)] : [t.pharmacy, dispensePart(id, first, 1 + (size % 4))]
    case 'quarantine':
      return [by, release(by.gln, by.gln, goods)]
    case 'returned':
      return [by, row.serialised ? rejectReturn(goods, 'x') : acceptReturnedQuantity(id, t.dayFrom(300), 1)]
    default:
      if (holder.state === 'dispensed_in_parts') return [t.pharmacy, undoPart(id, first)]
      return [by, undo((holder.state ?? 'dispensed') as EndState, t.today(), goods)]
  }
}

async function chooseOfContainer(
  t: TradeStage,
  db: Db,
  ref: number,
  units: Units | Quantity,
  [way, other, size]: readonly [number, number, number],
): Promise<readonly [Member, Call]> {
  const rows = await db
    .select({ container: containers, root: holders })
    .from(containers)
    .innerJoin(holders, eq(holders.ref, containers.rootRef))
  const own = rows.find(({ container }) => container.ref === ref)
  if (!own) throw new TypeError('a container without a row')
  const sscc = own.container.sscc as Sscc
  const members = [t.factory, t.wholesale, t.pharmacy]
  const by = members.find(({ gln }) => gln === own.root.gln) ?? t.factory
  const to = oneOf(
    members.filter((member) => member !== by),
    other,
  )
  if (own.root.kind === 'shipment') {
    const shipment = { sender: by.gln, number: BigInt(own.root.number ?? 0) }
    const [row] = await db.select().from(shipments).where(eq(shipments.ref, own.root.ref))
    const receiver = members.find(({ gln }) => gln === row?.receiver) ?? by
    const whole = { containers: [sscc] }
    const missing = way % 3 === 0 ? { missing: [{ sscc, ...units }] } : {}
    if (way % 5 === 4) return [by, voidShipping(shipment.number, whole)]
    return [receiver, receiveGoods(shipment, whole, { ...missing, close: size % 2 === 0 })]
  }
  const home: Holder = { kind: 'institution', gln: by.gln }
  const around = rows.find(({ container }) => container.ref === own.container.placeRef)
  const siblings = rows.filter(({ container }) => container.placeRef === own.root.ref && container.ref !== ref)
  if (around && way % 2) return [by, denest(home, around.container.sscc as Sscc, [sscc])]
  return oneOf<readonly [Member, Call]>(
    [
      [by, unpack(home, [{ sscc, ...units }])],
      [by, ship(BigInt(size), to.gln, { containers: [sscc] })],
      [by, decommission('exported', { containers: [sscc] })],
      [by, nest(siblings.length > 0 ? (oneOf(siblings, other).container.sscc as Sscc) : ssccAt(20), [sscc])],
      [by, nest(siblings.length > 0 ? (oneOf(siblings, other).container.sscc as Sscc) : ssccAt(21), [sscc])],
    ],
    way,
  )
}
