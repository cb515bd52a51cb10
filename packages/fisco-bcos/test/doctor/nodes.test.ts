import { afterEach, expect, test } from 'vitest'
import { createNativeRpc, createWeb3Rpc, examine, type Finding, gatherFacts } from '../../src/index.ts'
import { openStandIn, type Responder, type StandIn } from '../../src/testing/index.ts'

const timeoutMs = 20_000
const opened: StandIn[] = []
afterEach(async () => {
  for (const each of opened.splice(0)) await each.close()
})

async function open(answer: Responder): Promise<StandIn> {
  const standIn = await openStandIn({ answers: [answer] })
  opened.push(standIn)
  return standIn
}

async function doctor(web3: readonly string[], native: readonly string[]): Promise<readonly Finding[]> {
  const facts = await gatherFacts({
    web3: web3.map((url) => ({ url, rpc: createWeb3Rpc({ url, timeoutMs }) })),
    native: native.map((url) => ({ url, rpc: createNativeRpc({ urls: [url], group: 'group0', timeoutMs }) })),
    senders: ['0x0000000000000000000000000000000000000001'],
    contracts: { acts: '0x0000000000000000000000000000000000000002' },
  })
  return examine(facts, Date.now())
}

const node: Responder = ({ method }) => {
  if (method === 'web3_clientVersion') return { result: 'FISCO-BCOS-Web3RPC/3.17.1' }
  if (method === 'eth_chainId') return { result: '0x4ee8' }
  if (method === 'eth_getBlockByNumber') return { result: { hash: `0x${'12'.repeat(32)}`, timestamp: '0x10' } }
  return method === 'eth_getBalance' ? { result: '0x1' } : undefined
}

test('what answers null to everything is a fault, and is asked for nothing more', async () => {
  const empty = await open(() => ({ result: null }))
  const found = await doctor([empty.url], [empty.url])
  expect(found.filter(({ state }) => state === 'fault').map(({ id }) => id)).toEqual(['web3', 'native'])
  expect(found.filter(({ state }) => state === 'good')).toEqual([])
  expect(empty.requests.map(({ method }) => method).sort()).toEqual(['getGroupInfo', 'web3_clientVersion'])
})

test('the rest is asked of the first URL that is right, and each is told by itself', async () => {
  const [page, embedded, right, gone] = [
    await open(node),
    await open((request) =>
      request.method === 'web3_clientVersion' ? { result: 'theriac-chain/0.1.0' } : node(request),
    ),
    await open(node),
    await open(node),
  ]
  page.fault = 'html'
  await gone.close()
  const found = await doctor([page.url, embedded.url, right.url, gone.url], [page.url])
  const told = found.filter(({ id }) => id === 'web3').map(({ url, state, found: { en } }) => [url, state, en])
  expect(told).toEqual([
    [page.url, 'fault', expect.stringContaining('a web page')],
    [embedded.url, 'fault', 'answers as theriac-chain/0.1.0: no FISCO BCOS'],
    [right.url, 'good', 'answers as FISCO-BCOS-Web3RPC/3.17.1'],
    [gone.url, 'warning', expect.stringContaining('ECONNREFUSED')],
  ])
  expect(found.find(({ id }) => id === 'senders')?.state).toBe('good')
  expect(embedded.requests.some(({ method }) => method === 'eth_getBalance')).toBe(false)
  expect(found.find(({ id }) => id === 'sealers')).toMatchObject({
    state: 'unknown',
    found: { en: 'not looked at: see what is said of the native RPC' },
  })
})
