import { actsAbi } from '@theriac/contracts'
import fc from 'fast-check'
import { encodeFunctionData, type Hex, keccak256 } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { readContract } from 'viem/actions'
import { expect, onTestFinished, test } from 'vitest'
import {
  type Carrier,
  type CarrierOptions,
  checkSignedAct,
  createCarrier,
  createNonces,
  laneAccount,
  memoryJournal,
} from '../../src/carry/index.ts'
import { localSigner } from '../../src/keys/index.ts'
import { adding, lanesOf, openWorld, signed, someAddress, takeable, type World } from './world.ts'

function carrierOf(world: Pick<World, 'endpoint' | 'acts'>, options: Partial<CarrierOptions> = {}): Carrier {
  const carrier = createCarrier({
    endpoint: world.endpoint,
    acts: world.acts,
    lanes: lanesOf(2),
    journal: memoryJournal(),
    ...options,
  })
  onTestFinished(() => carrier.close())
  return carrier
}

test('an act is taken, with the logs that its call made', async () => {
  const world = await openWorld()
  const account = someAddress()
  const act = await signed(world.admin, world.domain, adding(world, account))
  const outcome = await carrierOf(world).carry(act)
  if (outcome.state !== 'taken') throw new Error(outcome.reason.name + JSON.stringify(outcome.reason.args))
  expect(outcome.logs).toHaveLength(1)
  expect(outcome.logs[0]).toMatchObject({ address: world.institutions.toLowerCase(), position: 0 })
  expect(outcome.logs[0]?.topics[2]).toBe(`0x${account.slice(2).padStart(64, '0')}`)
})

test('a refusal comes with its name and data', async () => {
  const world = await openWorld()
  const stranger = localSigner(generatePrivateKey())
  const act = await signed(stranger, world.domain, adding(world))
  const outcome = await carrierOf(world).carry(act)
  expect(outcome).toMatchObject({
    state: 'refused',
    reason: { name: 'InstitutionsNotAdmin', args: { account: stranger.address } },
  })
})

test('the digest and the encoding are those of the contract', async () => {
  const world = await openWorld()
  const [act] = await takeable(world, 1)
  if (!act) throw new Error('no act')
  const args = [{ ...act, signature: '0x' as Hex }] as const
  expect(
    await readContract(world.endpoint.client, { address: world.acts, abi: actsAbi, functionName: 'digestOf', args }),
  ).toBe(act.digest)
  expect(await checkSignedAct(world.domain, act)).toEqual({ ok: true })
  expect(await checkSignedAct(world.domain, { ...act, deadline: 1 })).toEqual({ ok: false, reason: 'wrong digest' })
  expect(await checkSignedAct(world.domain, { ...act, operator: someAddress() })).toEqual({
    ok: false,
    reason: 'wrong signature',
  })
})

test('many acts travel in few transactions and each has its own outcome', async () => {
  const world = await openWorld()
  const carrier = carrierOf(world)
  const acts = await takeable(world, 500)
  const stranger = localSigner(generatePrivateKey())
  const bad = await signed(stranger, world.domain, adding(world))
  acts.splice(250, 0, bad)
  const outcomes = await Promise.all(acts.map((act) => carrier.carry(act)))
  outcomes.forEach((outcome, index) => {
    expect(outcome.state).toBe(index === 250 ? 'refused' : 'taken')
    if (outcome.state === 'taken') expect(outcome.logs).toHaveLength(1)
  })
  expect(carrier.status().transactions).toBeLessThan(15)
  expect(carrier.status()).toMatchObject({ queued: 0, open: 0, taken: 500, refused: 1 })
})

test('an act given twice, also to another carrier, answers the same outcome', async () => {
  const world = await openWorld()
  const acts = await takeable(world, 3)
  const carrier = carrierOf(world)
  const first = await Promise.all([...acts, ...acts].map((act) => carrier.carry(act)))
  expect(first.slice(3)).toEqual(first.slice(0, 3))
  expect(await Promise.all(acts.map((act) => carrier.carry(act)))).toEqual(first.slice(0, 3))
  const other = carrierOf(world)
  expect(await Promise.all(acts.map((act) => other.carry(act)))).toEqual(first.slice(0, 3))
})

test('an expired act is refused by the chain', async () => {
  const world = await openWorld()
  const act = await signed(world.admin, world.domain, adding(world), 1_000)
  const outcome = await carrierOf(world).carry(act)
  expect(outcome).toMatchObject({ state: 'refused', reason: { name: 'ActsExpired', args: { deadline: 1_000 } } })
})

test("another one's bad signature under the same digest does not settle an act", async () => {
  const world = await openWorld()
  const [act] = await takeable(world, 1)
  if (!act) throw new Error('no act')
  const forged = { ...act, signature: `0x${'00'.repeat(65)}` as const }
  const refused = await carrierOf(world).carry(forged)
  expect(refused).toMatchObject({ state: 'refused', reason: { name: 'ActsBadSignature' } })
  expect(await carrierOf(world).carry(act)).toMatchObject({ state: 'taken' })
  // The second time it is looked up: the taking is found and the forgery passed over.
  expect(await carrierOf(world).carry(act)).toMatchObject({ state: 'taken' })
})

