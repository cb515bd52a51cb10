import type { Client } from '@theriac/api'
import type { Serial } from '@theriac/gs1'
import type { Key } from '../cast.ts'
import type { Batch } from './shelves.ts'

/** Serials of the packs, which the factory that made them alone has; they are asked for when the first is needed. */
export function createSerials(as: (key: Key) => Client) {
  const known = new Map<Batch, Promise<readonly Serial[]>>()

  async function read(batch: Batch): Promise<readonly Serial[]> {
    const { gtin, lot } = batch
    const labels = await (await as(batch.maker).commissioning.serials({ params: { gtin, lot } })).text()
    const lines = labels.split('\r\n').slice(1, -1)
    return lines.map((line) => line.split(',', 2)[1] as Serial)
  }

  return {
    /** The serial of a pack by its number in the lot. */
    async of(batch: Batch, index: number): Promise<Serial> {
      const list = known.get(batch) ?? read(batch)
      known.set(batch, list)
      const serial = (await list)[index]
      if (serial === undefined) throw new RangeError(`Lot ${batch.lot} has no pack ${index}`)
      return serial
    },
  }
}

export type Serials = ReturnType<typeof createSerials>
