import { actsAbi, institutionsAbi } from '@theriac/contracts'
import { BaseError, ContractFunctionRevertedError, createPublicClient, custom } from 'viem'
import { readContract, simulateContract } from 'viem/actions'
import { expect, test } from 'vitest'
import { chainId, openProxy, openWorld, someAddress, testEndpoint } from './carry/world.ts'

test('goes on to the next node when one cannot be reached, and stays there', async () => {
  const { url } = await openWorld()
  const [first, second] = [await openProxy(url), await openProxy(url)]
  const endpoint = testEndpoint({ urls: [first.url, second.url] })
  await endpoint.request({ method: 'eth_blockNumber' })
  for (const fault of ['cut', 'unavailable'] as const) {
    first.decide = () => fault
    expect(await endpoint.request({ method: 'eth_blockNumber' })).toMatch(/^0x/)
  }
  expect(endpoint.status()).toMatchObject([
    { state: 'down', current: false },
    { state: 'healthy', current: true },
  ])
  first.decide = () => 'pass'
  const seen = first.seen.length
  await endpoint.request({ method: 'eth_blockNumber' })
  expect(first.seen.length).toBe(seen)
})

test('a node that does not answer in time is passed over', async () => {
  const { url } = await openWorld()
  const [first, second] = [await openProxy(url), await openProxy(url)]
  first.decide = () => 'hang'
  const endpoint = testEndpoint({ urls: [first.url, second.url], timeoutMs: 100 })
  expect(await endpoint.request({ method: 'eth_chainId' })).toBe(`0x${chainId.toString(16)}`)
})

test('leaves a node that answers and has fallen behind the others', async () => {
  const { url } = await openWorld()
  const [stuck, other] = [await openProxy(url), await openProxy(url)]
  const block = (number: number) => ({ number: `0x${number.toString(16)}`, hash: `0x${'ab'.repeat(32)}` })
  const at = (number: number) => (methods: readonly string[]) =>
    methods.includes('eth_getBlockByNumber') ? { answer: () => ({ result: block(number) }) } : ('pass' as const)
  stuck.decide = at(3)
  other.decide = at(90)
  let now = 0
  const endpoint = testEndpoint({ urls: [stuck.url, other.url], clock: () => now })
  await endpoint.request({ method: 'eth_blockNumber' })
  await expect.poll(() => endpoint.status().map(({ state }) => state)).toEqual(['behind', 'unknown'])
  await endpoint.request({ method: 'eth_blockNumber' })
  expect(endpoint.status()).toMatchObject([{ state: 'behind' }, { state: 'healthy', current: true }])

  // So is one that lacks a block which another had at the comparison before, however few they are.
  stuck.decide = at(89)
  now += 10_000
  await endpoint.request({ method: 'eth_blockNumber' })
  await expect.poll(() => stuck.seen.length).toBeGreaterThan(2)
  expect(endpoint.status()[1]).toMatchObject({ state: 'healthy', current: true })

  // A height without its block is no measure.
  stuck.decide = (methods) =>
    methods.includes('eth_getBlockByNumber') ? { answer: () => ({ result: { number: '0xffffff' } }) } : 'pass'
  now += 10_000
  await endpoint.request({ method: 'eth_blockNumber' })
  await expect.poll(() => stuck.seen.length).toBeGreaterThan(2)
  expect(endpoint.status()[1]).toMatchObject({ state: 'healthy', current: true })
})

test('says that no node answers, on which nodes and why, and recovers', async () => {
  const { url } = await openWorld()
  const proxy = await openProxy(url)
  proxy.decide = () => 'unavailable'
  const endpoint = testEndpoint({ urls: [proxy.url] })
  await expect(endpoint.request({ method: 'eth_blockNumber' })).rejects.toMatchObject({
    code: 'EndpointUnavailable',
    retryable: true,
    data: { attempts: [{ node: proxy.url, fault: 'HTTP status 503' }] },
  })
  proxy.decide = () => 'pass'
  expect(await endpoint.request({ method: 'eth_blockNumber' })).toMatch(/^0x/)
})

test('what tells no chain, or refuses to, is no node, and that is told in one line', async () => {
  const { url } = await openWorld()
  for (const [answer, fault] of [
    [{ result: null }, 'it tells no chain id'],
    [{ error: { code: -32_601, message: 'The method does not exist' } }, 'The method does not exist'],
  ] as const) {
    const place = await openProxy(url)
    place.decide = () => ({ answer: () => answer })
    await expect(testEndpoint({ urls: [place.url] }).request({ method: 'eth_blockNumber' })).rejects.toMatchObject({
      code: 'EndpointUnavailable',
      data: { attempts: [{ fault }] },
    })
  }
})

