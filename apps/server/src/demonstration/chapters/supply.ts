import type { Key } from '../cast.ts'
import { storyDays } from '../clock.ts'
import { type Cargo, receive, send, unpack } from '../stage/hand-over.ts'
import { type Batch, boxedBatches, looseBatches, takeBoxes } from '../stage/shelves.ts'
import type { Stage } from '../stage/stage.ts'
import { plans } from './making.ts'

/** Whom a wholesaler supplies. */
const customers = {
  rhine: ['market', 'clinic'],
  coast: ['station', 'infirmary'],
} as const satisfies Partial<Record<Key, readonly Key[]>>
type Wholesaler = keyof typeof customers
const wholesalers = ['rhine', 'coast'] as const satisfies readonly Wholesaler[]

const week = 7

/** From the factories over the wholesalers to pharmacies and hospitals, lot by lot; and every other week what has run low. */
export function supply(stage: Stage): void {
  const batches = new Map<string, Batch[]>()
  for (const [place, { maker, day }] of plans.entries()) {
    const batch = stage.batches[place]
    if (!batch) continue
    const key = `${maker} ${day}`
    batches.set(key, [...(batches.get(key) ?? []), batch])
    if (batches.get(key)?.length === 1) {
      stage.on(day + 1, 'evening', maker, () => shipPallets(stage, maker, batches.get(key) ?? []))
    }
  }
  for (let day = 2 * week - 1; day < storyDays; day += 2 * week) {
    for (const wholesaler of wholesalers) {
      stage.on(day, 'evening', wholesaler, () => supplyAgain(stage, wholesaler))
    }
  }
}

/** Most of the cases of new lots go to the wholesalers, on a pallet for each. */
async function shipPallets(stage: Stage, maker: Key, batches: readonly Batch[]): Promise<void> {
  const shelf = stage.shelf(maker)
  const client = stage.as(maker)
  const shares = wholesalers.map((to) => {
    const boxes = batches.flatMap((batch) => {
      const made = shelf.boxes.filter((box) => box.batch === batch).length
      return takeBoxes(shelf, batch, Math.floor(to === 'rhine' ? made * 0.45 : made * 0.7))
    })
    const bulk = to === 'coast' ? takeBulk(stage, maker, batches) : undefined
    return { to, boxes, bulk }
  })
  const { ssccs } = await client.packing.allotSsccs({ body: { n: shares.length, extensionDigit: 1 } })
  await Promise.all(
    shares.map(async ({ to, boxes, bulk }, i) => {
      const [pallet] = ssccs.slice(i)
      if (pallet === undefined) throw new RangeError('no SSCC for a pallet')
      await client.packing.nest({ body: { parent: pallet, children: boxes.map(({ sscc }) => sscc) } })
      const cargo = { boxes, pallet, ...(bulk ? { bulk } : {}) }
      await arriveNextMorning(stage, maker, to, cargo, async () => {
        await openNew(stage, to, 1)
        stage.on(stage.today(), 'evening', to, () => supplyNew(stage, to, batches))
      })
    }),
  )
}

/** More than half of what an institution has of a new lot without serials. */
function takeBulk(stage: Stage, key: Key, batches: readonly Batch[]): Cargo['bulk'] {
  const { bulk } = stage.shelf(key)
  for (const batch of batches) {
    const held = bulk.get(batch)
    if (held === undefined) continue
    const quantity = Math.floor(held * 0.6)
    bulk.set(batch, held - quantity)
    return { batch, quantity }
  }
  return undefined
}

/** Each customer gets a case or two of the lots that have just come. */
async function supplyNew(stage: Stage, from: Wholesaler, batches: readonly Batch[]): Promise<void> {
  const shelf = stage.shelf(from)
  await Promise.all(
    customers[from].map(async (to, place) => {
      const boxes = batches.flatMap((batch) => takeBoxes(shelf, batch, stage.isSellable(batch) ? 2 - place : 0))
      const bulk = place === 1 ? takeBulk(stage, from, batches) : undefined
      await supplyCustomer(stage, from, to, { boxes, ...(bulk ? { bulk } : {}) })
    }),
  )
}

/** Each customer gets a case of what it has few packs of. */
async function supplyAgain(stage: Stage, from: Wholesaler): Promise<void> {
  const shelf = stage.shelf(from)
  await Promise.all(
    customers[from].map(async (to) => {
      const there = stage.shelf(to)
      const wanted = boxedBatches(shelf)
        .filter((batch) => stage.isSellable(batch) && !boxedBatches(there).includes(batch))
        .slice(-mostLotsAgain)
      await supplyCustomer(stage, from, to, { boxes: wanted.flatMap((batch) => takeBoxes(shelf, batch, 1)) })
    }),
  )
}

const mostLotsAgain = 6

async function supplyCustomer(stage: Stage, from: Wholesaler, to: Key, cargo: Cargo): Promise<void> {
  const { boxes = [], bulk } = cargo
  if (boxes.length === 0 && !bulk) return
  await arriveNextMorning(stage, from, to, cargo, () => openNew(stage, to))
}

/** One case of each lot that no loose pack is left of is opened; of so many lots at most. */
async function openNew(stage: Stage, key: Key, most = Number.POSITIVE_INFINITY): Promise<void> {
  const shelf = stage.shelf(key)
  const loose = looseBatches(shelf)
  const closed = boxedBatches(shelf).filter((batch) => !loose.includes(batch))
  await unpack(
    stage,
    key,
    closed.slice(-most).flatMap((batch) => takeBoxes(shelf, batch, 1)),
  )
}

async function arriveNextMorning(
  stage: Stage,
  from: Key,
  to: Key,
  cargo: Cargo,
  then: () => Promise<void>,
): Promise<void> {
  const consignment = await send(stage, from, to, cargo)
  stage.on(stage.today() + 1, 'morning', to, async () => {
    await receive(stage, consignment)
    await then()
  })
}
