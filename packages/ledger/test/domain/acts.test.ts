import { institutionsAbi } from '@theriac/contracts'
import { type Address, encodeErrorResult } from 'viem'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  acceptReturn,
  addOperator,
  admit,
  appoint,
  approve,
  type Call,
  cancel,
  commission,
  commissionQuantity,
  dispense,
  dispensePart,
  type Goods,
  type LotId,
  leafOf,
  nest,
  pack,
  propose,
  type RevertName,
  recallLot,
  receiveGoods,
  registerProduct,
  rejectShipment,
  setThreshold,
  ship,
  suspend,
  undo,
  voidShipping,
  writeRecord,
} from '../../src/index.ts'
import { glnAt, gtinA, type Member, newSigner, openStage, openTrade, product, serialsOf, ssccAt } from './world.ts'

let t: Awaited<ReturnType<typeof openTrade>>
let lot: LotId
let recalled: LotId
const stranger = newSigner()
const units = (...list: number[]): Goods => ({ units: [{ lot, units: list }] })

beforeAll(async () => {
  t = await openTrade()
  lot = await t.makeLot(t.factory, 'L1', { serials: serialsOf(100), quantity: 101 })
  recalled = await t.makeLot(t.factory, 'L2', { serials: serialsOf(10) })
  await t.act(t.factory, recallLot(recalled, 2, 'label'), ship(1n, t.pharmacy.gln, units(0, 1, 2)))
  await t.act(
    t.pharmacy,
    receiveGoods({ sender: t.factory.gln, number: 1n }, units(0, 1, 2)),
    dispense([{ lot, units: [0] }]),
  )
})
afterAll(() => t.close())

const record = (): Call =>
  writeRecord(`0x${'01'.repeat(32)}`, 'document', { kind: 'lot', lot: gtinLess }, `0x${'02'.repeat(32)}`)
const gtinLess: LotId = `0x${'00'.repeat(32)}`

