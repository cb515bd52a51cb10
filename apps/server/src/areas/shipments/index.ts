import type { shipmentRoutes } from '@theriac/api'
import type { Gln } from '@theriac/gs1'
import {
  type Addresses,
  type Goods,
  type Call as LedgerCall,
  type Note,
  type Packing,
  receiveGoods,
  reclaim,
  rejectShipment,
  type ShipmentRef,
  ship,
  voidShipping,
} from '@theriac/ledger'
import {
  containerQueries,
  type Db,
  type LeafIndex,
  type ShipmentRow,
  schema,
  shipmentQueries,
} from '@theriac/read-model'
import { eq } from 'drizzle-orm'
import { requireOneAct, splitGoods, splitPackings } from '../../goods/act-size.ts'
import { takeNumbers } from '../../goods/counters.ts'
import { requireClean, requirePast, requirePermitted } from '../../goods/guards.ts'
import { requireHeld } from '../../goods/held.ts'
import { packingsOf, resolvePackings } from '../../goods/packings.ts'
import { noteOf, type ResolvedGoods, resolveGoods } from '../../goods/resolve.ts'
import type { Caller, Handlers } from '../../http/handler.ts'
import { invalidField, notFound, ProblemError } from '../../problem-error.ts'
import { secondsOfInstant } from '../../times.ts'
import { createStrongActSettled, proposeAct } from '../governance/strong-acts.ts'
import { scopeOf } from '../scope-of.ts'
import { goodsLeft } from './goods-left.ts'
import { actOf, detailOf, shipmentOf } from './wire.ts'

/** What the handlers of shipments need. */
export interface ShipmentHandlersDeps {
  readonly db: Db
  readonly leaves: Pick<LeafIndex, 'findMany'>
  readonly addresses: Addresses
  /** Now, Unix ms. */
  readonly clock: () => number
}

/** Containers and acts that are told with one shipment. */
const mostTold = 1_000

