import { buildGln, type Serial } from '@theriac/gs1'
import * as ledger from '@theriac/ledger'
import { type Goods, type Holder, type LotId, leafOf, runProof, signDestruction } from '@theriac/ledger'
import { type Hex, keccak256, stringToHex } from 'viem'
import { glnAt, gtinA, gtinB, type Member, newSigner, product, serialsOf, ssccAt, type TradeStage } from '../stage.ts'

const hash = (text: string): Hex => keccak256(stringToHex(text))

/** What a whole life leaves to look for. */
export interface WholeLife {
  readonly lot: LotId
  readonly loose: LotId
  readonly serials: readonly Serial[]
  /** A record about a unit, amended and voided. */
  readonly record: Hex
  /** Institutions that were suspended, retired and declined. */
  readonly fates: Readonly<Record<'suspended' | 'retired' | 'declined', string>>
  readonly rotated: readonly [before: string, after: string]
}

/** Lives a life in which every event of the contracts happens. */
export async function liveWholeLife(t: TradeStage): Promise<WholeLife> {
  const institutions = await liveInstitutions(t)
  await liveProducts(t)
  const serials = serialsOf(1_200)
  const lot = await t.makeLot(t.factory, 'L2', { serials, gtin: gtinB })
  const loose = await t.makeLot(t.factory, 'L1', { quantity: 5, gtin: gtinB })
  const plan = { production: t.dayFrom(-1), expiry: t.dayFrom(700), quantity: 300, origin: 'Plant 2' }
  await t.act(t.factory, ledger.amendLot(loose, plan, 'typing error'), ledger.commissionQuantity(loose, 300))
  await t.act(t.factory, ledger.voidCommissioning([{ lot, units: [1_199] }]))
  await liveHandOver(t, lot, loose)
  await liveDispensing(t, lot, loose, serials)
  await liveEndings(t, lot)
  const record = await liveRecords(t, lot)
  await liveNodes(t)
  // The factory makes a serial again that it had used.
  const again = await t.makeLot(t.factory, 'L3', { quantity: 2, serials: ['NEW', 'S3'] as Serial[], gtin: gtinB })
  await t.act(t.factory, ledger.recallLot(again, 1, 'serial used twice'))
  await t.act(t.factory, ledger.retireProduct(gtinB, 'end of line'))
  await t.govern(ledger.withdrawProduct(gtinB, 'harm'))
  await t.govern(ledger.setThreshold(2))
  return { lot, loose, serials, record, ...institutions }
}

async function liveInstitutions(t: TradeStage): Promise<Pick<WholeLife, 'fates' | 'rotated'>> {
  const [suspended, retired, declined] = [glnAt(51), glnAt(52), glnAt(53)]
  const [first, second, third, later] = [newSigner(), newSigner(), newSigner(), newSigner()]
  const licence = t.licence('wholesale')
  await t.act(first, ledger.applyFor(suspended, 'distributor', 'Suspended', [licence]))
  await t.act(second, ledger.applyFor(retired, 'distributor', 'Retired', [licence]))
  await t.act(third, ledger.applyFor(declined, 'pharmacy', 'Declined\0', [licence]))
  await t.govern(ledger.admit(suspended, first.address))
  await t.govern(ledger.admit(retired, second.address))
  await t.govern(ledger.decline(declined, 'no premises'))
  await t.govern(ledger.suspend(suspended, 'inspection'))
  await t.govern(ledger.reinstate(suspended, 'cleared'))
  await t.govern(ledger.rename(suspended, 'Suspended Ltd'))
  await t.govern(ledger.setPermissions(suspended, ['pack', 'receive']))
  await t.govern(ledger.setLicences(suspended, [licence, { ...licence, number: 'L-2' }]))
  await t.govern(ledger.suspend(suspended, 'once more'))
  await t.govern(ledger.retire(retired, 'closed down'))
  const { pharmacy } = t
  const clerk = newSigner()
  await t.act(pharmacy, ledger.addOperator(clerk.address, 'auditor'), ledger.removeOperator(clerk.address))
  await t.act(pharmacy.second, ledger.rotateKey(later.address))
  const stranger = buildGln('952000000999')
  if (!stranger.ok) throw new TypeError('not a GLN')
  // Refused twice over: by what it would do, and by governance which passes that on.
  await t.ledger.govern(t.regulator.admin, ledger.suspend(stranger.value, 'nobody'), 'mistaken')
  const expiry = t.time.now + 86_400
  await t.govern(ledger.setThreshold(2))
  const act = ledger.rename(suspended, 'Never')
  await t.act(t.regulator, ledger.propose(t.addresses.institutions, act, expiry, 'x'))
  const id = (await t.reads.institutions.proposalCount()) - 1n
  await t.act(t.regulator, ledger.cancel(id))
  await t.act(t.regulator, ledger.propose(t.addresses.governance, ledger.setThreshold(1), expiry, 'back to one'))
  await t.act(t.regulator.second, ledger.approve(id + 1n))
  const fates = { suspended, retired, declined }
  return { fates, rotated: [pharmacy.second.address.toLowerCase(), later.address.toLowerCase()] }
}

