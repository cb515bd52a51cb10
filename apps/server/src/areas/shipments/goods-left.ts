import type { Sscc } from '@theriac/gs1'
import type { Goods, LotId } from '@theriac/ledger'
import type { ContainerQueries, ShipmentRow } from '@theriac/read-model'

/** All that is still in a shipment. */
export async function goodsLeft(
  containers: ContainerQueries,
  { ref, left }: Pick<ShipmentRow, 'ref' | 'left'>,
): Promise<{ readonly goods: Goods; readonly units: number; readonly containers: number }> {
  const boxes = await containers.ssccsAt(ref)
  const loose = await containers.looseAt(ref, await containers.contentOf(ref))
  const goods: Goods = {
    containers: boxes.map(({ sscc }) => sscc as Sscc),
    units: loose.map(({ lot, ranges, units }) =>
      ranges.length > 0 ? { lot: lot as LotId, units: ranges } : { lot: lot as LotId, quantity: units },
    ),
  }
  return { goods, units: left, containers: boxes.length }
}
