import {
  commissionQuantity,
  destroyGoods,
  dispense,
  dispensePart,
  type Goods,
  type Holder,
  licenceScopes,
  quarantine,
  recallLot,
  receiveGoods,
  registerProduct,
  reinstate,
  rejectReturn,
  setLicences,
  ship,
  suspend,
  undo,
} from '@theriac/ledger'
import { placeInWords } from '../place-words.ts'
import { type Batches, gtinOf, productOf } from './chapter-making.ts'
import { witness } from './chapter-patients.ts'
import { drugs } from './drugs.ts'
import type { Stage } from './stage.ts'

/** A recall with its return and destruction, and everything that the contracts refuse on the way. */
export async function recall(stage: Stage, { paracetamol, insulin, unserialised }: Batches): Promise<void> {
  const { today, now } = stage
  const { north, south, rhine, coast, market, station, clinic } = stage.members
  const packs = (lot: Batches['insulin']['lot'], ...units: number[]) => [{ lot, units }]

  await stage.refused(
    'Dispensing a pack a second time',
    market,
    dispense(packs(paracetamol.lot, 3)),
    'InventoryNotHeld',
  )
  await stage.refused(
    'Shipping packs that one does not hold',
    coast,
    ship(9n, market.gln, { units: packs(paracetamol.lot, 0) }),
    'InventoryNotHeld',
  )
  await stage.refused(
    'Undoing what another institution dispensed',
    station,
    undo('dispensed', today, { units: packs(paracetamol.lot, 3) }),
    'InventoryNotHeld',
  )
  await stage.refused(
    'Taking more tablets than a pack has',
    clinic,
    dispensePart(paracetamol.lot, 101, 9),
    'InventoryBadParts',
  )
  await stage.refused('Dispensing at a wholesaler', rhine, dispense(packs(paracetamol.lot, 207)), 'InstitutionsRefused')
  await stage.refused(
    "Commissioning another factory's lot",
    south,
    commissionQuantity(unserialised.lot, 1),
    'LotsNotOwner',
  )
  await stage.refused(
    'A destruction without a witness',
    rhine,
    destroyGoods(
      { kind: 'institution', gln: rhine.gln },
      { units: packs(paracetamol.lot, 207) },
      'no reason',
      `0x${'00'.repeat(65)}`,
    ),
    'InventoryBadWitness',
  )
  const first = drugs[0]
  if (first)
    await stage.refused(
      'Registering a GTIN that is taken',
      south,
      registerProduct(gtinOf(first), productOf(first)),
      'ProductsGtinTaken',
    )

  await stage.govern(
    setLicences(station.gln, [
      { number: 'LIC-station', scope: licenceScopes.retail, validFrom: now - 1000, validTo: now - 10 },
    ]),
    'Licence ran out',
  )
  await stage.refused(
    'Shipping to a receiver whose licence ran out',
    rhine,
    ship(9n, station.gln, { units: packs(paracetamol.lot, 207) }),
    'InstitutionsRefused',
  )
  await stage.govern(
    setLicences(station.gln, [
      { number: 'LIC-station-2', scope: licenceScopes.retail, validFrom: now - 1000, validTo: now + 31_536_000 },
    ]),
    'Licence renewed',
  )
  await stage.govern(suspend(coast.gln, 'Temperature records missing'), 'Inspection 26-118')
  await stage.refused(
    'Shipping while suspended',
    coast,
    ship(9n, market.gln, { units: packs(insulin.lot, 300) }),
    'InstitutionsRefused',
  )
  await stage.govern(reinstate(coast.gln, 'Records supplied'), 'Inspection 26-118')
  stage.tell('A licence runs out and is renewed, a wholesaler is suspended and reinstated', [
    { 'strong acts carried out': Number(await stage.ledger.reads.institutions.executionCount()) },
  ])

  await stage.act(south, recallLot(insulin.lot, 1, 'Wrong concentration'))
  const hold = await stage.ledger.reads.catalogue.hold(insulin.lot)
  stage.tell('The factory recalls the insulin: one write stops every pack of it, wherever it is', [
    { lot: insulin.lotNumber, 'held back because': hold.replaceAll('_', ' '), class: 1 },
  ])
  await stage.refused('Dispensing a recalled lot', clinic, dispense(packs(insulin.lot, 8)), 'LotsHeldBack')
  await stage.refused(
    'Supplying a recalled lot',
    coast,
    ship(9n, market.gln, { units: packs(insulin.lot, 300) }),
    'LotsHeldBack',
  )

  await sendBack(stage, insulin.lot)
  await stage.act(
    clinic,
    quarantine(clinic.gln, { units: [{ lot: paracetamol.lot, units: [150] }] }, 'blister damaged'),
  )
  await stage.act(north, quarantine(north.gln, { units: [{ lot: paracetamol.lot, units: [2400] }] }, 'retained sample'))
}

/** Everyone sends the recalled packs back, and the factory destroys them before a witness. */
async function sendBack(stage: Stage, lot: Batches['insulin']['lot']): Promise<void> {
  const { south, coast, station, clinic } = stage.members
  const shares = [
    {
      member: clinic,
      units: [
        [0, 6],
        [8, 99],
      ] as const,
    },
    { member: station, units: [[100, 199]] as const },
    { member: coast, units: [[200, 599]] as const },
  ]
  for (const { member, units } of shares) {
    const goods: Goods = { units: [{ lot, units }] }
    await stage.act(member, ship(100n, south.gln, goods, { purpose: 'return' }))
    await stage.act(south, receiveGoods({ sender: member.gln, number: 100n }, goods, { close: true }))
  }
  const all: Goods = {
    units: [
      {
        lot,
        units: [
          [0, 6],
          [8, 599],
        ],
      },
    ],
  }
  await stage.act(south, rejectReturn(all, 'recalled'))
  const from: Holder = { kind: 'rejected', gln: south.gln }
  const reason = 'Recall: wrong concentration'
  await stage.act(south, destroyGoods(from, all, reason, await witness(stage, south, from, all, reason)))
  const census = await stage.trail.count(stage.ledger.client, lot)
  stage.tell(
    'The recall is complete when the sum says so, and anyone with a node can add it up',
    [
      { holder: 'commissioned', units: census.commissioned },
      ...census.holders.map(({ holder, units }) => ({
        holder: placeInWords(holder),
        units,
      })),
    ],
    2400,
  )
}
