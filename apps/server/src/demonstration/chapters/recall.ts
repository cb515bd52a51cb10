import type { Key } from '../cast.ts'
import { storyDays } from '../clock.ts'
import { type Cargo, type Consignment, goodsOf, pathOf, send } from '../stage/hand-over.ts'
import { type Batch, countOf, takeBoxes, takePacks } from '../stage/shelves.ts'
import type { Stage } from '../stage/stage.ts'
import { batchFrom } from './making.ts'

const recallDay = 31

/** Who sends what is left back, and when; the others still have it on their shelves, or it is under way. */
const returning: readonly (readonly [Key, number])[] = [
  ['market', 32],
  ['clinic', 32],
  ['rhine', 33],
  ['infirmary', 34],
  ['station', storyDays],
]

/** A lot is recalled of which a part has been dispensed; what comes back is refused and destroyed before a witness. */
export function recall(stage: Stage): void {
  const batch = batchFrom(stage, 9, 15)
  stage.on(recallDay, 'night', 'south', async () => {
    const { gtin, lot } = batch
    const reason = 'Tablets of another strength were found in two packs'
    await stage.as('south').lots.recall({ params: { gtin, lot }, body: { class: 2, reason } })
    stage.recalled.add(batch)
  })
  for (const [key, day] of returning) stage.on(day, 'evening', key, () => sendBack(stage, key, batch))
}

async function sendBack(stage: Stage, key: Key, batch: Batch): Promise<void> {
  const shelf = stage.shelf(key)
  const boxes = takeBoxes(shelf, batch, shelf.boxes.length)
  const packs = takePacks(shelf, batch, countOf(shelf.loose))
  if (boxes.length + packs.length === 0) return
  const consignment = await send(stage, key, 'south', { boxes, packs }, true)
  if (stage.today() < storyDays) stage.on(stage.today() + 1, 'morning', 'south', () => takeBack(stage, consignment))
}

async function takeBack(stage: Stage, consignment: Consignment): Promise<void> {
  const client = stage.as('south')
  const reason = 'Recalled'
  await client.shipments.receive({ params: pathOf(stage, consignment), body: { all: true, close: {} } })
  // What came last waits to be judged.
  if (consignment.from === 'infirmary') return
  const goods = goodsOf(consignment.cargo)
  await client.returns.reject({ body: { goods, reason } })
  stage.on(Math.max(stage.today(), recallDay + 4), 'night', 'south', () => destroy(stage, consignment.cargo))
}

async function destroy(stage: Stage, cargo: Cargo): Promise<void> {
  const reason = 'Recalled: tablets of another strength'
  const { id } = await stage.as('south').endings.proposeDestruction({ body: { goods: goodsOf(cargo), reason } })
  await stage.as('south', 'admin').endings.confirmDestruction({ params: { id } })
}
