import type { PublicPack, publicLookUpRoutes } from '@theriac/api'
import { readScan, type Scan } from '@theriac/gs1'
import { type Db, schema, type UnitEvent, type UnitQueries } from '@theriac/read-model'
import { and, eq, inArray, sql } from 'drizzle-orm'
import * as app from '../db/schema/index.ts'
import type { Handlers } from '../http/handler.ts'
import { invalidField } from '../problem-error.ts'
import { instantOf } from '../times.ts'
import type { Facts, LotRow, ProductRow } from '../verification/facts.ts'
import type { Judgement } from '../verification/judge.ts'
import { type Verification, verify } from '../verification/verify.ts'

/** What the public look-up works with. */
export interface PublicLookUpDeps {
  readonly db: Db
  readonly facts: Facts
  readonly units: UnitQueries
  /** Unix milliseconds. */
  readonly clock: () => number
}

type Advice = PublicPack['advice'][number]
type Told = Omit<PublicPack, 'basis' | 'checkedAt'>
type Step = NonNullable<PublicPack['way']>[number]

/** The same for every pack that is not one, whatever is wrong with it: whoever guesses learns nothing. */
const unknown: Told = { verdict: 'unknown', advice: ['do_not_use', 'report_to_authority'] }
/** What names no pack at all says nothing against one. */
const unreadable: Told = { verdict: 'unknown', advice: ['scan_the_square_code'] }

export function createPublicLookUpHandlers(deps: PublicLookUpDeps): Handlers<typeof publicLookUpRoutes> {
  const { db, facts, units, clock } = deps

  async function basis(): Promise<PublicPack['basis']> {
    const [row] = await db.select().from(schema.checkpoint)
    const zero = `0x${'0'.repeat(64)}`
    return {
      block: row?.block ?? 0,
      blockHash: (row?.blockHash ?? zero) as PublicPack['basis']['blockHash'],
      chainId: String(row?.chainId ?? 0),
    }
  }

  async function productOf(scan: Scan | undefined): Promise<ProductRow | undefined> {
    const { gtin } = scan?.summary ?? {}
    if (gtin !== undefined) {
      const found = await facts.product(gtin)
      if (found) return found.product
    }
    const codes = nationalCodes(scan)
    if (codes.length === 0) return undefined
    const [row] = await db
      .select()
      .from(schema.products)
      .where(inArray(sql`${schema.products.data} ->> 'nationalCode'`, codes))
      .limit(1)
    return row
  }

  /** Whether somebody tried to dispense it once more after it was dispensed. */
  async function wasSoldAgain(gtin: string, serial: string): Promise<boolean> {
    const [found] = await db
      .select({ id: app.alerts.id })
      .from(app.alerts)
      .where(and(eq(app.alerts.gtin, gtin), eq(app.alerts.serial, serial), eq(app.alerts.cause, 'double_dispense')))
      .limit(1)
    return found !== undefined
  }

  async function wayOf(judgement: Judgement): Promise<Step[]> {
    const { unit } = judgement
    if (unit === undefined) return []
    const events = (await units.history(unit.lot.ref, unit.index)).reverse()
    const parties = await institutionsOf(events)
    return events.flatMap((event): Step[] => {
      const step = stepOf(event)
      if (step === undefined) return []
      const day = new Date(event.time * 1000).toISOString().slice(0, 10) as Step['day']
      const party = parties.get(event.gln ?? '')
      // Who dispensed it, and so to whom, stays between the two.
      if (step === 'dispensed' || step === 'returned' || party === undefined) return [{ step, day }]
      return [{ step, day, kind: party.kind, ...(step === 'made' ? { name: party.name } : {}) }]
    })
  }

  async function institutionsOf(events: readonly UnitEvent[]) {
    const glns = [...new Set(events.flatMap(({ gln }) => (gln === null ? [] : [gln])))]
    const { institutions } = schema
    const rows = glns.length === 0 ? [] : await db.select().from(institutions).where(inArray(institutions.gln, glns))
    return new Map(rows.map((row) => [row.gln, row]))
  }

  async function told({ judgement, question }: Verification, now: number): Promise<Told> {
    const { fault, product, lot, state, holds, endedOn } = judgement
    if (fault === 'not_a_pack' && product) return productOnly(product.product)
    if (product === undefined || lot === undefined || (fault !== undefined && fault !== 'serial_repeated'))
      return unknown
    const isFull = question.lot !== undefined && question.expiry !== undefined
    const isSold = state !== undefined && soldStates.has(state)
    const isSoldAgain = await wasSoldAgain(question.gtin, question.serial)
    const isStopped = holds.some((hold) => hold !== 'holder_not_licensed')
    const isSuspect = fault !== undefined || isSoldAgain || (state !== undefined && suspectStates.has(state))
    const advice: Advice[] = []
    if (holds.includes('lot_recalled') || holds.includes('product_withdrawn')) advice.push('recall_ask_pharmacist')
    if (isSuspect) advice.push('report_to_authority')
    if (isStopped || isSuspect) advice.push('do_not_use')
    if (isStopped) advice.push('return_to_pharmacy')
    if (isSold && isFull) advice.push('compare_day_of_sale')
    if (isFull && !isSold && !isSuspect) advice.push('check_again_in_two_days')
    if (!isFull) advice.push('scan_the_square_code')
    const sale = isSoldAgain ? 'sold_more_than_once' : isSold ? 'sold_once' : 'not_sold_yet'
    const day = isSold && endedOn !== undefined ? { day: endedOn } : {}
    return {
      verdict: isSuspect ? 'suspect' : isStopped ? 'not_for_use' : 'genuine',
      advice,
      product: publicProduct(product.product),
      // Whoever has only the serial must not get lot and expiry to ask again with.
      ...(isFull ? { lot: publicLot(lot, now), sale: { verdict: sale, ...day }, way: await wayOf(judgement) } : {}),
    }
  }

  return {
    async pack({ query }) {
      const now = clock()
      const { scan, gtin, serial, lot, expiry } = query
      const finish = async (answer: Told): Promise<PublicPack> => ({
        ...answer,
        basis: await basis(),
        checkedAt: instantOf(now),
      })
      if (scan === undefined && gtin === undefined)
        throw invalidField('query.scan', 'required', 'Give a scan, or a GTIN with the serial')
      const asking = { asker: undefined, now }
      if (scan === undefined && gtin !== undefined && serial !== undefined) {
        const elements = {
          gtin,
          serial,
          ...(lot === undefined ? {} : { lot }),
          ...(expiry === undefined ? {} : { expiry }),
        }
        const found = await verify(facts, { elements }, asking)
        return finish(found.ok ? await told(found, now) : unknown)
      }
      const text = scan ?? gtin ?? ''
      const read = readScan(text, { referenceYear: new Date(now).getUTCFullYear() })
      const isPack = read.ok && read.value.summary.serial !== undefined
      if (read.ok && !isPack) {
        const product = await productOf(read.value)
        if (product) return finish(productOnly(product))
      }
      const found = await verify(facts, { scan: text }, asking)
      return finish(found.ok ? await told(found, now) : unreadable)
    },
  }
}

