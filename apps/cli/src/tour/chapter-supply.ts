import { nest, type Packing, pack, receiveGoods, reclaim, release, ship, unpack } from '@theriac/ledger'
import type { Batches } from './chapter-making.ts'
import { type Stage, ssccs } from './stage.ts'

const perCase = 100

/** Packing, two hand-overs, a difference in one of them, and stock at pharmacies and hospitals. */
export async function supply(stage: Stage, { paracetamol, insulin, unserialised }: Batches): Promise<void> {
  const { north, south, rhine, coast, market, station, clinic, infirmary } = stage.members
  const cases = ssccs(0, 20)
  const [pallet] = ssccs(1, 1)
  if (!pallet) throw new RangeError('no pallet')
  const caseOf = (i: number): Packing => ({
    sscc: cases[i] ?? pallet,
    lot: paracetamol.lot,
    units: [[i * perCase, i * perCase + perCase - 1]],
  })

  await stage.act(north, pack(cases.map((_, i) => caseOf(i))))
  await stage.act(north, nest(pallet, cases))
  const packed = await stage.ledger.reads.inventory.container(pallet)
  stage.tell(
    'Packs go into cases of 100, cases onto a pallet',
    [{ pallet, cases: packed?.children ?? 0, packs: packed?.lots[0]?.units ?? 0 }],
    4000,
  )

  await stage.act(
    north,
    ship(1n, rhine.gln, { containers: [pallet] }, { note: { eventTime: stage.now, billType: 201 } }),
  )
  await stage.act(south, ship(1n, coast.gln, { units: [{ lot: insulin.lot, units: [[0, 599]] }] }))
  await stage.act(north, ship(2n, coast.gln, { units: [{ lot: unserialised.lot, quantity: 1000 }] }))
  stage.tell(
    'The factories ship: a whole pallet is one write, loose packs one per 256',
    await Promise.all(
      [
        { sender: north.gln, number: 1n, to: rhine.name },
        { sender: south.gln, number: 1n, to: coast.name },
        { sender: north.gln, number: 2n, to: coast.name },
      ].map(async ({ to, ...ref }) => {
        const shipment = await stage.ledger.reads.inventory.shipment(ref)
        return {
          to,
          state: shipment?.state ?? '',
          containers: shipment?.containers ?? 0,
          'loose units': shipment?.units ?? 0,
        }
      }),
    ),
    3600,
  )

  const missing: Packing = { sscc: cases[7] ?? pallet, lot: paracetamol.lot, units: [711, 712, 713] }
  await stage.act(
    rhine,
    receiveGoods({ sender: north.gln, number: 1n }, { containers: [pallet] }, { missing: [missing], close: true }),
  )
  await stage.act(
    coast,
    receiveGoods({ sender: south.gln, number: 1n }, { units: [{ lot: insulin.lot, units: [[0, 599]] }] }),
    receiveGoods({ sender: north.gln, number: 2n }, { units: [{ lot: unserialised.lot, quantity: 1000 }] }),
  )
  const held = await stage.ledger.reads.inventory.shipment({ sender: north.gln, number: 1n })
  const received = await stage.ledger.reads.inventory.container(pallet)
  stage.tell(
    'One case is three packs short: those three stay behind, the pallet is received and saleable',
    [
      {
        'received on the pallet': received?.lots[0]?.units ?? 0,
        'still in the shipment': held?.units ?? 0,
        shipment: held?.state ?? '',
      },
    ],
    3600,
  )

  const found = { units: [{ lot: paracetamol.lot, units: [711, 712, 713] }] }
  await stage.act(north, reclaim(1n, found))
  await stage.act(north, release(north.gln, north.gln, found))
  stage.tell('The three packs are found at the factory, checked in quarantine and released', [{ packs: 3 }], 6)

  const stock = { kind: 'institution', gln: rhine.gln } as const
  await stage.act(rhine, unpack(stock, [caseOf(0), caseOf(1), caseOf(2)]))
  const loose = (first: number, last: number) => ({
    units: [{ lot: paracetamol.lot, units: [[first, last]] as const }],
  })
  await stage.act(rhine, ship(1n, market.gln, loose(0, 99)), ship(2n, clinic.gln, loose(100, 199)))
  await stage.act(
    coast,
    ship(1n, clinic.gln, { units: [{ lot: insulin.lot, units: [[0, 99]] }] }),
    ship(2n, station.gln, { units: [{ lot: insulin.lot, units: [[100, 199]] }] }),
    ship(3n, infirmary.gln, { units: [{ lot: unserialised.lot, quantity: 400 }] }),
  )
  await stage.act(market, receiveGoods({ sender: rhine.gln, number: 1n }, loose(0, 99)))
  await stage.act(
    clinic,
    receiveGoods({ sender: rhine.gln, number: 2n }, loose(100, 199)),
    receiveGoods({ sender: coast.gln, number: 1n }, { units: [{ lot: insulin.lot, units: [[0, 99]] }] }),
  )
  await stage.act(
    station,
    receiveGoods({ sender: coast.gln, number: 2n }, { units: [{ lot: insulin.lot, units: [[100, 199]] }] }),
  )
  await stage.act(
    infirmary,
    receiveGoods({ sender: coast.gln, number: 3n }, { units: [{ lot: unserialised.lot, quantity: 400 }] }),
  )
  stage.tell(
    'The wholesalers supply two pharmacies and two hospitals',
    await Promise.all(
      [market, station, clinic, infirmary].map(async ({ name, gln }) => ({
        institution: name,
        paracetamol: await stockOf(stage, gln, paracetamol.lot, 2500),
        insulin: await stockOf(stage, gln, insulin.lot, 600),
        'without serials': (
          await stage.ledger.reads.inventory.quantityAt({ kind: 'institution', gln }, unserialised.lot)
        ).quantity,
      })),
    ),
    1900,
  )
}

async function stockOf(
  stage: Stage,
  gln: Stage['members']['market']['gln'],
  lot: Batches['insulin']['lot'],
  count: number,
) {
  const { units } = await stage.ledger.reads.inventory.unitsAt({ kind: 'institution', gln }, lot, count)
  return units.reduce<number>((sum, entry) => sum + (typeof entry === 'number' ? 1 : entry[1] - entry[0] + 1), 0)
}