test.each<[string, RevertName, () => Member | typeof stranger, () => Call]>([
  ['a stranger acts', 'InstitutionsRefused', () => stranger, () => dispense([{ lot, units: [1] }])],
  ['a wholesaler dispenses', 'InstitutionsRefused', () => t.wholesale, () => dispense([{ lot, units: [1] }])],
  [
    'an operator adds another',
    'InstitutionsNotAdmin',
    () => t.factory.second,
    () => addOperator(stranger.address, 'operator'),
  ],
  [
    'an admin takes an account that is taken',
    'InstitutionsAccountTaken',
    () => t.factory,
    () => addOperator(t.pharmacy.admin.address, 'operator'),
  ],
  [
    'an institution admits itself',
    'InstitutionsOnlyGovernance',
    () => t.factory,
    () => admit(t.factory.gln, t.factory.admin.address),
  ],
  ['a factory registers a GTIN again', 'ProductsGtinTaken', () => t.factory, () => registerProduct(gtinA, product)],
  [
    'a product has no name',
    'ProductsMissing',
    () => t.factory,
    () => registerProduct('00000000000017' as typeof gtinA, { ...product, name: '' }),
  ],
  [
    'a run is used twice',
    'LotsRunTaken',
    () => t.factory,
    () =>
      commission(
        lot,
        0,
        serialsOf(1, 'X').map((serial) => leafOf(gtinA, serial)),
      ),
  ],
  [
    'more is made than planned',
    'LotsTooMany',
    () => t.factory,
    () =>
      commission(
        lot,
        1,
        serialsOf(2, 'Y').map((serial) => leafOf(gtinA, serial)),
      ),
  ],
  ['a serialised lot grows by quantity', 'LotsSerialised', () => t.factory, () => commissionQuantity(lot, 1)],
  ['a pack is dispensed twice', 'InventoryNotHeld', () => t.pharmacy, () => dispense([{ lot, units: [0] }])],
  [
    'a recalled lot is shipped',
    'LotsHeldBack',
    () => t.factory,
    () => ship(9n, t.pharmacy.gln, { units: [{ lot: recalled, units: [1] }] }),
  ],
  ['a lot is recalled again', 'LotsAlreadyRecalled', () => t.factory, () => recallLot(recalled, 1, 'again')],
  ['goods go to their own sender', 'InventoryToItself', () => t.factory, () => ship(9n, t.factory.gln, units(50))],
  ['goods go to an unknown receiver', 'InstitutionsRefused', () => t.factory, () => ship(9n, glnAt(98), units(50))],
  [
    'a shipment number is used twice',
    'InventoryShipmentTaken',
    () => t.factory,
    () => ship(1n, t.pharmacy.gln, units(50)),
  ],
  ['a received shipment is voided', 'InventoryShipmentState', () => t.factory, () => voidShipping(1n, units(1))],
  [
    'another one receives',
    'InventoryNotReceiver',
    () => t.hospital,
    () => receiveGoods({ sender: t.factory.gln, number: 1n }, units(1)),
  ],
  [
    'another one rejects',
    'InventoryNotReceiver',
    () => t.hospital,
    () => rejectShipment({ sender: t.factory.gln, number: 1n }, 'no'),
  ],
  ['nothing is packed', 'InventoryNothing', () => t.factory, () => pack([])],
  ['a case goes into itself', 'InventoryNestedInItself', () => t.factory, () => nest(ssccAt(1), [ssccAt(1)])],
  ['more parts are taken than there are', 'InventoryBadParts', () => t.pharmacy, () => dispensePart(lot, 1, 9)],
  [
    'an undoing names another day',
    'InventoryNotHeld',
    () => t.pharmacy,
    () => undo('dispensed', t.dayFrom(-1), units(0)),
  ],
  [
    'an undoing comes too late',
    'InventoryTooLate',
    () => t.pharmacy,
    () => undo('dispensed', t.dayFrom(-11), units(0)),
  ],
  [
    'a return shows another expiry',
    'InventoryExpiryDiffers',
    () => t.pharmacy,
    () => acceptReturn(lot, t.dayFrom(1), []),
  ],
  [
    'a return shows a wrong proof',
    'InventoryBadProof',
    () => t.pharmacy,
    () => acceptReturn(lot, t.dayFrom(300), [{ index: 0, leaf: lot, proof: [] }]),
  ],
  ['a record is about nothing', 'RecordsUnknownSubject', () => t.factory, record],
])('when %s, the refusal says %s', async (_, error, by, call) => {
  expect(await t.refusalOf(by(), call())).toBe(error)
})

test('a refusal tells its arguments, and that of a proposal the inner one', async () => {
  const twice = await t.ledger.perform(t.pharmacy.admin, dispense([{ lot, units: [0] }]))
  expect(twice).toMatchObject({ state: 'refused', reason: { args: { mask: 1n } } })
  const outcome = await t.ledger.govern(t.regulator.admin, admit(glnAt(98), t.factory.admin.address), 'by mistake')
  const data = encodeErrorResult({
    abi: institutionsAbi,
    errorName: 'InstitutionsWrongStatus',
    args: [BigInt(glnAt(98)), 0],
  })
  expect(outcome).toMatchObject({
    reason: { name: 'GovernanceFailed', inner: { name: 'InstitutionsWrongStatus', data } },
  })
})

test('an act that was signed is carried by anyone, once, and its outcome stays', async () => {
  const act = await t.ledger.sign(t.factory.admin, ship(7n, t.pharmacy.gln, units(60)), { validSeconds: 60 })
  expect(act).toMatchObject({
    target: t.addresses.inventory,
    operator: t.factory.admin.address,
    deadline: t.time.now + 60,
  })
  const outcome = await t.carrier.carry(act)
  expect(outcome.state).toBe('taken')
  expect(await t.carrier.carry(act)).toEqual(outcome)
})

test('an act is good until its deadline', async () => {
  const act = await t.ledger.sign(t.factory.admin, ship(8n, t.pharmacy.gln, units(61)), { validSeconds: 5 })
  t.time.now += 6
  expect(await t.carrier.carry(act)).toMatchObject({ state: 'refused', reason: { name: 'ActsExpired' } })
  for (const validSeconds of [0, -1, 0.5, 2 ** 48, Number.NaN]) {
    await expect(
      t.ledger.sign(t.factory.admin, admit(t.factory.gln, t.factory.admin.address), { validSeconds }),
    ).rejects.toMatchObject({
      code: 'FieldInvalid',
      data: { field: 'validSeconds' },
    })
  }
})

