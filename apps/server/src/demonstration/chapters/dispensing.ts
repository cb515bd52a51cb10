import type { Key } from '../cast.ts'
import { storyDays } from '../clock.ts'
import { type Batch, looseBatches, rangesOf, type Span, takePacks } from '../stage/shelves.ts'
import type { Stage } from '../stage/stage.ts'

/** Where packs are dispensed, and how many at once at most. */
const dispensers = { market: 2, station: 1, clinic: 8, infirmary: 6 } as const satisfies Partial<Record<Key, number>>
type Dispenser = keyof typeof dispensers
const keys = Object.keys(dispensers) as Dispenser[]

const firstDay = 5
/** Most receipts of a day: a hospital's wards order at once. */
const receipts: Readonly<Record<Dispenser, number>> = { market: 2, station: 2, clinic: 1, infirmary: 1 }
/** The pharmacy at the station takes more back than others do, which a report finds. */
const undoEvery: Readonly<Record<Dispenser, number>> = { market: 9, station: 3, clinic: 11, infirmary: 13 }
const partsEvery = 8
// Retail sale, and use within a hospital, on the Chinese traceability platform.
const billOf: Readonly<Record<Dispenser, number>> = { market: 323, station: 323, clinic: 322, infirmary: 322 }

/** Day by day, packs go to patients: whole ones, parts of one, and from lots without serials; now and then one comes back. */
export function dispensing(stage: Stage): void {
  for (let day = firstDay; day <= storyDays; day++) {
    for (const [place, key] of keys.entries()) {
      stage.on(day, 'noon', key, () => dispenseSome(stage, key))
      if (day % undoEvery[key] === place % undoEvery[key]) stage.on(day, 'noon', key, () => dispenseWrongly(stage, key))
      if (day % partsEvery === place) stage.on(day, 'noon', key, () => dispenseInParts(stage, key))
    }
  }
  for (let day = 13; day <= storyDays; day += 4) stage.on(day, 'noon', 'infirmary', () => dispenseBulk(stage))
}

/** A lot that packs can be dispensed of, if there is one. */
export function anyBatch(stage: Stage, key: Key, fits: (batch: Batch) => boolean = () => true): Batch | undefined {
  const batches = looseBatches(stage.shelf(key)).filter((batch) => stage.isSellable(batch) && fits(batch))
  return batches.length > 0 ? stage.random(key).pick(batches) : undefined
}

/** Dispenses packs of a lot. */
export async function dispense(stage: Stage, key: Dispenser, batch: Batch, count: number): Promise<Span[]> {
  const packs = takePacks(stage.shelf(key), batch, count)
  const minutesAgo = stage.random(key).between(1, 150)
  await stage.as(key).dispensing.dispense({
    body: { goods: { ranges: rangesOf(packs) }, eventTime: stage.instant(minutesAgo), billType: billOf[key] },
  })
  return packs
}

async function dispenseSome(stage: Stage, key: Dispenser): Promise<void> {
  const random = stage.random(key)
  const given = Array.from({ length: random.between(1, receipts[key]) }, () => {
    const batch = anyBatch(stage, key)
    return batch && dispense(stage, key, batch, random.between(1, dispensers[key]))
  })
  await Promise.all(given)
}

/** The wrong pack: it is taken back at once. */
async function dispenseWrongly(stage: Stage, key: Dispenser): Promise<void> {
  const batch = anyBatch(stage, key)
  if (!batch) return
  const packs = await dispense(stage, key, batch, 1)
  await stage.as(key).dispensing.undo({ body: { goods: { ranges: rangesOf(packs) } } })
  stage.shelf(key).loose.push(...packs)
}

/** Half of a pack on one day, the rest some days later; what was counted wrongly is taken back in between. */
async function dispenseInParts(stage: Stage, key: Dispenser): Promise<void> {
  const batch = anyBatch(stage, key, ({ drug }) => drug.packSize > 5)
  if (!batch) return
  const [pack] = takePacks(stage.shelf(key), batch, 1)
  if (!pack) return
  const { packSize } = batch.drug
  const half = Math.floor(packSize / 2)
  const unit = { gtin: batch.gtin, serial: await stage.serials.of(batch, pack.first) }
  const client = stage.as(key)
  await client.dispensing.dispensePart({ body: { ...unit, parts: half } })
  if (stage.random(key).between(0, 2) === 0) {
    await client.dispensing.undoPart({ body: unit })
    await client.dispensing.dispensePart({ body: { ...unit, parts: half + 1 } })
    return
  }
  const later = stage.today() + 3
  if (later > storyDays) return
  stage.on(later, 'noon', key, async () => {
    if (!stage.isSellable(batch)) return
    await client.dispensing.dispensePart({ body: { ...unit, parts: packSize - half } })
  })
}

async function dispenseBulk(stage: Stage): Promise<void> {
  const { bulk } = stage.shelf('infirmary')
  for (const [batch, held] of bulk) {
    const quantity = Math.min(held, stage.random('infirmary').between(8, 20))
    if (quantity === 0 || !stage.isSellable(batch)) continue
    const { gtin, lot } = batch
    await stage.as('infirmary').dispensing.dispense({ body: { goods: { quantities: [{ gtin, lot, quantity }] } } })
    bulk.set(batch, held - quantity)
  }
}