test('an act with a digest that is not its own is an error and stops no other', async () => {
  const world = await openWorld()
  const [act, good] = await takeable(world, 2)
  if (!act || !good) throw new Error('no act')
  const carrier = carrierOf(world)
  const results = await Promise.allSettled([
    carrier.carry({ ...act, digest: `0x${'ab'.repeat(32)}` }),
    carrier.carry(good),
  ])
  expect(results[0]).toMatchObject({ status: 'rejected', reason: { code: 'ActDigestMismatch', retryable: false } })
  expect(results[1]).toMatchObject({ status: 'fulfilled', value: { state: 'taken' } })
})

test('an act that fits no transaction is refused before it is stored', async () => {
  const world = await openWorld()
  const act = await signed(world.admin, world.domain, { target: world.institutions, data: `0x${'00'.repeat(45_000)}` })
  const journal = memoryJournal()
  await expect(carrierOf(world, { journal }).carry(act)).rejects.toMatchObject({
    code: 'ActTooLarge',
    data: { most: 45_000 },
  })
  expect(await journal.pending()).toEqual([])
})

test('a full queue says so, and takes more when it has emptied', async () => {
  const world = await openWorld()
  const carrier = carrierOf(world, { limits: { queue: 2 } })
  const [a, b, c] = await takeable(world, 3)
  if (!a || !b || !c) throw new Error('no act')
  const under = [carrier.carry(a), carrier.carry(b)]
  await expect(carrier.carry(c)).rejects.toMatchObject({ code: 'QueueFull', retryable: true })
  await Promise.all(under)
  expect((await carrier.carry(c)).state).toBe('taken')
})

test('waiting can be ended, and the act goes on', async () => {
  const world = await openWorld()
  const carrier = carrierOf(world)
  const [act] = await takeable(world, 1)
  if (!act) throw new Error('no act')
  const stop = new AbortController()
  const waiting = carrier.carry(act, { signal: stop.signal })
  stop.abort(new Error('enough'))
  await expect(waiting).rejects.toThrow('enough')
  expect((await carrier.carry(act)).state).toBe('taken')
})

test('a transaction that runs out of gas is sent again in parts', async () => {
  const world = await openWorld()
  // So little that the four acts together run dry and each alone does not.
  const carrier = carrierOf(world, { lanes: lanesOf(1), limits: { gas: 300_000n } })
  const outcomes = await Promise.all((await takeable(world, 8)).map((act) => carrier.carry(act)))
  expect(outcomes.map(({ state }) => state)).toEqual(Array(8).fill('taken'))
})

test('an act that is too much for any transaction fails and leaves the journal', async () => {
  const world = await openWorld()
  const journal = memoryJournal()
  const carrier = carrierOf(world, { journal, limits: { gas: 60_000n } })
  const [act] = await takeable(world, 1)
  if (!act) throw new Error('no act')
  await expect(carrier.carry(act)).rejects.toMatchObject({ code: 'ActOutOfGas' })
  expect(await journal.pending()).toEqual([])
})

test('a closed carrier leaves what is open to the next one', async () => {
  const world = await openWorld()
  const journal = memoryJournal()
  const carrier = carrierOf(world, { journal })
  const acts = await takeable(world, 20)
  const results = acts.map((act) => carrier.carry(act))
  const settled = Promise.allSettled(results)
  await carrier.close()
  for (const result of await settled) {
    if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'CarrierClosed', retryable: true })
  }
  const next = carrierOf(world, { journal })
  await next.resume()
  const outcomes = await Promise.all(acts.map((act) => next.carry(act)))
  expect(outcomes.every(({ state }) => state === 'taken')).toBe(true)
  expect(await journal.pending()).toEqual([])
})

test('nonces of one word follow each other and never repeat', () => {
  const next = createNonces()
  const given = Array.from({ length: 600 }, next)
  expect(new Set(given).size).toBe(600)
  expect(new Set(given.map((nonce) => nonce >> 8n)).size).toBe(3)
  expect(given.slice(0, 256).map((nonce) => Number(nonce & 0xffn))).toEqual(
    Array.from({ length: 256 }, (_, bit) => bit),
  )
})

test('call data is as viem encodes it', async () => {
  const world = await openWorld()
  const { encodeAct, encodeCarry } = await import('../../src/carry/acts/calldata.ts')
  const acts = [
    ...(await takeable(world, 3)),
    await signed(world.admin, world.domain, { target: world.acts, data: '0x' }),
  ]
  const expected = encodeFunctionData({ abi: actsAbi, functionName: 'carry', args: [acts] })
  expect(encodeCarry(acts.map(encodeAct))).toBe(expected)
})

test('a lane signs as viem does', async () => {
  const privateKey = generatePrivateKey()
  const account = privateKeyToAccount(privateKey)
  const lane = laneAccount(privateKey)
  const hexes = (lengths: { minLength?: number; maxLength: number }) =>
    fc.uint8Array(lengths).map((bytes): Hex => `0x${Buffer.from(bytes).toString('hex')}`)
  const calls = fc.record({
    chainId: fc.integer({ min: 1, max: 2 ** 31 }),
    nonce: fc.nat(),
    gas: fc.bigInt({ min: 1n, max: 2n ** 60n }),
    to: hexes({ minLength: 20, maxLength: 20 }),
    data: hexes({ maxLength: 300 }),
  })
  await fc.assert(
    fc.asyncProperty(calls, async (call) => {
      const raw = await account.signTransaction({ type: 'legacy', gasPrice: 0n, ...call })
      expect(await lane.signCall(call)).toEqual({ raw, hash: keccak256(raw) })
    }),
    { numRuns: 60 },
  )
})