test('refuses a node of another chain, and works with the others', async () => {
  const world = await openWorld()
  const stranger = await openProxy(world.url)
  stranger.decide = (methods) => (methods.includes('eth_chainId') ? { answer: () => ({ result: '0x1' }) } : 'pass')
  const alone = testEndpoint({ urls: [stranger.url] })
  await expect(alone.request({ method: 'eth_blockNumber' })).rejects.toMatchObject({
    code: 'EndpointWrongChain',
    retryable: false,
    data: { what: 'chainId', expected: String(chainId), actual: '1' },
  })
  const both = testEndpoint({ urls: [stranger.url, world.url] })
  expect(await both.request({ method: 'eth_blockNumber' })).toMatch(/^0x/)
  expect(both.status()[0]?.state).toBe('wrong chain')
  const wrongGenesis = testEndpoint({ urls: [world.url], genesisHash: `0x${'22'.repeat(32)}` })
  await expect(
    wrongGenesis.chainId().then(() => wrongGenesis.request({ method: 'eth_blockNumber' })),
  ).rejects.toMatchObject({
    code: 'EndpointWrongChain',
    data: { what: 'genesis' },
  })
})

test('a revert is an answer, with its custom error decoded, also with the code of FISCO BCOS', async () => {
  const world = await openWorld()
  const [first, second] = [await openProxy(world.url), await openProxy(world.url)]
  const endpoint = testEndpoint({ urls: [first.url, second.url] })
  const call = () =>
    simulateContract(endpoint.client, {
      address: world.institutions,
      abi: institutionsAbi,
      functionName: 'addOperator',
      args: [someAddress(), 2],
      account: someAddress(),
    }).then(
      () => 'no error',
      (error: unknown) => {
        const inner =
          error instanceof BaseError ? error.walk((cause) => cause instanceof ContractFunctionRevertedError) : undefined
        return inner instanceof ContractFunctionRevertedError ? inner.data?.errorName : error
      },
    )
  expect(await call()).toBe('InstitutionsNotAdmin')
  const data = '0xd0a9d1e3' as const
  first.decide = (methods) =>
    methods.includes('eth_call') ? { answer: () => ({ error: { code: 16, data: `${data}`, message: '' } }) } : 'pass'
  await expect(endpoint.request({ method: 'eth_call', params: [{}, 'latest'] })).rejects.toMatchObject({
    code: 3,
    data,
  })
  expect(second.seen).not.toContain('eth_call')
})

test('calls of one turn go out as batches of the size that the node takes', async () => {
  const { url } = await openWorld()
  const proxy = await openProxy(url)
  const sizes: number[] = []
  proxy.decide = (methods) => {
    sizes.push(methods.length)
    return 'pass'
  }
  const profile = { engine: 'unknown', logPageBlocks: 10, batchSize: 8, nonceGaps: false, graceMs: 100 } as const
  const endpoint = testEndpoint({ urls: [proxy.url], profile })
  await endpoint.request({ method: 'eth_chainId' })
  sizes.length = 0
  await Promise.all(Array.from({ length: 18 }, () => endpoint.request({ method: 'eth_blockNumber' })))
  expect(sizes.sort()).toEqual([2, 8, 8])
})

test('works over a WebSocket, which pushes new heads, and inside the process', async () => {
  const { url, acts, endpoint: other } = await openWorld()
  const socket = testEndpoint({ urls: [url.replace('http', 'ws')] })
  expect(
    await readContract(socket.client, {
      address: acts,
      abi: actsAbi,
      functionName: 'isUsed',
      args: [someAddress(), 1n],
    }),
  ).toBe(false)
  expect(socket.onHead(() => {})).toBeTypeOf('function')
  await expect(socket.request({ method: 'no_such' })).rejects.toMatchObject({ code: -32_601 })

  const inside = testEndpoint({ request: (request) => other.request(request) })
  expect((await inside.profile()).engine).toBe('theriac')
  expect(await createPublicClient({ transport: custom(inside) }).getChainId()).toBe(chainId)
  await expect(inside.request({ method: 'no_such' })).rejects.toMatchObject({ code: -32_601 })
})

test('waiting for an answer can be ended', async () => {
  const { url } = await openWorld()
  const proxy = await openProxy(url)
  proxy.decide = () => 'hang'
  const endpoint = testEndpoint({ urls: [proxy.url] })
  const stop = new AbortController()
  const answer = endpoint.request({ method: 'eth_chainId' }, { signal: stop.signal })
  stop.abort(new Error('enough'))
  await expect(answer).rejects.toThrow('enough')
})
