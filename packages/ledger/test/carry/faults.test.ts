import { type Hex, keccak256 } from 'viem'
import { expect, onTestFinished, test } from 'vitest'
import { type Carrier, type CarrierOptions, createCarrier, memoryJournal } from '../../src/carry/index.ts'
import { rpcError } from '../../src/endpoint/rpc-error.ts'
import { lanesOf, openProxy, openWorld, takeable, testEndpoint, type World } from './world.ts'

const limits = { lostAfterMs: 400, graceMs: 60 }

async function faultyWorld(options: Partial<CarrierOptions> = {}) {
  const world = await openWorld()
  const proxy = await openProxy(world.url)
  const endpoint = testEndpoint({ urls: [proxy.url], timeoutMs: 300, restMs: 50 })
  const carrier = carrierOn(world, { endpoint, ...options })
  return { world, proxy, endpoint, carrier }
}

function carrierOn(world: Pick<World, 'endpoint' | 'acts'>, options: Partial<CarrierOptions>): Carrier {
  const { endpoint, acts } = world
  const carrier = createCarrier({ endpoint, acts, lanes: lanesOf(1), journal: memoryJournal(), limits, ...options })
  onTestFinished(() => carrier.close())
  return carrier
}

/** The given answers in turn, then `pass`. */
function firstOnly<T>(method: string, faults: readonly T[]): (methods: readonly string[]) => T | 'pass' {
  const left = [...faults]
  return (methods) => (methods.includes(method) ? left.shift() : undefined) ?? 'pass'
}

async function takenOnce(world: World, carrier: Carrier, count = 5): Promise<void> {
  const acts = await takeable(world, count)
  const before = world.chain.head().header.number
  const outcomes = await Promise.all(acts.map((act) => carrier.carry(act)))
  expect(outcomes.map(({ state }) => state)).toEqual(Array(count).fill('taken'))
  expect(world.chain.head().header.number).toBeGreaterThan(before)
}

test('a lost answer to a send is harmless', async () => {
  const { world, proxy, carrier } = await faultyWorld()
  proxy.decide = firstOnly('eth_sendRawTransaction', ['lose answer', 'lose answer'])
  await takenOnce(world, carrier)
  expect(carrier.status().transactions).toBe(1)
})

test('a node that is away for a while holds nothing up for good', async () => {
  const { world, proxy, carrier } = await faultyWorld()
  let left = 8
  proxy.decide = () => (left-- > 0 ? (left % 2 ? 'unavailable' : 'cut') : 'pass')
  await takenOnce(world, carrier)
})

test('a send that is never answered ends in time', async () => {
  const { world, proxy, carrier } = await faultyWorld()
  proxy.decide = firstOnly('eth_sendRawTransaction', ['hang'])
  await takenOnce(world, carrier)
})

test('a transaction that a node took and dropped is sent again', async () => {
  const { world, proxy, carrier } = await faultyWorld()
  const drop = { answer: () => ({ result: `0x${'11'.repeat(32)}` }) }
  proxy.decide = firstOnly('eth_sendRawTransaction', [drop])
  await takenOnce(world, carrier)
  expect(proxy.seen.filter((method) => method === 'eth_sendRawTransaction')).toHaveLength(2)
})

