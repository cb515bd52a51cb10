import type { Serial } from '@theriac/gs1'
import { type Hex, keccak256, stringToHex } from 'viem'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as ledger from '../../src/index.ts'
import { type Goods, type Holder, type LotId, leafOf, runProof, signDestruction } from '../../src/index.ts'
import { lifeOfInstitutions } from './life-of-institutions.ts'
import { lifeOfNodes } from './life-of-nodes.ts'
import { gtinA, gtinB, type Member, openTrade, product, serialsOf, ssccAt } from './world.ts'

type Trade = Awaited<ReturnType<typeof openTrade>>

const hash = (text: string) => keccak256(stringToHex(text))
const serials = serialsOf(1_200)
const plain = serialsOf(0)

// One story in order: each part goes on where the one before it ended.
describe('the life of a lot', () => {
  let t: Trade
  let lot: LotId
  let loose: LotId
  let home: (member: Member) => Holder
  const units = (...list: (number | readonly [number, number])[]): Goods => ({ units: [{ lot, units: list }] })
  const today = () => t.today()
  const end = (state: ledger.EndState, { gln }: Member): Holder => ({
    kind: 'end',
    state,
    day: ledger.dayOf(today()),
    gln,
  })
  const at = async (holder: Holder, of = lot) => (await t.reads.inventory.unitsAt(holder, of, 1_200)).units

  beforeAll(async () => {
    t = await openTrade()
    home = ({ gln }) => ({ kind: 'institution', gln })
  })
  afterAll(() => t.close())

  test('institutions are admitted, changed, and their operators come and go', () => lifeOfInstitutions(t))

  test('nodes are registered, get roles and are declined; servers and contracts are listed', () => lifeOfNodes(t))

  test('products are registered, amended, suspended, reinstated, retired and withdrawn', async () => {
    const { catalogue } = t.reads
    await t.act(t.factory, ledger.registerProduct(gtinB, product))
    const data = { ...product, name: 'DOLIPRANE', levels: [{ gtin: gtinA, units: 10 }] }
    await t.act(t.factory, ledger.amendProduct(gtinB, 1, data, 'case code'))
    expect(await catalogue.productData(gtinB)).toEqual(data)
    expect(await catalogue.baseOf(gtinA)).toBe(gtinB)
    await t.act(t.factory, ledger.suspendProduct(gtinB, 'doubt'))
    expect(await catalogue.product(gtinB)).toEqual({
      gtin: gtinB,
      owner: t.factory.gln,
      status: 'suspended',
      version: 2,
      packSize: 8,
      suspendedBy: t.factory.gln,
    })
    await t.act(t.factory, ledger.reinstateProduct(gtinB, 'cleared'))
    expect(await catalogue.product(gtinB)).toMatchObject({ status: 'active' })
    expect(await catalogue.product(gtinB)).not.toHaveProperty('suspendedBy')
  })

  test('a lot is registered, corrected and commissioned', async () => {
    lot = await t.makeLot(t.factory, 'L1', { serials: plain, quantity: 5, gtin: gtinB })
    const plan = { production: t.dayFrom(-1), expiry: t.dayFrom(700), quantity: 300, origin: 'Plant 2' }
    await t.act(t.factory, ledger.amendLot(lot, plan, 'typing error'))
    expect(await t.reads.catalogue.lot(lot)).toMatchObject({ expiry: t.dayFrom(700), quantity: 300, serialised: false })
    await t.act(t.factory, ledger.commissionQuantity(lot, 300))
    loose = lot
    expect(await t.reads.inventory.quantityAt(home(t.factory), loose)).toEqual({ lot: loose, quantity: 300 })

    lot = await t.makeLot(t.factory, 'L2', { serials, gtin: gtinB })
    expect(await t.reads.catalogue.lot(lot)).toEqual({
      lot,
      gtin: gtinB,
      owner: t.factory.gln,
      production: t.dayFrom(-3),
      expiry: t.dayFrom(300),
      quantity: 1_200,
      commissioned: 1_200,
      serialised: true,
      recalled: false,
    })
    expect(await at(home(t.factory))).toEqual([[0, 1_199]])
    expect(await t.reads.inventory.isAt(home(t.factory), lot, 1_199)).toBe(true)
    await t.act(t.factory, ledger.voidCommissioning([{ lot, units: [1_199] }]))
    expect(await at(end('commissioning_voided', t.factory))).toEqual([[1_199, 1_199]])
    expect(await t.reads.catalogue.hold(lot)).toBe('none')
  })

  test('packs go into cases and cases onto a pallet, and out again', async () => {
    const [pallet, first, second] = [ssccAt(1), ssccAt(2), ssccAt(3)]
    const case1 = { sscc: first, lot, units: [[0, 299]] as const }
    await t.act(t.factory, ledger.pack([case1, { sscc: second, lot, units: [[300, 399]] }]))
    await t.act(t.factory, ledger.nest(pallet, [first, second]))
    const { inventory } = t.reads
    expect(await inventory.container(pallet)).toEqual({
      sscc: pallet,
      place: home(t.factory),
      root: home(t.factory),
      children: 2,
      lots: [{ lot, units: 400 }],
    })
    expect(await inventory.container(first)).toMatchObject({
      place: { kind: 'container', sscc: pallet },
      root: home(t.factory),
    })
    expect(await at({ kind: 'container', sscc: first })).toEqual([[0, 299]])
    await t.act(t.factory, ledger.denest(home(t.factory), pallet, [second]))
    expect(await inventory.container(second)).toMatchObject({ place: home(t.factory) })
    await t.act(t.factory, ledger.unpack(home(t.factory), [{ sscc: second, lot, units: [[300, 399]] }]))
    expect(await inventory.container(second)).toMatchObject({ lots: [] })
    expect(await at(home(t.factory))).toEqual([[300, 1_198]])
  })

  test('shipments are voided, received in part, rejected and reclaimed', async () => {
    const ref = (number: bigint) => ({ sender: t.factory.gln, number })
    const { inventory } = t.reads
    await t.act(t.factory, ledger.ship(1n, t.wholesale.gln, units([300, 309])))
    expect(await inventory.shipment(ref(1n))).toEqual({
      ...ref(1n),
      receiver: t.wholesale.gln,
      purpose: 'supply',
      state: 'in_transit',
      containers: 0,
      units: 10,
    })
    expect(await at({ kind: 'shipment', ...ref(1n) })).toEqual([[300, 309]])
    await t.act(t.factory, ledger.voidShipping(1n, units([300, 309])))
    expect((await inventory.shipment(ref(1n)))?.state).toBe('voided')

    const note = { eventTime: t.time.now, billType: 201 }
    await t.act(t.factory, ledger.ship(2n, t.wholesale.gln, { containers: [ssccAt(1)] }, { note }))
    const missing = [{ sscc: ssccAt(2), lot, units: [7] }]
    await t.act(t.wholesale, ledger.receiveGoods(ref(2n), { containers: [ssccAt(1)] }, { missing, close: true }))
    expect(await inventory.shipment(ref(2n))).toMatchObject({ state: 'closed', containers: 0, units: 1 })
    await t.act(t.factory, ledger.reclaim(2n, units(7)))
    const aside: Holder = { kind: 'quarantine', setter: t.factory.gln, gln: t.factory.gln }
    expect(await at(aside)).toEqual([[7, 7]])
    await t.act(t.factory, ledger.release(t.factory.gln, t.factory.gln, units(7)))
    expect((await inventory.shipment(ref(2n)))?.state).toBe('settled')

    await t.act(t.factory, ledger.ship(3n, t.pharmacy.gln, units([400, 499])))
    await t.act(t.pharmacy, ledger.receiveGoods(ref(3n), units([400, 449])))
    await t.act(t.pharmacy, ledger.rejectShipment(ref(3n), 'not ordered'))
    expect(await inventory.shipment(ref(3n))).toMatchObject({ state: 'closed', units: 50 })
    await t.act(t.factory, ledger.reclaim(3n, units([450, 499])))
    await t.act(
      t.factory,
      ledger.ship(4n, t.hospital.gln, {
        units: [
          { lot, units: [[500, 599]] },
          { lot: loose, quantity: 40 },
        ],
      }),
    )
    await t.act(
      t.hospital,
      ledger.receiveGoods(ref(4n), {
        units: [
          { lot, units: [[500, 599]] },
          { lot: loose, quantity: 40 },
        ],
      }),
    )
    expect((await inventory.quantityAt(home(t.hospital), loose)).quantity).toBe(40)
  })

  test('packs are dispensed whole and in parts, taken back, administered and returned', async () => {
    const { inventory } = t.reads
    await t.act(t.pharmacy, ledger.dispense([{ lot, units: [400, 401, 402] }], { billType: 323 }))
    await t.act(t.pharmacy, ledger.undo('dispensed', today(), units(402)))
    expect(await at(end('dispensed', t.pharmacy))).toEqual([[400, 401]])

    expect(await inventory.parts(lot, 500)).toBeUndefined()
    await t.act(t.hospital, ledger.dispensePart(lot, 500, 3), ledger.dispensePart(lot, 500, 5))
    expect(await inventory.parts(lot, 500)).toEqual({ taken: 8, last: 5, day: today() })
    expect(await at(end('dispensed_in_parts', t.hospital))).toEqual([[500, 500]])
    await t.act(t.hospital, ledger.undoPart(lot, 500))
    expect(await at({ kind: 'opened', gln: t.hospital.gln })).toEqual([[500, 500]])

    await t.act(
      t.hospital,
      ledger.dispense([
        { lot, units: [501] },
        { lot: loose, quantity: 4 },
      ]),
    )
    await t.act(t.hospital, ledger.administer(today(), [{ lot, units: [501] }], hash('salt and patient')))
    expect(await at(end('administered', t.hospital))).toEqual([[501, 501]])

    const leaves = serials.slice(0, 1_024).map((serial) => leafOf(gtinB, serial))
    const proven = [400, 401].map((index) => ({
      index,
      leaf: leafOf(gtinB, serials[index] ?? ('' as Serial)),
      proof: runProof(leaves, index),
    }))
    const expiry = t.dayFrom(300)
    await t.act(t.pharmacy, ledger.returnDispensed(today(), lot, expiry, proven))
    expect(await at({ kind: 'returned', gln: t.pharmacy.gln })).toEqual([[400, 401]])
    await t.act(t.pharmacy, ledger.acceptReturn(lot, expiry, proven.slice(0, 1)))
    await t.act(t.pharmacy, ledger.rejectReturn(units(401), 'opened'))
    expect(await at(home(t.pharmacy))).toEqual([
      [400, 400],
      [402, 449],
    ])
    expect(await at({ kind: 'rejected', gln: t.pharmacy.gln })).toEqual([[401, 401]])

    const back = { units: [{ lot: loose, quantity: 10 }] }
    await t.act(t.hospital, ledger.ship(1n, t.factory.gln, back, { purpose: 'return' }))
    await t.act(t.factory, ledger.receiveGoods({ sender: t.hospital.gln, number: 1n }, back))
    expect((await inventory.quantityAt({ kind: 'returned', gln: t.factory.gln }, loose)).quantity).toBe(10)
    await t.act(t.factory, ledger.acceptReturnedQuantity(loose, t.dayFrom(700), 10))
    expect((await inventory.quantityAt(home(t.factory), loose)).quantity).toBe(270)
  })

  test('packs leave circulation, and some come back', async () => {
    await t.act(t.factory, ledger.decommission('exported', units([600, 609])))
    await t.act(t.factory, ledger.undo('exported', today(), units(600)))
    expect(await at(end('exported', t.factory))).toEqual([[601, 609]])
    await t.act(t.factory, ledger.reportGone('stolen', home(t.factory), units(610, 611), 'Police 26/11'))
    await t.govern(ledger.overrideUndo(t.factory.gln, 'stolen', today(), units(611)))
    expect(await at(end('stolen', t.factory))).toEqual([[610, 610]])
    await t.act(t.regulator, ledger.quarantine(t.factory.gln, units(620), 'sample of the inspection'))
    expect(await at({ kind: 'quarantine', setter: t.regulator.gln, gln: t.factory.gln })).toEqual([[620, 620]])
  })

  test('goods are destroyed by two operators of one institution, and by no others', async () => {
    const { factory } = t
    const chain = { chainId: t.ledger.chainId, inventory: t.addresses.inventory }
    const from = home(factory)
    const goods = units([700, 799])
    const witnessed = (witness: ledger.Signer, change: Partial<ledger.Destruction> = {}) =>
      signDestruction(witness, chain, { gln: factory.gln, from, goods, reason: 'mould', ...change })
    const attempt = async (signature: Promise<Hex>, by: ledger.Signer = factory.admin) =>
      t.refusalOf(by, ledger.destroyGoods(from, goods, 'mould', await signature))
    expect(await attempt(witnessed(t.pharmacy.admin))).toBe('InventoryBadWitness')
    expect(await attempt(witnessed(factory.admin))).toBe('InventoryBadWitness')
    expect(await attempt(witnessed(factory.second, { reason: 'other' }))).toBe('InventoryBadWitness')
    expect(await attempt(witnessed(factory.second, { goods: units([700, 798]) }))).toBe('InventoryBadWitness')
    expect(await attempt(witnessed(factory.second, { from: end('lost', factory) }))).toBe('InventoryBadWitness')
    expect(await attempt(witnessed(factory.second), factory.second)).toBe('InventoryBadWitness')
    await t.act(factory, ledger.destroyGoods(from, goods, 'mould', await witnessed(factory.second)))
    expect(await attempt(witnessed(factory.second))).toBe('InventoryWitnessedBefore')
    expect(await at(end('destroyed', factory))).toEqual([[700, 799]])
  })

  test('records are written, amended and voided; many hashes are anchored', async () => {
    const { records } = t.reads
    const subjects: ledger.Subject[] = [
      { kind: 'product', gtin: gtinB },
      { kind: 'lot', lot },
      { kind: 'unit', lot, index: 501 },
      { kind: 'shipment', sender: t.factory.gln, number: 2n },
      { kind: 'institution', gln: t.pharmacy.gln },
    ]
    for (const [place, subject] of subjects.entries()) {
      await t.act(t.factory, ledger.writeRecord(hash(`r${place}`), 'document', subject, hash('v1')))
      const written = await records.record(ledger.recordIdOf(t.factory.gln, hash(`r${place}`)))
      expect(written?.subject).toEqual(subject)
    }
    const id = ledger.recordIdOf(t.factory.gln, hash('r2'))
    await t.act(t.factory, ledger.amendRecord(id, 1, hash('v2'), 'more'))
    expect(await records.record(id)).toEqual({
      author: t.factory.gln,
      version: 2,
      kind: 'document',
      voided: false,
      subject: { kind: 'unit', lot, index: 501 },
      hash: hash('v2'),
    })
    await t.act(t.factory, ledger.voidRecord(id, 2, 'wrong pack'))
    expect(await records.record(id)).toMatchObject({ version: 3, voided: true, hash: hash('wrong pack') })
    const root = ledger.runRoot([hash('a'), hash('b'), hash('c')])
    await t.act(t.factory, ledger.anchorHashes(root, 'epcis_event', 3))
    expect(await records.anchoredAt(t.factory.gln, root)).toBe(t.time.now)
    expect(await records.anchoredAt(t.pharmacy.gln, root)).toBeUndefined()
  })

  test('the lot is recalled, its product retired and withdrawn', async () => {
    await t.act(t.factory, ledger.recallLot(lot, 1, 'wrong strength'))
    expect(await t.reads.catalogue.hold(lot)).toBe('lot_recalled')
    expect((await t.reads.catalogue.lot(lot))?.recalled).toBe(true)
    await t.act(t.factory, ledger.retireProduct(gtinB, 'end of line'))
    expect((await t.reads.catalogue.product(gtinB))?.status).toBe('retired')
    await t.govern(ledger.withdrawProduct(gtinB, 'harm'))
    expect(await t.reads.catalogue.hold(loose)).toBe('product_withdrawn')
    await t.govern(ledger.setThreshold(2))
    expect(await t.reads.institutions.threshold()).toBe(2)
  })

  test('every unit of it is accounted for, and every act of the contracts was used', async () => {
    const census = await t.trail.count(t.ledger.client, lot)
    expect(census).toMatchObject({ commissioned: 1_200, conserved: true })
    expect(census.holders.reduce((sum, { units: count }) => sum + count, 0)).toBe(1_200)
    expect(await t.trail.count(t.ledger.client, loose)).toMatchObject({ commissioned: 300, conserved: true })

    const all = Object.entries(ledger.contractAbis).flatMap(([contract, abi]) =>
      abi.flatMap((item) =>
        item.type === 'function' && item.stateMutability === 'nonpayable' ? [`${contract}.${item.name}`] : [],
      ),
    )
    // What carries all others, and what the catalogue alone may call; proposing is what `govern` does, and approving and cancelling have a test of their own.
    const others = [
      'acts.carry',
      'inventory.issue',
      'inventory.issueQuantity',
      'governance.propose',
      'governance.approve',
      'governance.cancel',
    ]
    expect([...t.taken].sort()).toEqual(all.filter((name) => !others.includes(name)).sort())
  })
})
