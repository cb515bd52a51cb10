import { inProcessRequest } from '@theriac/chain'
import type { LotNumber } from '@theriac/gs1'
import { keccak256, stringToHex } from 'viem'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  type Addresses,
  createEndpoint,
  createLedger,
  createReads,
  type LedgerErrorCode,
  lotIdOf,
  type Reads,
  recordIdOf,
} from '../../src/index.ts'
import { glnAt, gtinA, newSigner, openStage, type Stage, serialsOf, ssccAt } from './world.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())

const nobody = glnAt(77)
const noLot = lotIdOf(gtinA, 'NONE' as LotNumber)

test.each<[string, (reads: Reads) => Promise<unknown>, unknown]>([
  ['institution', ({ institutions }) => institutions.institution(nobody), undefined],
  ['operator', ({ institutions }) => institutions.operator(newSigner().address), undefined],
  ['licence', ({ institutions }) => institutions.licences(nobody), []],
  [
    'permission of a stranger',
    ({ institutions }) => institutions.refusal(newSigner().address, 'pack'),
    'unknown_operator',
  ],
  ['proposal', ({ institutions }) => institutions.proposal(99n), undefined],
  ['product', ({ catalogue }) => catalogue.product(gtinA), undefined],
  ['master data', ({ catalogue }) => catalogue.productData(gtinA), undefined],
  ['base pack', ({ catalogue }) => catalogue.baseOf(gtinA), undefined],
  ['lot', ({ catalogue }) => catalogue.lot(noLot), undefined],
  ['run', ({ catalogue }) => catalogue.run(noLot, 0), undefined],
  ['hold', ({ catalogue }) => catalogue.hold(noLot), 'unknown_lot'],
  ['proof', ({ catalogue }) => catalogue.includes(noLot, 0, noLot, []), false],
  ['container', ({ inventory }) => inventory.container(ssccAt(1)), undefined],
  ['shipment', ({ inventory }) => inventory.shipment({ sender: nobody, number: 1n }), undefined],
  ['opened pack', ({ inventory }) => inventory.parts(noLot, 1), undefined],
  [
    'stock',
    ({ inventory }) => inventory.unitsAt({ kind: 'institution', gln: nobody }, noLot, 300),
    { lot: noLot, units: [] },
  ],
  [
    'quantity',
    ({ inventory }) => inventory.quantityAt({ kind: 'institution', gln: nobody }, noLot),
    { lot: noLot, quantity: 0 },
  ],
  ['unit', ({ inventory }) => inventory.isAt({ kind: 'institution', gln: nobody }, noLot, 1), false],
  ['record', ({ records }) => records.record(recordIdOf(nobody, noLot)), undefined],
  ['anchor', ({ records }) => records.anchoredAt(nobody, keccak256(stringToHex('x'))), undefined],
])('no %s where there is none', async (_, read, expected) => {
  expect(await read(stage.reads)).toEqual(expected)
})

test('a fresh ledger has the regulator, its threshold and no decisions', async () => {
  const { institutions } = stage.reads
  expect(await institutions.regulator()).toBe(stage.regulator.gln)
  expect(await institutions.threshold()).toBe(1)
  expect(await institutions.institution(stage.regulator.gln)).toMatchObject({
    kind: 'regulator',
    admins: 2,
    operators: 2,
  })
  expect(await institutions.operator(stage.regulator.second.address)).toEqual({
    gln: stage.regulator.gln,
    role: 'admin',
  })
  const fresh = [await institutions.proposalCount(), await institutions.executionCount()]
  expect(fresh).toEqual([0n, 0n])
})

test('units are read word by word, also beyond the first run', async () => {
  const factory = await stage.enrol(11, 'factory', 'manufacture')
  const lot = await stage.makeLot(factory, 'WORDS', { serials: serialsOf(1_300) })
  const home = { kind: 'institution', gln: factory.gln } as const
  expect(await stage.reads.inventory.unitsAt(home, lot, 1_300)).toEqual({ lot, units: [[0, 1_299]] })
  expect(await stage.reads.inventory.unitsAt(home, lot, 256)).toEqual({ lot, units: [[0, 255]] })
  expect(await stage.reads.inventory.isAt(home, lot, 1_300)).toBe(false)
})

const codeOf = (promise: Promise<unknown>): Promise<LedgerErrorCode | 'nothing'> =>
  promise.then(
    () => 'nothing',
    (error: { code: LedgerErrorCode }) => error.code,
  )

test('reads fail with coded errors, whatever viem wrapped them in', async () => {
  const { endpoint, addresses, chain } = stage
  const nowhere: Addresses = { ...addresses, catalogue: newSigner().address }
  expect(await codeOf(createReads(endpoint.client, nowhere).catalogue.lot(noLot))).toBe('ContractMissing')
  const swapped: Addresses = { ...addresses, catalogue: addresses.records }
  expect(await codeOf(createReads(endpoint.client, swapped).catalogue.lot(noLot))).toBe('ReadReverted')
  expect(await codeOf(stage.reads.catalogue.lot('0x12'))).toBe('ReadFailed')

  const down = createEndpoint({ request: () => Promise.reject(new Error('the line is cut')) })
  expect(await codeOf(createReads(down.client, addresses).catalogue.lot(noLot))).toBe('EndpointUnavailable')
  const lying = createEndpoint({
    request: async (request) => (request.method === 'eth_call' ? '0x12' : inProcessRequest(chain)(request)),
  })
  expect(await codeOf(createReads(lying.client, addresses).catalogue.lot(noLot))).toBe('ReadFailed')
  const word = (value: number) => value.toString(16).padStart(64, '0')
  const foreign = createEndpoint({
    request: async (request) =>
      request.method === 'eth_call' ? `0x${[1, 9, 1, 8, 0].map(word).join('')}` : inProcessRequest(chain)(request),
  })
  expect(await codeOf(createReads(foreign.client, addresses).catalogue.product(gtinA))).toBe('ChainValueInvalid')
})

test('a ledger is not opened on contracts that are not there, or of another chain', async () => {
  const { endpoint, addresses, carrier, chain } = stage
  const acts = newSigner().address
  expect(await codeOf(createLedger({ endpoint, carrier, addresses: { ...addresses, acts } }))).toBe('ContractMissing')
  const elsewhere = createEndpoint({
    request: async (request) => (request.method === 'eth_chainId' ? '0x1' : inProcessRequest(chain)(request)),
  })
  expect(await codeOf(createLedger({ endpoint: elsewhere, carrier, addresses }))).toBe('EndpointWrongChain')
  elsewhere.close()
  expect(await codeOf(createLedger({ endpoint: elsewhere, carrier, addresses }))).toBe('EndpointClosed')
})