async function liveProducts(t: TradeStage): Promise<void> {
  await t.act(t.factory, ledger.registerProduct(gtinB, product))
  const data = { ...product, name: 'DOLIPRANE', levels: [{ gtin: gtinA, units: 10 }] }
  await t.act(t.factory, ledger.amendProduct(gtinB, 1, data, 'case code'))
  await t.act(t.factory, ledger.suspendProduct(gtinB, 'doubt'), ledger.reinstateProduct(gtinB, 'cleared'))
}

const goodsOf =
  (lot: LotId) =>
  (...list: (number | readonly [number, number])[]): Goods => ({ units: [{ lot, units: list }] })
const home = ({ gln }: Member): Holder => ({ kind: 'institution', gln })

async function liveHandOver(t: TradeStage, lot: LotId, loose: LotId): Promise<void> {
  const units = goodsOf(lot)
  const [pallet, first, second] = [ssccAt(1), ssccAt(2), ssccAt(3)]
  const case1 = { sscc: first, lot, units: [[0, 299]] as const }
  const case2 = { sscc: second, lot, units: [[300, 399]] as const }
  await t.act(t.factory, ledger.pack([case1, case2]), ledger.nest(pallet, [first, second]))
  await t.act(t.factory, ledger.denest(home(t.factory), pallet, [second]), ledger.unpack(home(t.factory), [case2]))
  const ref = (number: bigint) => ({ sender: t.factory.gln, number })
  await t.act(t.factory, ledger.ship(1n, t.wholesale.gln, units([300, 309])))
  await t.act(t.factory, ledger.voidShipping(1n, units([300, 309])))
  const note = { eventTime: t.time.now - 60, billType: 201 }
  await t.act(t.factory, ledger.ship(2n, t.wholesale.gln, { containers: [pallet] }, { note }))
  const missing = [{ sscc: first, lot, units: [7] }]
  await t.act(t.wholesale, ledger.receiveGoods(ref(2n), { containers: [pallet] }, { missing, close: true }))
  await t.act(t.factory, ledger.reclaim(2n, units(7)), ledger.release(t.factory.gln, t.factory.gln, units(7)))
  await t.act(t.factory, ledger.ship(3n, t.pharmacy.gln, units([400, 499])))
  await t.act(t.pharmacy, ledger.receiveGoods(ref(3n), units([400, 449])))
  await t.act(t.pharmacy, ledger.rejectShipment(ref(3n), 'not ordered'))
  await t.act(t.factory, ledger.reclaim(3n, units([450, 499])))
  const both: Goods = { units: [...(units([500, 599]).units ?? []), { lot: loose, quantity: 40 }] }
  await t.act(t.factory, ledger.ship(4n, t.hospital.gln, both))
  await t.act(t.hospital, ledger.receiveGoods(ref(4n), both))
}

async function liveDispensing(t: TradeStage, lot: LotId, loose: LotId, serials: readonly Serial[]): Promise<void> {
  const units = goodsOf(lot)
  await t.act(t.pharmacy, ledger.dispense([{ lot, units: [400, 401, 402] }], { billType: 323 }))
  await t.act(t.pharmacy, ledger.undo('dispensed', t.today(), units(402)))
  // A second time: refused, and kept.
  await t.attempt(t.pharmacy, ledger.dispense([{ lot, units: [400, 403] }]))
  await t.act(t.hospital, ledger.dispensePart(lot, 500, 3), ledger.dispensePart(lot, 500, 5))
  await t.act(t.hospital, ledger.undoPart(lot, 500), ledger.dispensePart(lot, 502, 2), ledger.undoPart(lot, 502))
  const given = [
    { lot, units: [501] },
    { lot: loose, quantity: 4 },
  ]
  await t.act(t.hospital, ledger.dispense(given))
  await t.act(t.hospital, ledger.administer(t.today(), [{ lot, units: [501] }], hash('salt and patient')))
  const leaves = serials.slice(0, 1_024).map((serial) => leafOf(gtinB, serial))
  const proven = [400, 401].map((index) => ({
    index,
    leaf: leaves[index] ?? hash(''),
    proof: runProof(leaves, index),
  }))
  const expiry = t.dayFrom(300)
  await t.act(t.pharmacy, ledger.returnDispensed(t.today(), lot, expiry, proven))
  await t.act(t.pharmacy, ledger.acceptReturn(lot, expiry, proven.slice(0, 1)))
  await t.act(t.pharmacy, ledger.rejectReturn(units(401), 'opened'))
  const back = { units: [{ lot: loose, quantity: 10 }] }
  await t.act(t.hospital, ledger.ship(1n, t.factory.gln, back, { purpose: 'return' }))
  await t.act(t.factory, ledger.receiveGoods({ sender: t.hospital.gln, number: 1n }, back))
  await t.act(t.factory, ledger.acceptReturnedQuantity(loose, t.dayFrom(700), 10))
}