test('a node that refuses a transaction and mines it all the same is not believed', async () => {
  const { world, proxy, carrier } = await faultyWorld({ limits: { ...limits, graceMs: 2_000 } })
  proxy.decide = (methods, body) => {
    if (!methods.includes('eth_sendRawTransaction')) return 'pass'
    void fetch(world.url, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
    return { answer: () => ({ error: { code: -32_603, message: 'AlreadyInTxPool' } }) }
  }
  await takenOnce(world, carrier)
  expect(proxy.seen.filter((method) => method === 'eth_sendRawTransaction')).toHaveLength(1)
})

test('a lane whose nonce another process used reads it anew', async () => {
  const [account] = lanesOf(1)
  if (!account) throw new Error('no lane')
  const { world, carrier } = await faultyWorld({ lanes: [account] })
  await takenOnce(world, carrier, 1)
  const other = carrierOn(world, { lanes: [account] })
  await takenOnce(world, other, 1)
  await takenOnce(world, carrier, 1)
})

test('an act in two transactions after a long silence is done once', async () => {
  const { world, proxy, endpoint } = await faultyWorld()
  // Receipts stay away until the acts have gone out again on the other lane.
  const carrier = carrierOn(world, { endpoint, lanes: lanesOf(2), limits: { ...limits, lostAfterMs: 30 } })
  const sent: string[] = []
  proxy.decide = (methods, body) => {
    if (methods.includes('eth_sendRawTransaction')) sent.push(body)
    const blind = sent.length < 5 && methods.some((method) => /Receipt|TransactionCount/.test(method))
    return blind ? { answer: ({ method }) => ({ result: method.endsWith('Count') ? '0x0' : null }) } : 'pass'
  }
  const acts = await takeable(world, 3)
  const outcomes = await Promise.all(acts.map((act) => carrier.carry(act)))
  expect(outcomes.every(({ state }) => state === 'taken')).toBe(true)
  const hashes = new Set(outcomes.map(({ txHash }) => txHash))
  expect(hashes.size).toBe(1)
  for (const hash of hashes) {
    const receipt = (await world.endpoint.request({ method: 'eth_getTransactionReceipt', params: [hash] })) as {
      status: Hex
    }
    expect(receipt.status).toBe('0x1')
  }
})

test('a lane that the chain refuses rests, and says why', async () => {
  const { world, proxy, carrier } = await faultyWorld()
  const refusal = { answer: () => ({ error: { code: -32_603, message: 'no balance' } }) }
  proxy.decide = (methods) => (methods.includes('eth_sendRawTransaction') ? refusal : 'pass')
  const [act] = await takeable(world, 1)
  if (!act) throw new Error('no act')
  const outcome = carrier.carry(act)
  await expect.poll(() => carrier.status().lanes[0]).toMatchObject({ state: 'resting', fault: 'no balance' })
  proxy.decide = () => 'pass'
  expect((await outcome).state).toBe('taken')
})

test('acts wait while the engine shuts the account that carries them out', async () => {
  const world = await openWorld()
  const shutOut = new Set<unknown>()
  let isShut = true
  const endpoint = testEndpoint({
    // The transaction is mined and has failed, before the contract was asked; a call is refused.
    request: async (request) => {
      const [first] = (request.params ?? []) as readonly unknown[]
      if (isShut && request.method === 'eth_sendRawTransaction') {
        const hash = keccak256(first as Hex)
        shutOut.add(hash)
        return hash
      }
      if (isShut && request.method === 'eth_getTransactionReceipt' && shutOut.has(first))
        return { transactionHash: first, blockNumber: '0x1', status: '0x0', logs: [] }
      const isOfLane = request.method === 'eth_call' && (first as { from?: unknown }).from !== undefined
      if (isShut && isOfLane) throw rpcError('a node', request, { code: 18, message: 'PermissionDenied' })
      return world.endpoint.request(request)
    },
  })
  const carrier = carrierOn(world, { endpoint })
  const acts = await takeable(world, 3)
  const outcomes = Promise.all(acts.map((act) => carrier.carry(act)))
  await expect.poll(() => shutOut.size).toBeGreaterThan(1)
  expect(carrier.status()).toMatchObject({ open: 3, lanes: [{ fault: expect.stringContaining('does not let') }] })
  isShut = false
  expect((await outcomes).map(({ state }) => state)).toEqual(['taken', 'taken', 'taken'])
})

/** An endpoint whose first receipts are changed on their way. */
function changingReceipts(world: World, times: number, change: (receipt: object) => object) {
  let left = times
  return testEndpoint({
    request: async (request) => {
      const answer = await world.endpoint.request(request)
      const isReceipt = request.method === 'eth_getTransactionReceipt' && answer !== null
      return isReceipt && left-- > 0 ? change(answer as object) : answer
    },
  })
}

test('a receipt that keeps quiet about the acts loses none of them', async () => {
  const world = await openWorld()
  const journal = memoryJournal()
  const endpoint = changingReceipts(world, 1, (receipt) => ({ ...receipt, logs: [] }))
  const carrier = carrierOn(world, { endpoint, journal })
  await takenOnce(world, carrier, 3)
  expect(carrier.status()).toMatchObject({ taken: 3, open: 0 })
  expect(await journal.pending()).toEqual([])
})

test('the receipt of another transaction is no answer', async () => {
  const world = await openWorld()
  const endpoint = changingReceipts(world, 3, (receipt) => ({
    ...receipt,
    transactionHash: `0x${'77'.repeat(32)}`,
    status: '0x0',
  }))
  const carrier = carrierOn(world, { endpoint })
  await takenOnce(world, carrier, 3)
  expect(carrier.status().transactions).toBe(1)
})

test('an act that outgrew the bounds since it was stored holds up no other', async () => {
  const world = await openWorld()
  const journal = memoryJournal()
  const [stored, other] = await takeable(world, 2)
  if (!stored || !other) throw new Error('no act')
  await journal.put(stored)
  await journal.put(other)
  const carrier = carrierOn(world, { journal, limits: { ...limits, dataBytes: 200 } })
  await carrier.resume()
  const outcomes = await Promise.all([carrier.carry(stored), carrier.carry(other)])
  expect(outcomes.map(({ state }) => state)).toEqual(['taken', 'taken'])
})