const soldStates: ReadonlySet<string> = new Set(['dispensed', 'dispensed_in_parts', 'administered', 'free_sample'])
const suspectStates: ReadonlySet<string> = new Set([
  'destroyed',
  'stolen',
  'lost',
  'commissioning_voided',
  'gone_unsaleable',
])

function nationalCodes(scan: Scan | undefined): string[] {
  switch (scan?.kind) {
    case 'chinaTraceCode':
      return [scan.drugId]
    case 'chinaDrugCode':
      return [scan.code]
    case 'gtin':
      return scan.chinaDrugCode === undefined ? [] : [scan.chinaDrugCode]
    default:
      return []
  }
}

function stepOf({ name, act }: UnitEvent): Step['step'] | undefined {
  if (name === 'RunCommissioned') return 'made'
  if (name === 'PartDispensed') return 'dispensed'
  if (name !== 'Transferred') return undefined
  return act === null ? undefined : steps[act]
}

/** What the public is told of which act; of others, what happens inside an institution, nothing. */
const steps: Readonly<Record<string, Step['step']>> = {
  ship: 'sent',
  receiveGoods: 'received',
  dispense: 'dispensed',
  returnDispensed: 'returned',
  decommission: 'ended',
  destroyGoods: 'ended',
  reportGone: 'ended',
  voidCommissioning: 'ended',
}

function publicProduct({ gtin, status, data }: ProductRow): NonNullable<PublicPack['product']> {
  const { name, genericName, form, strength, pack, maker, storageConditions } = data
  const texts = { name, genericName, form, strength, pack, maker, storageConditions }
  return { gtin: gtin as NonNullable<PublicPack['product']>['gtin'], ...texts, status }
}

function productOnly(product: ProductRow): Told {
  const isStopped = product.status === 'withdrawn' || product.status === 'suspended'
  const advice: Advice[] = [
    ...(isStopped ? (['do_not_use', 'return_to_pharmacy'] as const) : []),
    'scan_the_square_code',
  ]
  return { verdict: 'product_only', advice, product: publicProduct(product) }
}

function publicLot(lot: LotRow, now: number): NonNullable<PublicPack['lot']> {
  type Public = NonNullable<PublicPack['lot']>
  const recall =
    lot.recalled && lot.recallClass !== null
      ? { recall: { class: lot.recallClass, reason: lot.recallReason ?? '' } }
      : {}
  return {
    lot: lot.lotNumber as Public['lot'],
    expiry: lot.expiry as Public['expiry'],
    inDate: lot.expiry >= new Date(now).toISOString().slice(0, 10),
    production: lot.production as Public['production'],
    origin: lot.origin,
    ...recall,
  }
}