async function liveEndings(t: TradeStage, lot: LotId): Promise<void> {
  const { factory } = t
  const units = goodsOf(lot)
  await t.act(factory, ledger.decommission('exported', units([600, 609])))
  await t.act(factory, ledger.undo('exported', t.today(), units(600)))
  await t.act(factory, ledger.reportGone('stolen', home(factory), units(610, 611), 'Police 26/11'))
  await t.govern(ledger.overrideUndo(factory.gln, 'stolen', t.today(), units(611)))
  await t.act(t.regulator, ledger.quarantine(factory.gln, units(620), 'sample of the inspection'))
  const chain = { chainId: t.ledger.chainId, inventory: t.addresses.inventory }
  const destruction = { gln: factory.gln, from: home(factory), goods: units([700, 799]), reason: 'mould' }
  const signature = await signDestruction(factory.second, chain, destruction)
  await t.act(factory, ledger.destroyGoods(home(factory), destruction.goods, 'mould', signature))
}

async function liveRecords(t: TradeStage, lot: LotId): Promise<Hex> {
  const subjects: ledger.Subject[] = [
    { kind: 'product', gtin: gtinB },
    { kind: 'lot', lot },
    { kind: 'unit', lot, index: 501 },
    { kind: 'shipment', sender: t.factory.gln, number: 2n },
    { kind: 'institution', gln: t.pharmacy.gln },
  ]
  for (const [place, subject] of subjects.entries())
    await t.act(t.factory, ledger.writeRecord(hash(`r${place}`), 'document', subject, hash('v1')))
  const id = ledger.recordIdOf(t.factory.gln, hash('r2'))
  await t.act(t.factory, ledger.amendRecord(id, 1, hash('v2'), 'more'), ledger.voidRecord(id, 2, 'wrong pack'))
  await t.act(t.factory, ledger.amendRecord(ledger.recordIdOf(t.factory.gln, hash('r3')), 1, hash('v2'), 'more'))
  await t.act(t.factory, ledger.anchorHashes(hash('root'), 'epcis_event', 3))
  return id
}

async function liveNodes(t: TradeStage): Promise<void> {
  const idOf = (name: string): Hex => `${hash(name)}${hash(`${name}'`).slice(2)}`
  const [plant, store] = [idOf('plant'), idOf('store')]
  await t.act(t.factory, ledger.registerNode(plant, 'Plant 1', 'observer'))
  await t.govern(ledger.approveRole(ledger.nodeKey(plant), 'observer'))
  await t.act(t.regulator, ledger.noteRole(ledger.nodeKey(plant)))
  await t.act(t.factory, ledger.askForRole(ledger.nodeKey(plant), 'sealer'))
  // Of somebody else, who did not run it: declined, and registered again by who does.
  await t.act(t.hospital, ledger.registerNode(store, 'Not ours', 'sealer'))
  await t.act(t.regulator, ledger.declineRole(ledger.nodeKey(store), 'not its node'))
  await t.act(t.wholesale, ledger.registerNode(store, 'Store 2', 'observer'))
  await t.act(t.factory, ledger.setService({ url: 'https://old.example', signer: t.factory.second.address }))
  await t.act(t.factory, ledger.setService({ url: 'https://factory.example', signer: t.factory.second.address }))
  await t.act(t.hospital, ledger.setService({ url: 'https://gone.example', signer: t.hospital.second.address }))
  await t.act(t.hospital, ledger.setService(undefined))
  const listing = { name: 'catalogue', target: t.addresses.catalogue, abiHash: ledger.abiHash('catalogue') }
  await t.govern(ledger.listContract(listing))
}