/** Hand-over from one institution to another. */
export function createShipmentHandlers(deps: ShipmentHandlersDeps): Handlers<typeof shipmentRoutes> {
  const { db } = deps
  const shipments = shipmentQueries(db)
  const containers = containerQueries(db)
  const refOf = ({ sender, number }: ShipmentRow): ShipmentRef => ({ sender: sender as Gln, number: BigInt(number) })

  /** A shipment that the caller may know of: sender, receiver and regulator. */
  async function visible(caller: Caller, sender: string, number: string): Promise<ShipmentRow> {
    const row = await shipments.find(sender, number)
    const isParty = row && [row.sender, row.receiver].includes(caller.gln)
    if (!row || (!isParty && caller.kind !== 'regulator')) throw notFound(`shipment ${number} of ${sender}`)
    return row
  }

  /** A shipment that the caller may act on in the role that it has in it. */
  async function actable(
    caller: Caller,
    { sender, number }: { readonly sender: string; readonly number: string },
    role: 'sender' | 'receiver',
    states: readonly string[],
  ): Promise<ShipmentRow> {
    const row = await visible(caller, sender, number)
    if (row[role] !== caller.gln) throw new ProblemError('Forbidden', `Only the ${role} of the shipment may do this`)
    if (!states.includes(row.state)) throw wrongState(row, `The shipment is ${row.state.replace('_', ' ')}`)
    await requirePermitted(deps, 'Your institution', caller.gln, role === 'sender' ? 'ship' : 'receive')
    return row
  }

  async function requireReceiver(caller: Caller, receiver: Gln): Promise<void> {
    if (receiver === caller.gln) throw invalidField('/receiver', 'self', 'is your own institution')
    const { institutions } = schema
    const [known] = await db.select().from(institutions).where(eq(institutions.gln, receiver))
    if (!known) throw invalidField('/receiver', 'unknown', `there is no institution ${receiver}`)
    await requirePermitted(deps, 'The receiver', receiver, 'receive')
  }

  /** The ledger judges a container by its lots, and takes none for supply that has no lot to be judged by. */
  async function requireContent({ containers: rows }: ResolvedGoods): Promise<void> {
    for (const { ref, sscc } of rows) {
      if ((await containers.contentOf(ref)).length > 0) continue
      throw new ProblemError('WrongState', `Container ${sscc} is empty`, {
        reason: { name: 'ContainerEmpty', args: { containers: [sscc] } },
      })
    }
  }

  /** The number that the sender gives, or the next one that is free. */
  async function numberFor(sender: Gln, given: string | undefined): Promise<string> {
    if (given !== undefined) {
      if (BigInt(given) >= 1n << 64n) throw invalidField('/number', 'maximum', 'is below 2^64')
      if (!(await shipments.find(sender, given))) return given
      throw new ProblemError('AlreadyExists', `You have sent a shipment ${given} before`, {
        reason: { name: 'InventoryShipmentTaken', args: { sender, number: given } },
      })
    }
    const name = `shipment ${sender}`
    const next = String(await takeNumbers(db, name, 1, 1))
    if (!(await shipments.find(sender, next))) return next
    // It has used numbers of its own, or those of a server before this one: go on after them.
    return String(await takeNumbers(db, name, 1, (await shipments.greatestNumber(sender)) + 1))
  }

  /** Goods that are named, all of which must be right in the shipment; or all that is left of it. */
  async function inShipment(row: ShipmentRow, input: Parameters<typeof resolveGoods>[1] | undefined) {
    if (input === undefined) return goodsLeft(containers, row)
    const resolved = await resolveGoods(deps, input)
    await requireHeld(db, { ref: row.ref }, resolved, 'right in this shipment')
    return { goods: resolved.goods, units: resolved.units, containers: resolved.containers.length }
  }

  /** Packs that were not in their containers, each of which must be in the shipment. */
  async function missingOf(
    row: ShipmentRow,
    input: Parameters<typeof resolvePackings>[1],
  ): Promise<{ readonly packings: Packing[]; readonly units: number }> {
    const list = await resolvePackings(deps, input, '/missing')
    for (const [place, { sscc, loose }] of list.entries()) {
      const container = await containers.find(sscc)
      if (container?.rootRef !== row.ref) {
        throw invalidField(`/missing/${place}/sscc`, 'unknown', `container ${sscc} is not in this shipment`)
      }
      await requireHeld(db, { ref: container.ref }, { loose }, `right inside container ${sscc}`)
    }
    return { packings: packingsOf(list), units: list.reduce((sum, { units }) => sum + units, 0) }
  }

  return {
    async list({ caller, query }) {
      const { gln, direction, state, partner, since, number, ...request } = query
      const scope = scopeOf(caller, gln)
      if (direction !== undefined && scope === undefined) {
        throw invalidField('query.direction', 'gln', 'needs the institution (gln) whose direction it is')
      }
      const filter = { gln: scope, direction, state, partner, number }
      const from = since === undefined ? {} : { since: secondsOfInstant(since) }
      const { items, ...rest } = await shipments.list({ ...filter, ...from }, request)
      return { ...rest, items: items.map(shipmentOf) }
    },

    async find({ caller, params }) {
      const row = await visible(caller, params.sender, params.number)
      const content = await containers.contentOf(row.ref)
      return detailOf(row, {
        lots: await shipments.lotsOf(row.ref),
        containers: (await containers.at(row.ref, { limit: mostTold })).items,
        loose: await containers.looseAt(row.ref, content),
        history: await shipments.historyOf(row.ref, mostTold),
      })
    },

    async ship({ caller, body }) {
      requirePast(deps, '/eventTime', body.eventTime)
      const { receiver, purpose = 'supply' } = body
      await requirePermitted(deps, 'Your institution', caller.gln, 'ship')
      await requireReceiver(caller, receiver)
      const resolved = await resolveGoods(deps, body.goods)
      // First of all: what is told of the goods of others must not tell what is in their containers.
      await requireHeld(db, { kind: 'institution', gln: caller.gln }, resolved, 'in your stock')
      if (purpose === 'supply') {
        await requireClean(deps, resolved.lots)
        await requireContent(resolved)
      }
      const options = { purpose, note: noteOf(body) }
      // Its size does not depend on the number.
      requireOneAct(ship(0n, receiver, resolved.goods, options))
      const number = await numberFor(caller.gln, body.number)
      return {
        stages: [[ship(BigInt(number), receiver, resolved.goods, options)]],
        result: { sender: caller.gln, number, units: resolved.units },
      }
    },

    async void({ caller, params }) {
      const row = await actable(caller, params, 'sender', ['in_transit'])
      if (row.touched) throw wrongState(row, 'Something of the shipment has arrived already')
      const { goods, units } = await goodsLeft(containers, row)
      const call = requireOneAct(voidShipping(BigInt(row.number), goods), '')
      return { stages: [[call]], result: actOf(row, units) }
    },

    async receive({ caller, params, body }) {
      requirePast(deps, '/eventTime', body.eventTime)
      const row = await actable(caller, params, 'receiver', ['in_transit', 'closed'])
      if ((body.all ?? false) === (body.goods !== undefined)) {
        throw invalidField('', 'oneOf', 'needs either goods, or all')
      }
      const { goods, units, containers: count } = await inShipment(row, body.goods)
      const missing = await missingOf(row, body.missing ?? [])
      const left = row.left - units + missing.units
      const isWhole = left === 0 && row.containersLeft === count
      const closes = body.close !== undefined && row.state === 'in_transit' && !isWhole
      // Only a refusal of what is left carries a reason; else the last receipt says that no more is expected.
      const reason = body.close?.reason
      const isLast = closes && reason === undefined
      const stages = receiptStages(refOf(row), goods, { missing: missing.packings, note: noteOf(body), close: isLast })
      if (closes && reason !== undefined) stages.push([rejectShipment(refOf(row), reason)])
      return {
        stages,
        result: { ...actOf(row, units - missing.units), left, closes: closes || isWhole || row.state === 'closed' },
      }
    },

    async reject({ caller, params, body: { reason } }) {
      if (caller.kind === 'regulator') {
        const row = await visible(caller, params.sender, params.number)
        if (row.state !== 'in_transit') throw wrongState(row, `The shipment is ${row.state.replace('_', ' ')}`)
        const { stages, proposal } = await proposeAct(deps, rejectShipment(refOf(row), reason), { reason })
        return { stages, result: { ...actOf(row, row.left), proposal } }
      }
      const row = await actable(caller, params, 'receiver', ['in_transit'])
      return { stages: [[rejectShipment(refOf(row), reason)]], result: actOf(row, row.left) }
    },

    async reclaim({ caller, params, body }) {
      const row = await actable(caller, params, 'sender', ['closed'])
      const { goods, units } = await inShipment(row, body.goods)
      const calls = splitGoods(goods).map((part) => reclaim(BigInt(row.number), part))
      return { stages: [calls], result: actOf(row, units) }
    },
  }
}

/** What was proposed to reject a shipment gets its number when the job is settled. */
export const createShipmentSettled = (clock: () => number) => createStrongActSettled(['shipments.reject'], clock)

/** Packs that are missing are taken out of their containers before anything else moves those. */
function receiptStages(
  shipment: ShipmentRef,
  goods: Goods,
  { missing, note, close }: { readonly missing: readonly Packing[]; readonly note: Note; readonly close: boolean },
): LedgerCall[][] {
  const [first = {}, ...rest] = splitGoods(goods)
  const [missed = [], ...more] = missing.length > 0 ? splitPackings(missing) : []
  if (more.length > 0) {
    throw invalidField('/missing', 'tooMany', 'names more packs than one act can hold: receive container by container')
  }
  const head = receiveGoods(shipment, first, { missing: missed, note, close: close && rest.length === 0 })
  const stages: LedgerCall[][] = [[requireOneAct(head)]]
  if (rest.length > 0) stages.push(rest.map((part) => receiveGoods(shipment, part, { note, close })))
  return stages
}

const wrongState = ({ sender, number, state }: ShipmentRow, detail: string): ProblemError =>
  new ProblemError('WrongState', detail, {
    reason: { name: 'InventoryShipmentState', args: { sender, number, state } },
  })
