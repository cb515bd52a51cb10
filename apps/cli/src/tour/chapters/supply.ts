import { type Batch, type Batches, packing, quantityOf, rangeOf } from '../batches.ts'
import type { Member, Stage } from '../stage.ts'

const perCase = 100

/** Packing, two hand-overs, a difference in one of them, and stock at pharmacies and hospitals. */
export async function supply(stage: Stage, batches: Batches): Promise<void> {
  const { paracetamol, insulin, unserialised } = batches
  const { north, south, rhine, coast } = stage.members
  const { ssccs: cases } = await north.admin.packing.allotSsccs({ body: { n: 20 } })
  const { ssccs: pallets } = await north.admin.packing.allotSsccs({ body: { n: 1, extensionDigit: 1 } })
  const [[pallet], [eighth]] = [pallets, cases.slice(7)]
  if (pallet === undefined || eighth === undefined) throw new RangeError('SSCCs are missing')
  const containers = cases.map((sscc, i) => packing(sscc, paracetamol, i * perCase, (i + 1) * perCase - 1))
  await stage.act(north.admin.packing.pack({ body: { containers } }))
  await stage.act(north.admin.packing.nest({ body: { parent: pallet, children: cases } }))
  const packed = await north.admin.packing.find({ params: { sscc: pallet } })
  stage.tell(
    'Packs go into cases of 100, cases onto a pallet',
    [{ pallet, cases: packed.children, packs: packed.units }],
    4000,
  )

  const eventTime = new Date(stage.now).toISOString()
  const goods = { containers: [pallet] }
  const [first] = await stage.act(
    north.admin.shipments.ship({ body: { receiver: rhine.gln, goods, eventTime, billType: 201 } }),
  )
  const ofPallet = { sender: north.gln, number: first?.result.number ?? '' }
  const all = rangeOf(insulin, [0, 599])
  const [ofInsulin] = await stage.act(south.admin.shipments.ship({ body: { receiver: coast.gln, goods: all } }))
  const bulk = quantityOf(unserialised, 1000)
  const [ofBulk] = await stage.act(north.admin.shipments.ship({ body: { receiver: coast.gln, goods: bulk } }))
  const incoming = [
    { sender: south.gln, number: ofInsulin?.result.number ?? '' },
    { sender: north.gln, number: ofBulk?.result.number ?? '' },
  ]
  const sent = await Promise.all(
    [ofPallet, ...incoming].map((params) => stage.members.regulator.admin.shipments.find({ params })),
  )
  stage.tell(
    'The factories ship: a whole pallet is one write, loose packs one per 256',
    sent.map(({ receiver, state, sent: { containers: boxes, units } }) => ({
      to: receiver.name,
      state,
      containers: boxes,
      units,
    })),
    3600,
  )

  const missing = [packing(eighth, paracetamol, 711, 713)]
  const close = { reason: 'Three packs are missing in the eighth case' }
  await stage.act(rhine.admin.shipments.receive({ params: ofPallet, body: { all: true, missing, close } }))
  await stage.act(...incoming.map((params) => coast.admin.shipments.receive({ params, body: { all: true } })))
  const held = await rhine.admin.shipments.find({ params: ofPallet })
  const received = await rhine.admin.packing.find({ params: { sscc: pallet } })
  stage.tell(
    'One case is three packs short: those three stay behind, the pallet is received and saleable',
    [{ 'received on the pallet': received.units, 'still in the shipment': held.left.units, shipment: held.state }],
    3600,
  )

  const found = rangeOf(paracetamol, [711, 713])
  await stage.act(north.admin.shipments.reclaim({ params: ofPallet, body: { goods: found } }))
  await stage.act(north.admin.quarantine.release({ body: { goods: found } }))
  stage.tell('The three packs are found at the factory, checked in quarantine and released', [{ packs: 3 }], 6)

  const opened = cases.slice(0, 3).map((sscc) => ({ sscc, all: true }))
  await stage.act(rhine.admin.packing.unpack({ body: { containers: opened } }))
  await supplyCustomers(stage, batches)
}

async function supplyCustomers(stage: Stage, { paracetamol, insulin, unserialised }: Batches): Promise<void> {
  const { rhine, coast, market, station, clinic, infirmary } = stage.members
  await Promise.all([
    handOver(stage, rhine, market, rangeOf(paracetamol, [0, 99])),
    handOver(stage, rhine, clinic, rangeOf(paracetamol, [100, 199])),
    handOver(stage, coast, clinic, rangeOf(insulin, [0, 99])),
    handOver(stage, coast, station, rangeOf(insulin, [100, 199])),
    handOver(stage, coast, infirmary, quantityOf(unserialised, 400)),
  ])
  stage.tell(
    'The wholesalers supply two pharmacies and two hospitals',
    await Promise.all(
      [market, station, clinic, infirmary].map(async (member) => ({
        institution: member.name,
        paracetamol: await stockOf(member, paracetamol),
        insulin: await stockOf(member, insulin),
        'without serials': await stockOf(member, unserialised),
      })),
    ),
    1900,
  )
}

type Goods = Parameters<Member['admin']['shipments']['ship']>[0]['body']['goods']

async function handOver(stage: Stage, from: Member, to: Member, goods: Goods): Promise<void> {
  const [sent] = await stage.act(from.admin.shipments.ship({ body: { receiver: to.gln, goods } }))
  const params = { sender: from.gln, number: sent?.result.number ?? '' }
  await stage.act(to.admin.shipments.receive({ params, body: { all: true } }))
}

async function stockOf({ admin }: Member, { gtin, lot }: Batch): Promise<number> {
  const { items } = await admin.stock.list({ query: { gtin, state: 'sellable' } })
  return items.filter((row) => row.lot === lot).reduce((sum, { units }) => sum + units, 0)
}
