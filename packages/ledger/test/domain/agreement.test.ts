import { catalogueAbi, inventoryAbi, recordsAbi } from '@theriac/contracts'
import type { LotNumber, Serial } from '@theriac/gs1'
import { type Hex, keccak256, numberToHex } from 'viem'
import { readContract } from 'viem/actions'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  commission,
  encodeGoods,
  type Goods,
  type Holder,
  holderId,
  leafOf,
  lotIdOf,
  recordIdOf,
  registerLot,
  runIncludes,
  runProof,
  runRoot,
  signDestruction,
} from '../../src/index.ts'
import { glnAt, gtinA, gtinB, type Member, openStage, type Stage, ssccAt } from './world.ts'

let stage: Stage
let factory: Member

beforeAll(async () => {
  stage = await openStage()
  factory = await stage.enrol(11, 'factory', 'manufacture')
})
afterAll(() => stage.close())

const leavesOf = (count: number, from = 0): Hex[] =>
  Array.from({ length: count }, (_, i) => leafOf(gtinA, `U${from + i}` as Serial))

test("lot ids are the contract's, for lot numbers of every length", async () => {
  for (const [gtin, lotNumber] of [
    [gtinA, 'A'],
    [gtinB, 'NW2611A'],
    [gtinA, '!"%&\'()*+,-./:;<=>?A'],
  ] as [typeof gtinA, LotNumber][]) {
    const args = [BigInt(gtin), lotNumber] as const
    const told = await readContract(stage.endpoint.client, {
      address: stage.addresses.catalogue,
      abi: catalogueAbi,
      functionName: 'lotIdOf',
      args,
    })
    expect(lotIdOf(gtin, lotNumber)).toBe(told)
  }
})

test('roots and proofs are those of the contract for runs of every shape, and wrong proofs are refused by both', async () => {
  const lot = await stage.makeLot(factory, 'TREES', { serials: ['first'] as Serial[], quantity: 20_000 })
  const { includes, run: runOf } = stage.reads.catalogue
  const sizes = [1, 2, 3, 4, 5, 7, 15, 16, 17, 63, 64, 65, 255, 256, 257, 341, 1_000, 1_023, 1_024]
  for (const [place, count] of sizes.entries()) {
    const run = place + 1
    const leaves = leavesOf(count, place * 2_000)
    await stage.act(factory, commission(lot, run, leaves))
    const root = runRoot(leaves)
    expect(await runOf(lot, run)).toEqual({ root, count, commissioned: stage.today() })
    for (const position of new Set([0, 1, Math.floor(count / 2), count - 2, count - 1])) {
      const leaf = leaves[position]
      if (leaf === undefined) continue
      const proof = runProof(leaves, position)
      const index = run * 1_024 + position
      const answers = async (i: number, l: Hex, p: Hex[]) => [
        await includes(lot, i, l, p),
        runIncludes(root, count, i - run * 1_024, l, p),
      ]
      expect(await answers(index, leaf, proof), `${position} of ${count}`).toEqual([true, true])
      expect(await answers(index, keccak256(leaf), proof)).toEqual([false, false])
      expect(await answers(run * 1_024 + count, leaf, proof)).toEqual([false, false])
      expect(await answers(index, leaf, [...proof, leaf])).toEqual([false, false])
      if (proof.length === 0) continue
      expect(await answers(index, leaf, proof.slice(1))).toEqual([false, false])
      expect(await answers(index, leaf, [keccak256(proof[0] ?? '0x'), ...proof.slice(1)])).toEqual([false, false])
      expect(await answers(index ^ 1, leaf, proof)).toEqual([false, false])
    }
  }
})

test('a leaf of another length that joins to the same bytes is no leaf', () => {
  const leaves = leavesOf(4)
  const root = runRoot(leaves)
  const [first = '0x', ...proof] = leaves
  const short = first.slice(0, -2) as Hex
  const long = `0x${first.slice(-2)}${(proof[0] ?? '0x').slice(2)}` as Hex
  expect(runIncludes(root, 4, 0, first, proof)).toBe(true)
  expect(runIncludes(root, 4, 0, short, [long, ...proof.slice(1)])).toBe(false)
  expect(runIncludes(root, 4, 0.5, first, proof)).toBe(false)
  expect(runIncludes(root.toUpperCase().replace('X', 'x') as Hex, 4, 0, first, proof)).toBe(true)
})

test('runs of none or too many, and positions outside, are refused', () => {
  const invalid = expect.objectContaining({ code: 'RunInvalid' })
  expect(() => runRoot([])).toThrow(invalid)
  expect(() => runRoot(leavesOf(1_025))).toThrow(invalid)
  for (const position of [-1, 4, 0.5]) expect(() => runProof(leavesOf(4), position)).toThrow(invalid)
})

test('record ids are those of the contract', async () => {
  const number = numberToHex(77, { size: 32 })
  const told = await readContract(stage.endpoint.client, {
    address: stage.addresses.records,
    abi: recordsAbi,
    functionName: 'recordIdOf',
    args: [BigInt(factory.gln), number],
  })
  expect(recordIdOf(factory.gln, number)).toBe(told)
})

test('a destruction is signed as the contract digests it', async () => {
  const from: Holder = { kind: 'quarantine', setter: glnAt(1), gln: factory.gln }
  const lot = lotIdOf(gtinA, 'TREES' as LotNumber)
  const goods: Goods = {
    containers: [ssccAt(1)],
    units: [
      { lot, units: [[0, 300]] },
      { lot, quantity: 4 },
    ],
  }
  const digest = await readContract(stage.endpoint.client, {
    address: stage.addresses.inventory,
    abi: inventoryAbi,
    functionName: 'destructionDigest',
    args: [BigInt(factory.gln), holderId(from), encodeGoods(goods), 'mould'],
  })
  const { signDigest } = factory.second
  if (!signDigest) throw new Error('a local signer signs digests')
  const chain = { chainId: stage.ledger.chainId, inventory: stage.addresses.inventory }
  const destruction = { gln: factory.gln, from, goods, reason: 'mould' }
  const signature = await signDestruction(factory.second, chain, destruction)
  expect(signature).toBe(await signDigest(digest))
  // A wallet that counts the recovery id from 0 gives the same.
  const wallet = {
    ...factory.second,
    signTypedData: async (): Promise<Hex> => `0x${signature.slice(2, 130)}${signature.endsWith('1c') ? '01' : '00'}`,
  }
  expect(await signDestruction(wallet, chain, destruction)).toBe(signature)
})

test('dates reach the contract as the days they are', async () => {
  const [production, expiry] = [stage.dayFrom(0), stage.dayFrom(1)]
  const plan = {
    gtin: gtinA,
    lotNumber: 'DATES' as LotNumber,
    production,
    expiry,
    quantity: 1,
    origin: 'x',
    serialised: true,
  }
  await stage.act(factory, registerLot(plan))
  expect(await stage.reads.catalogue.lot(lotIdOf(gtinA, plan.lotNumber))).toMatchObject({ production, expiry })
})
