import type { LotNumber } from '@theriac/gs1'
import type { Key } from '../cast.ts'
import type { Batch, Box } from '../stage/shelves.ts'
import type { Stage } from '../stage/stage.ts'
import { drugAt, gtinOf } from './assortment.ts'

/** A lot that is made on a day: of which drug (its place in the list), how many packs, and how many go into a case. */
interface Plan {
  readonly day: number
  readonly maker: 'north' | 'south'
  readonly drug: number
  readonly units: number
  /** Packs of a case; absent for a lot without serials. */
  readonly box?: number
  /** Day of the story that is the last day of use; two years unless given. */
  readonly expiry?: number
  /** More packs than were made so far. */
  readonly registered?: number
}

const usualLife = 730

/** Lots week by week. One is without serials, one has expired by now, one expires within 25 days. */
export const plans: readonly Plan[] = [
  { day: 1, maker: 'north', drug: 0, units: 2400, box: 80 },
  { day: 1, maker: 'north', drug: 12, units: 400, box: 50 },
  { day: 2, maker: 'south', drug: 13, units: 500, box: 50 },
  { day: 2, maker: 'south', drug: 1, units: 2000, box: 100 },
  { day: 8, maker: 'north', drug: 6, units: 1600, box: 80 },
  { day: 8, maker: 'north', drug: 4, units: 1000 },
  { day: 9, maker: 'south', drug: 3, units: 1000, box: 50, expiry: 62 },
  { day: 9, maker: 'south', drug: 15, units: 1500, box: 75 },
  { day: 15, maker: 'north', drug: 8, units: 900, box: 60 },
  { day: 15, maker: 'north', drug: 2, units: 300, box: 50, expiry: 38 },
  { day: 16, maker: 'south', drug: 11, units: 800, box: 50 },
  { day: 16, maker: 'south', drug: 5, units: 600, box: 60 },
  { day: 22, maker: 'north', drug: 10, units: 700, box: 70 },
  { day: 22, maker: 'north', drug: 0, units: 3000, box: 100 },
  { day: 23, maker: 'south', drug: 19, units: 400, box: 50 },
  { day: 23, maker: 'south', drug: 21, units: 1800, box: 90 },
  { day: 29, maker: 'north', drug: 14, units: 300, box: 50 },
  { day: 29, maker: 'north', drug: 16, units: 1000, box: 50 },
  { day: 30, maker: 'south', drug: 9, units: 900, box: 60 },
  { day: 30, maker: 'south', drug: 17, units: 500, box: 50, registered: 800 },
  { day: 36, maker: 'north', drug: 20, units: 600, box: 60 },
]

const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZ'

/** Lots are registered, their packs commissioned and put into cases. */
export function making(stage: Stage): void {
  for (const [place, plan] of plans.entries()) {
    const batch = batchOf(stage, plan, place)
    stage.batches.push(batch)
    stage.on(plan.day, 'noon', plan.maker, () => make(stage, batch, plan))
  }
}

function batchOf(stage: Stage, plan: Plan, place: number): Batch {
  const { day, maker, units, box, expiry = day + usualLife } = plan
  const drug = drugAt(plan.drug)
  const [year = '', month = ''] = stage.dateOf(day).slice(2).split('-')
  const lot = `${maker === 'north' ? 'NW' : 'SL'}${year}${month}${letters[place % letters.length]}` as LotNumber
  return { maker, drug, gtin: gtinOf(drug), lot, units, expiry, serialised: box !== undefined }
}

/** A lot that the plan has: by drug and day. */
export function batchFrom(stage: Stage, day: number, drug: number): Batch {
  const batch = stage.batches[plans.findIndex((plan) => plan.day === day && plan.drug === drug)]
  if (!batch) throw new RangeError(`There is no lot of drug ${drug} on day ${day}`)
  return batch
}

async function make(stage: Stage, batch: Batch, plan: Plan): Promise<void> {
  const { gtin, lot, units, expiry, serialised, maker } = batch
  const client = stage.as(maker)
  const body = {
    gtin,
    lot,
    production: stage.dateOf(plan.day - 1),
    expiry: stage.dateOf(expiry),
    quantity: plan.registered ?? units,
    origin: maker === 'north' ? 'Hamburg, line 2' : 'Venice, line 1',
    serialised,
  }
  await client.lots.register({ body })
  const made = serialised ? { random: { n: units } } : { quantity: units }
  await client.commissioning.commission({ params: { gtin, lot }, body: made })
  if (plan.box === undefined) stage.shelf(maker).bulk.set(batch, units)
  else await pack(stage, maker, batch, plan.box)
}

/** All but the last case of a lot is packed; what is left stays loose at the factory, for samples. */
async function pack(stage: Stage, maker: Key, batch: Batch, size: number): Promise<void> {
  const { gtin, lot, units } = batch
  const client = stage.as(maker)
  const count = Math.floor(units / size) - 1
  const { ssccs } = await client.packing.allotSsccs({ body: { n: count } })
  const boxes = ssccs.map((sscc, i): Box => {
    const packs = [{ batch, first: i * size, last: i * size + size - 1 }]
    return { sscc, batch, packs }
  })
  const containers = boxes.map(({ sscc, packs: [span] }) => ({
    sscc,
    ranges: [{ gtin, lot, first: span?.first ?? 0, last: span?.last ?? 0 }],
  }))
  await client.packing.pack({ body: { containers } })
  const shelf = stage.shelf(maker)
  shelf.boxes.push(...boxes)
  shelf.loose.push({ batch, first: count * size, last: units - 1 })
}
