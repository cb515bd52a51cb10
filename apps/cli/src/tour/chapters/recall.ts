import { type Batch, type Batches, packsOf, rangeOf } from '../batches.ts'
import type { Stage } from '../stage.ts'
import { licenceOf } from './enrolment.ts'
import { destroy } from './patients.ts'
import { refusals } from './refusals.ts'

const yearMs = 365 * 86_400_000

/** A recall with its return and destruction, and everything that is refused on the way. */
export async function recall(stage: Stage, batches: Batches): Promise<void> {
  const { paracetamol, insulin } = batches
  const { north, south, coast, market, clinic } = stage.members
  await refusals(stage, batches)
  await licences(stage, batches)

  const { gtin, lot } = insulin
  await stage.act(south.admin.lots.recall({ params: { gtin, lot }, body: { class: 1, reason: 'Wrong concentration' } }))
  const { status } = await clinic.admin.lots.find({ params: { gtin, lot } })
  stage.tell('The factory recalls the insulin: one write stops every pack of it, wherever it is', [
    { lot, 'held back because': status.replaceAll('_', ' '), class: 1 },
  ])
  await stage.refused(
    'Dispensing a recalled lot',
    clinic,
    clinic.admin.dispensing.dispense({ body: { goods: packsOf(insulin, 8), insist: true } }),
    'LotsHeldBack',
  )
  await stage.refused(
    'Supplying a recalled lot',
    coast,
    coast.admin.shipments.ship({ body: { receiver: market.gln, goods: rangeOf(insulin, [300, 300]) } }),
    'LotsHeldBack',
  )

  await sendBack(stage, insulin)
  const aside = (index: number, reason: string) => ({ body: { goods: rangeOf(paracetamol, [index, index]), reason } })
  await stage.act(clinic.admin.quarantine.setAside(aside(150, 'Blister damaged')))
  await stage.act(north.admin.quarantine.setAside(aside(2400, 'Retained sample')))
}

async function licences(stage: Stage, { paracetamol, insulin }: Batches): Promise<void> {
  const { regulator, rhine, coast, market, station } = stage.members
  const { institutions } = regulator.admin
  const setLicence = (number: string, to: number, reason: string) =>
    stage.act(
      institutions.setLicences({
        params: { gln: station.gln },
        body: { licences: [licenceOf(number, 'retail', stage.now - yearMs, to)], reason },
      }),
    )
  await setLicence('LIC-station', stage.now - 10_000, 'Licence ran out')
  await stage.refused(
    'Shipping to a receiver whose licence ran out',
    rhine,
    rhine.admin.shipments.ship({ body: { receiver: station.gln, goods: packsOf(paracetamol, 207) } }),
    'InstitutionsRefused',
  )
  await setLicence('LIC-station-2', stage.now + yearMs, 'Licence renewed')
  const params = { gln: coast.gln }
  await stage.act(institutions.suspend({ params, body: { reason: 'Temperature records missing' } }))
  await stage.refused(
    'Shipping while suspended',
    coast,
    coast.admin.shipments.ship({ body: { receiver: market.gln, goods: rangeOf(insulin, [300, 300]) } }),
    'InstitutionsRefused',
  )
  await stage.act(institutions.reinstate({ params, body: { reason: 'Records supplied' } }))
  const { executions } = await stage.anybody.governance.overview()
  stage.tell('A licence runs out and is renewed, a wholesaler is suspended and reinstated', [
    { 'strong acts carried out': Number(executions) },
  ])
}

/** Everyone sends the recalled packs back, and the factory destroys them before a witness. */
async function sendBack(stage: Stage, insulin: Batch): Promise<void> {
  const { regulator, south, coast, station, clinic } = stage.members
  const shares = [
    { from: clinic, goods: rangeOf(insulin, [0, 6], [8, 99]) },
    { from: station, goods: rangeOf(insulin, [100, 199]) },
    { from: coast, goods: rangeOf(insulin, [200, 599]) },
  ]
  for (const { from, goods } of shares) {
    const body = { receiver: south.gln, goods, purpose: 'return' as const }
    const [sent] = await stage.act(from.admin.shipments.ship({ body }))
    const params = { sender: from.gln, number: sent?.result.number ?? '' }
    await stage.act(south.admin.shipments.receive({ params, body: { all: true, close: {} } }))
  }
  const all = rangeOf(insulin, [0, 6], [8, 599])
  await stage.act(south.admin.returns.reject({ body: { goods: all, reason: 'Recalled' } }))
  await destroy(stage, south, all, 'Recall: wrong concentration')
  const { gtin, lot } = insulin
  const { commissioned, totals } = await regulator.admin.lots.reach({ params: { gtin, lot } })
  stage.tell(
    'The recall is complete when the sum says so, and anyone with a node can add it up',
    [
      { where: 'commissioned', units: commissioned },
      ...totals.map(({ state, units }) => ({ where: state.replaceAll('_', ' '), units })),
    ],
    2400,
  )
}
