import type { Key } from '../cast.ts'
import { storyDays } from '../clock.ts'
import { type Consignment, pathOf, put, send } from '../stage/hand-over.ts'
import { type Batch, type Box, boxedBatches, looseBatches, rangesOf, takeBoxes, takePacks } from '../stage/shelves.ts'
import type { Stage } from '../stage/stage.ts'
import { batchFrom } from './making.ts'

/** Shipments that do not go as shipments go, and those that are under way now. */
export function exceptions(stage: Stage): void {
  stage.on(9, 'evening', 'north', () => sendShort(stage, batchFrom(stage, 8, 6), { packs: 3, isCleared: true }))
  stage.on(37, 'evening', 'north', () => sendShort(stage, batchFrom(stage, 22, 0), { packs: 5, isCleared: false }))
  stage.on(13, 'night', 'coast', () => sendAndVoid(stage))
  stage.on(20, 'night', 'rhine', () => sendToWrongPharmacy(stage))
  const underWay: readonly (readonly [Key, Key])[] = [
    ['north', 'rhine'],
    ['south', 'coast'],
    ['rhine', 'market'],
    ['rhine', 'clinic'],
    ['coast', 'station'],
    ['coast', 'infirmary'],
  ]
  for (const [from, to] of underWay) stage.on(storyDays, 'evening', from, () => sendNow(stage, from, to))
}

/** Two cases, one of which is some packs short. The factory finds them, or does not know yet. */
async function sendShort(
  stage: Stage,
  batch: Batch,
  { packs, isCleared }: { readonly packs: number; readonly isCleared: boolean },
): Promise<void> {
  const consignment = await send(stage, 'north', 'rhine', { boxes: takeBoxes(stage.shelf('north'), batch, 2) })
  stage.on(stage.today() + 1, 'morning', 'rhine', () => receiveShort(stage, consignment, packs))
  if (!isCleared) return
  const [box] = consignment.cargo.boxes ?? []
  const found = box ? lastOf(box, packs) : []
  stage.on(stage.today() + 3, 'noon', 'north', async () => {
    const client = stage.as('north')
    await client.shipments.reclaim({ params: pathOf(stage, consignment), body: {} })
    await client.quarantine.release({ body: { goods: { ranges: rangesOf(found) } } })
    put(stage, 'north', { packs: found })
  })
}

async function receiveShort(stage: Stage, consignment: Consignment, count: number): Promise<void> {
  const [box, ...others] = consignment.cargo.boxes ?? []
  if (!box) throw new RangeError('There are no cases of the lot left at the factory')
  const missing = lastOf(box, count)
  await stage.as('rhine').shipments.receive({
    params: pathOf(stage, consignment),
    body: {
      all: true,
      missing: [{ sscc: box.sscc, ranges: rangesOf(missing) }],
      close: { reason: `${count} packs are missing in case ${box.sscc}` },
    },
  })
  const [span] = box.packs
  const rest = span ? [{ ...span, last: span.last - count }] : []
  put(stage, 'rhine', { boxes: [{ ...box, packs: rest }, ...others] })
}

/** The last packs of a case that nothing has been taken out of. */
function lastOf(box: Box, count: number) {
  const [span] = box.packs
  return span ? [{ ...span, first: span.last - count + 1 }] : []
}

/** Sent by mistake, and taken back before it arrives. */
async function sendAndVoid(stage: Stage): Promise<void> {
  const boxes = oneBox(stage, 'coast')
  const consignment = await send(stage, 'coast', 'clinic', { boxes })
  await stage.as('coast').shipments.void({ params: pathOf(stage, consignment) })
  put(stage, 'coast', { boxes })
}

/** Goods that were not ordered: they are refused, come back into quarantine, and are found to be in order. */
async function sendToWrongPharmacy(stage: Stage): Promise<void> {
  const boxes = oneBox(stage, 'rhine')
  const consignment = await send(stage, 'rhine', 'station', { boxes })
  const params = pathOf(stage, consignment)
  stage.on(stage.today() + 1, 'morning', 'station', () =>
    stage.as('station').shipments.reject({ params, body: { reason: 'Not ordered' } }),
  )
  stage.on(stage.today() + 2, 'noon', 'rhine', () => stage.as('rhine').shipments.reclaim({ params, body: {} }))
  stage.on(stage.today() + 3, 'noon', 'rhine', async () => {
    await stage.as('rhine').quarantine.release({ body: { goods: { containers: boxes.map(({ sscc }) => sscc) } } })
    put(stage, 'rhine', { boxes })
  })
}

/** What is under way when the story ends: a case, or loose packs where there is none. */
async function sendNow(stage: Stage, from: Key, to: Key): Promise<void> {
  const boxes = oneBox(stage, from)
  const shelf = stage.shelf(from)
  const batch = looseBatches(shelf).find(stage.isSellable)
  const packs = boxes.length === 0 && batch ? takePacks(shelf, batch, 20) : []
  await send(stage, from, to, { boxes, packs })
}

function oneBox(stage: Stage, key: Key): Box[] {
  const shelf = stage.shelf(key)
  const batch = boxedBatches(shelf).find(stage.isSellable)
  return batch ? takeBoxes(shelf, batch, 1) : []
}
