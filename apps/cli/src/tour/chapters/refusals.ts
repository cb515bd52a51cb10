import { drugs } from '@theriac/server'
import { type Batches, packsOf, rangeOf } from '../batches.ts'
import type { Stage } from '../stage.ts'
import { productOf } from './making.ts'

/** What cannot be done. Where the server would refuse it by itself and may be told to insist, the ledger is asked. */
export async function refusals(stage: Stage, { paracetamol, unserialised }: Batches): Promise<void> {
  const { south, rhine, coast, market, station, clinic } = stage.members
  const pack = (index: number) => rangeOf(paracetamol, [index, index])

  await stage.refused(
    'Dispensing a pack a second time',
    market,
    market.admin.dispensing.dispense({ body: { goods: packsOf(paracetamol, 3), insist: true } }),
    'InventoryNotHeld',
  )
  await stage.refused(
    'Shipping packs that one does not hold',
    coast,
    coast.admin.shipments.ship({ body: { receiver: market.gln, goods: pack(0) } }),
    'InventoryNotHeld',
  )
  await stage.refused(
    'Undoing what another institution dispensed',
    station,
    station.admin.dispensing.undo({ body: { goods: packsOf(paracetamol, 3) } }),
    'dispensed',
  )
  const [opened] = packsOf(paracetamol, 101).units
  if (!opened) throw new RangeError('no pack')
  await stage.refused(
    'Taking more tablets than a pack has',
    clinic,
    clinic.admin.dispensing.dispensePart({ body: { ...opened, parts: 9, insist: true } }),
    'InventoryBadParts',
  )
  await stage.refused(
    'Dispensing at a wholesaler',
    rhine,
    rhine.admin.dispensing.dispense({ body: { goods: pack(207) } }),
    'Forbidden',
  )
  const { gtin, lot } = unserialised
  await stage.refused(
    "Commissioning another factory's lot",
    south,
    south.admin.commissioning.commission({ params: { gtin, lot }, body: { quantity: 1 } }),
    'NotFound',
  )
  const { id } = await rhine.admin.endings.proposeDestruction({ body: { goods: pack(207), reason: 'No reason' } })
  await stage.refused(
    'A destruction without a witness',
    rhine,
    rhine.admin.endings.confirmDestruction({ params: { id } }),
    'InventoryBadWitness',
  )
  await rhine.admin.endings.cancelDestruction({ params: { id } })
  const [first] = drugs
  if (!first) throw new RangeError('no drugs')
  await stage.refused(
    'Registering a GTIN that is taken',
    south,
    south.admin.products.register({ body: productOf(first) }),
    'ProductsGtinTaken',
  )
}
