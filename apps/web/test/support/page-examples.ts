import { buildSscc } from '@theriac/gs1'
import { deployThermometer, openSupply, type World } from '@theriac/server/testing'

type Key = Parameters<World['as']>[0]
type Role = NonNullable<Parameters<World['as']>[1]>

/** Whose account looks at something. */
export interface Viewer {
  readonly key: Key
  readonly role: Role
}

/** A page of one thing, and somebody who has to do with it. */
export interface PageExample extends Viewer {
  readonly path: string
}

const waitSeconds = 30
const stranger = '4000001000999'

/**
 * Prepares a small supply with one of everything that has a page of its own.
 *
 * @returns by the path of the page, such as `/lots/$gtin/$lot`
 */
export async function preparePageExamples(world: World): Promise<Readonly<Record<string, PageExample>>> {
  const { makeLot, give } = await openSupply(world)
  const lot = await makeLot('EP1', { serials: 60, days: 80 })
  const recalled = await makeLot('EP2', { serials: 40 })
  await makeLot('EP3', { quantity: 400 })
  await give('market', { units: [{ lot: lot.id, units: [[0, 9]] }] })
  await give('clinic', { units: [{ lot: lot.id, units: [[10, 19]] }] })
  await give('rhine', { units: [{ lot: recalled.id, units: [[0, 9]] }] })
  const { gtin } = lot
  const serials = (first: number, last: number) => lot.serials.slice(first, last).map((serial) => ({ gtin, serial }))
  const glnOf = (key: Key) => world.members[key].gln
  const [north, market, clinic] = [world.as('north'), world.as('market'), world.as('clinic')]

  const built = buildSscc({ extensionDigit: 1, companyPrefix: '9520000', serialReference: 1 })
  if (!built.ok) throw new TypeError(built.reason.message)
  const sscc = built.value
  await north.packing.pack({ body: { containers: [{ sscc, units: serials(20, 30) }] }, waitSeconds })
  const sent = await north.shipments.ship({
    body: { receiver: glnOf('market'), goods: { units: serials(30, 36) } },
    waitSeconds,
  })
  await north.lots.recall({
    params: { gtin, lot: recalled.lot },
    body: { class: 1, reason: 'Crystals in the tablets' },
    waitSeconds,
  })
  const dispensed = await market.dispensing.dispense({ body: { goods: { units: serials(0, 2) } }, waitSeconds })
  await market.quarantine.setAside({ body: { goods: { units: serials(2, 4) }, reason: 'wet' }, waitSeconds })
  const destruction = await market.endings.proposeDestruction({
    body: { goods: { units: serials(2, 4) }, reason: 'wet' },
  })
  const serial = 'FALSE1' as never
  const verified = await market.verification.verify({ body: { gtin, serial, lot: lot.lot } })
  const use = await clinic.drugUse.write({
    body: {
      gtin,
      lot: lot.lot,
      patient: 'P-7',
      dose: '1 g',
      unitsUsed: 1,
      usedAt: new Date(world.clock.now() - 60_000).toISOString(),
    },
    waitSeconds,
  })
  const record = await north.records.write({
    body: { kind: 'document', subject: { kind: 'lot', gtin, lot: lot.lot }, content: 'Certificate of analysis' },
    waitSeconds,
  })
  const { webhook } = await world
    .as('north', 'admin')
    .webhooks.create({ body: { url: 'http://127.0.0.1:9/theriac', kinds: ['alert_raised'] } })
  await world.anonymous.institutions.apply({
    body: {
      gln: stranger as never,
      kind: 'pharmacy',
      name: 'Harbour Pharmacy',
      licences: [
        {
          number: 'PH-2026-17',
          scope: ['receive', 'dispense'],
          validFrom: '2026-01-01T00:00:00Z' as never,
          validTo: '2030-01-01T00:00:00Z' as never,
        },
      ],
      admin: { name: 'harbour.admin', password: 'a long enough password' },
    },
    waitSeconds,
  })
  const governance = await world
    .as('regulator')
    .governance.setThreshold({ body: { threshold: 1, reason: 'As it was' }, waitSeconds })
  const { address: contract } = await deployThermometer(world)
  await world.as('regulator', 'admin').chain.registerAbi({
    params: { address: contract },
    body: { name: 'Weather', abi: JSON.stringify([{ type: 'event', name: 'Storm', inputs: [] }]) },
  })
  const [account] = (await world.as('north', 'admin').accounts.list()).items

  const by =
    (key: Key, role: Role = 'operator') =>
    (path: string): PageExample => ({ key, role, path })
  const [factory, pharmacy, hospital, regulator] = [by('north'), by('market'), by('clinic'), by('regulator')]
  const admin = by('north', 'admin')
  return {
    '/accounts/$id': admin(`/accounts/${account?.id}`),
    '/alerts/$id': pharmacy(`/alerts/${verified.alert?.id}`),
    '/apply/$gln': regulator(`/apply/${stranger}`),
    '/chain/abis/$address': regulator(`/chain/abis/${contract}`),
    '/chain/blocks/$block': regulator('/chain/blocks/1'),
    '/chain/contracts/$name': regulator('/chain/contracts/inventory'),
    '/commissioning/$gtin/$lot': factory(`/commissioning/${gtin}/${lot.lot}`),
    '/containers/$sscc': factory(`/containers/${sscc}`),
    '/drug-use/records/$id': hospital(`/drug-use/records/${use.result.id}`),
    '/endings/destructions/$id': pharmacy(`/endings/destructions/${destruction.id}`),
    '/governance/$id': regulator(`/governance/${governance.result.proposal.id}`),
    '/institutions/$gln': regulator(`/institutions/${glnOf('market')}`),
    '/jobs/$id': pharmacy(`/jobs/${dispensed.id}`),
    '/labels/containers/$sscc': factory(`/labels/containers/${sscc}`),
    '/labels/lots/$gtin/$lot': factory(`/labels/lots/${gtin}/${lot.lot}`),
    '/lots/$gtin/$lot': regulator(`/lots/${gtin}/${recalled.lot}`),
    '/lots/$gtin/$lot/amend': factory(`/lots/${gtin}/${lot.lot}/amend`),
    '/packing/into/$sscc': factory(`/packing/into/${sscc}`),
    '/packing/lots/$gtin/$lot': factory(`/packing/lots/${gtin}/${lot.lot}`),
    '/products/$gtin': regulator(`/products/${gtin}`),
    '/products/$gtin/amend': factory(`/products/${gtin}/amend`),
    '/recalls/$gtin/$lot': regulator(`/recalls/${gtin}/${recalled.lot}`),
    '/receive/$sender/$number': pharmacy(`/receive/${glnOf('north')}/${sent.result.number}`),
    '/records/$record': factory(`/records/${record.result.record}`),
    '/screening/drugs/$gtins': pharmacy(`/screening/drugs/${gtin}`),
    '/screening/suppliers/$glns': pharmacy(`/screening/suppliers/${glnOf('rhine')}`),
    '/shipments/$sender/$number': factory(`/shipments/${glnOf('north')}/${sent.result.number}`),
    '/transactions/$hash': regulator(`/transactions/${dispensed.transactions[0]?.txHash}`),
    '/units/$gtin/$serial': pharmacy(`/units/${gtin}/${lot.serials[1]}`),
    '/webhooks/$id': admin(`/webhooks/${webhook.id}`),
    '/withdrawals/$gtin': regulator(`/withdrawals/${gtin}`),
  }
}
