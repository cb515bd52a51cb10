import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createEndpoint, createWeb3Administration, decodeCall, type RpcRequest } from '../../src/index.ts'
import { openTrade } from '../domain/world.ts'

let t: Awaited<ReturnType<typeof openTrade>>
beforeAll(async () => {
  t = await openTrade()
})
afterAll(() => t.close())

test('the embedded chain tells its height, sealer and settings, and that it has no committee', async () => {
  const administration = createWeb3Administration(t.endpoint)
  const { head, genesisHash, ...overview } = await administration.overview()
  expect(overview).toEqual({
    engine: 'theriac',
    version: expect.stringMatching(/^theriac-chain\//),
    chainId: 20_270,
    pending: { supported: true, value: 0 },
  })
  expect(head.number).toBe(t.chain.head().header.number)
  expect(head.hash).toBe(t.chain.head().hash)
  expect(genesisHash).toBe(t.chain.block(0)?.hash)
  const sealer = { address: t.chain.sealer.toLowerCase(), role: 'sealer', state: 'up', height: head.number, lag: 0 }
  expect(await administration.nodes()).toMatchObject({
    supported: true,
    value: { nodes: [{ ...sealer, weight: 1, lastSigned: head.number }], sealers: 1, spare: 0 },
  })
  expect(await administration.systemConfiguration()).toEqual({
    supported: true,
    value: [
      { key: 'chain_id', value: '20270', settledBy: 'genesis', irreversible: true },
      { key: 'block_gas_limit', value: '1000000000', settledBy: 'program', irreversible: false },
    ],
  })
  expect(await administration.committee()).toEqual({ supported: false, why: 'one_sealer' })
  expect(await administration.changeRole('0x', 'sealer')).toEqual({ supported: false, why: 'one_sealer' })
})

test('blocks are read downwards, each with its transactions and receipts', async () => {
  const administration = createWeb3Administration(t.endpoint)
  const height = t.chain.head().header.number
  const page = await administration.blocks(3)
  expect(page.map(({ number }) => number)).toEqual([height, height - 1, height - 2])
  expect(page[0]?.parentHash).toBe(page[1]?.hash)
  expect((await administration.blocks(5, 2)).map(({ number }) => number)).toEqual([1, 0])
  expect(await administration.blocks(5, 0)).toEqual([])
  const block = await administration.block(height)
  expect(await administration.block(block?.hash ?? '0x')).toEqual(block)
  expect(await administration.block(height + 1)).toBeUndefined()
  const [transaction] = block?.list ?? []
  if (!transaction) throw new TypeError('the newest block has a transaction')
  expect(transaction).toMatchObject({ to: t.addresses.acts.toLowerCase(), block: { number: height, index: 0 } })
  expect(decodeCall(transaction.input)).toMatchObject({ contract: 'acts', name: 'carry' })
  expect(await administration.transaction(transaction.hash)).toEqual(transaction)
  const receipt = await administration.receipt(transaction.hash)
  expect(receipt?.succeeded).toBe(true)
  expect(receipt?.logs.at(-1)?.address).toBe(t.addresses.acts.toLowerCase())
  const nowhere = `0x${'12'.repeat(32)}` as const
  expect(await administration.transaction(nowhere)).toBeUndefined()
  expect(await administration.receipt(nowhere)).toBeUndefined()
})

test('of a chain of which nothing else is known no more is told than JSON-RPC tells', async () => {
  const endpoint = createEndpoint({
    request: async (request: RpcRequest) => {
      if (request.method === 'web3_clientVersion') return 'Geth/v1.14'
      if (request.method === 'txpool_status') throw Object.assign(new Error('no such method'), { code: -32_601 })
      return t.endpoint.request(request)
    },
  })
  const administration = createWeb3Administration(endpoint)
  expect(await administration.overview()).toMatchObject({
    engine: 'unknown',
    pending: { supported: false, why: 'not_told' },
  })
  expect(await administration.nodes()).toEqual({ supported: false, why: 'not_told' })
  expect(await administration.systemConfiguration()).toEqual({ supported: false, why: 'not_connected' })
  expect(await administration.committee()).toEqual({ supported: false, why: 'not_connected' })
  endpoint.close()
})

test('what is in no block yet is counted', async () => {
  const account = privateKeyToAccount(generatePrivateKey())
  // Its nonce is ahead: it waits for those before it.
  const raw = await account.signTransaction({
    type: 'legacy',
    chainId: 20_270,
    nonce: 2,
    to: account.address,
    gas: 30_000n,
    gasPrice: 0n,
  })
  await t.endpoint.request({ method: 'eth_sendRawTransaction', params: [raw] })
  expect((await createWeb3Administration(t.endpoint).overview()).pending).toEqual({ supported: true, value: 1 })
})