test('an act that is made again with its deadline and nonce is the same act, and is taken once', async () => {
  const call = ship(9n, t.pharmacy.gln, units(62))
  const repeatable = { deadline: t.time.now + 600, nonce: 2n ** 256n - 1n }
  const first = await t.ledger.sign(t.factory.admin, call, repeatable)
  const again = await t.ledger.sign(t.factory.admin, call, repeatable)
  expect(again).toEqual(first)
  const outcome = await t.carrier.carry(first)
  expect(outcome.state).toBe('taken')
  expect(await t.carrier.carry(again)).toEqual(outcome)
  for (const [field, value] of [
    ['deadline', 0.5],
    ['deadline', -1],
    ['deadline', 2 ** 48],
    ['nonce', -1n],
    ['nonce', 2n ** 256n],
  ] as const) {
    await expect(t.ledger.sign(t.factory.admin, call, { ...repeatable, [field]: value })).rejects.toMatchObject({
      code: 'FieldInvalid',
      data: { field, value },
    })
  }
})

test('who stopped waiting before it began signs and sends nothing', async () => {
  const signal = AbortSignal.abort(new Error('never mind'))
  const before = t.carrier.status()
  await expect(
    t.ledger.perform(t.factory.admin, admit(t.factory.gln, t.factory.admin.address), { signal }),
  ).rejects.toThrow('never mind')
  expect(t.carrier.status()).toEqual(before)
})

test('with a threshold of two, a strong act waits for a second operator of the regulator', async () => {
  const stage = await openStage({ threshold: 2 })
  const { regulator, ledger, reads, refusalOf } = stage
  const clerk: Address = newSigner().address
  const { institutions } = reads
  try {
    expect((await ledger.govern(regulator.admin, appoint(regulator.gln, clerk, 'operator'), 'grown')).state).toBe(
      'taken',
    )
    expect(await institutions.proposal(0n)).toEqual({
      target: stage.addresses.institutions,
      data: appoint(regulator.gln, clerk, 'operator').data,
      expiry: stage.time.now + 7 * 86_400,
      state: 'open',
      proposer: regulator.admin.address,
      approvals: [regulator.admin.address],
    })
    expect(await institutions.operator(clerk)).toBeUndefined()
    expect(await refusalOf(regulator, approve(0n))).toBe('GovernanceAlreadyApproved')
    expect(await refusalOf(stranger, approve(0n))).toBe('InstitutionsRefused')
    await stage.act(regulator.second, approve(0n))
    expect(await institutions.operator(clerk)).toEqual({ gln: regulator.gln, role: 'operator' })
    expect(await institutions.proposal(0n)).toMatchObject({ state: 'executed' })
    expect(await refusalOf(regulator.second, approve(0n))).toBe('GovernanceClosed')

    await ledger.govern(regulator.admin, setThreshold(1), 'faster')
    expect(await refusalOf(regulator.second, cancel(1n))).toBe('GovernanceNotProposer')
    await stage.act(regulator, cancel(1n))
    expect(await institutions.proposal(1n)).toMatchObject({ state: 'cancelled' })
    expect(await institutions.threshold()).toBe(2)

    const soon = propose(stage.addresses.institutions, suspend(glnAt(2), ''), stage.time.now + 10, '')
    await stage.act(regulator, soon)
    stage.time.now += 11
    expect(await refusalOf(regulator.second, approve(2n))).toBe('GovernanceExpired')
    const late = propose(stage.addresses.institutions, suspend(glnAt(2), ''), stage.time.now + 31 * 86_400, '')
    expect(await refusalOf(regulator, late)).toBe('GovernanceBadExpiry')
    expect(await refusalOf(regulator, approve(9n))).toBe('GovernanceUnknownProposal')
    expect([await institutions.proposalCount(), await institutions.executionCount()]).toEqual([3n, 1n])
  } finally {
    await stage.close()
  }
})
