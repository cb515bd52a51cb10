import { request } from 'node:http'
import { encodeFunctionData, type Hex, toHex } from 'viem'
import { expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { createRpcServer, type RefusalReason } from '../src/index.ts'
import { CHAIN_ID, openTestChain, post, serveTestChain, signer } from './harness.ts'
import { sample } from './sample.ts'

interface RpcError {
  id: unknown
  error: { code: number; message: string; data?: { code?: string } | Hex }
}

const call = (method: string, params: unknown = [], id: unknown = 1) => ({ jsonrpc: '2.0', id, method, params })
const errorOf = async (url: string, body: unknown) => ((await post(url, body)).json as RpcError).error

test('a transaction that cannot be taken is refused with its reason, and the chain goes on', async () => {
  const chain = await openTestChain({ maxNonceGap: 4, maxTransactionBytes: 2_000, maxPoolTransactions: 8 })
  const sender = signer()
  const other = signer(CHAIN_ID + 1)
  // About one signature in a hundred has a shorter r or s, which would put what is broken below elsewhere.
  let good = await sender.sign({ to: sender.address, nonce: 0 })
  for (let gas = 1_000_001n; !/a0.{64}a0.{64}$/.test(good); gas++) {
    good = await sender.sign({ to: sender.address, nonce: 0, gas })
  }
  const broken = (index: number, value: string) =>
    `${good.slice(0, index)}${value}${good.slice(index + value.length)}` as Hex
  const refused = async (raw: Hex): Promise<RefusalReason | 'accepted'> => {
    const sent = await chain.sendRawTransaction(raw)
    return sent.ok ? 'accepted' : sent.reason
  }
  expect(await refused('0x')).toBe('MalformedTransaction')
  expect(await refused('0xzz' as Hex)).toBe('MalformedTransaction')
  expect(await refused('0xc0')).toBe('MalformedTransaction')
  expect(await refused(`${good}00`)).toBe('MalformedTransaction')
  expect(await refused(good.slice(0, -2) as Hex)).toBe('MalformedTransaction')
  expect(await refused(`0x03${good.slice(2)}`)).toBe('UnsupportedTransactionType')
  expect(await refused(`0x04${good.slice(2)}`)).toBe('UnsupportedTransactionType')
  expect(await refused(await other.sign({ to: other.address }))).toBe('WrongChainId')
  expect(await refused(await sender.account.signTransaction({ type: 'legacy', nonce: 0, gas: 21_000n }))).toBe(
    'WrongChainId',
  )
  // r and s are the last 32 bytes each, each after one byte of length.
  expect(await refused(broken(good.length - 64, 'f'.repeat(64)))).toBe('InvalidSignature')
  expect(await refused(broken(good.length - 64 - 66, 'f'.repeat(64)))).toBe('InvalidSignature')
  expect(await refused(await sender.sign({ nonce: 5, to: sender.address }))).toBe('NonceTooHigh')
  expect(await refused(await sender.sign({ nonce: 0, gas: 2_000_000_000n }))).toBe('GasLimitTooHigh')
  expect(await refused(await sender.sign({ nonce: 0, gas: 20_999n, to: sender.address }))).toBe('IntrinsicGasTooLow')
  expect(await refused(await sender.sign({ nonce: 0, data: `0x${'00'.repeat(2_000)}` }))).toBe('TransactionTooLarge')
  expect(await refused(await sender.sign({ nonce: 0, value: 1n, to: sender.address }))).toBe('InsufficientFunds')
  expect(await refused(await sender.sign({ nonce: 2, to: sender.address }))).toBe('accepted')
  expect(await refused(await sender.sign({ nonce: 2, to: sender.address }))).toBe('AlreadyKnown')
  expect(await refused(await sender.sign({ nonce: 2, to: sender.address, gas: 50_000n }))).toBe('NonceInUse')
  expect(await refused(good)).toBe('accepted')
  const last = await chain.sendRawTransaction(await sender.sign({ nonce: 1, to: sender.address }))
  if (!last.ok) throw new Error(last.message)
  await chain.waitFor(last.hash)
  expect(await refused(good)).toBe('AlreadyKnown')
  expect(await refused(await sender.sign({ nonce: 0, to: sender.address, gas: 60_000n }))).toBe('NonceTooLow')
  for (let i = 0; i < 8; i++)
    expect(await refused(await signer().sign({ nonce: 1, to: sender.address }))).toBe('accepted')
  expect(await refused(await signer().sign({ nonce: 1, to: sender.address }))).toBe('PoolFull')
})

test('a recovery id out of range is refused in a typed transaction', async () => {
  const chain = await openTestChain()
  const raw = await signer().account.signTransaction({ chainId: CHAIN_ID, type: 'eip1559', nonce: 0, gas: 21_000n })
  // yParity is the byte before r: 0x80 or 0x01, then a0 and 32 bytes, twice.
  const at = raw.length - 2 * 66 - 2
  const sent = await chain.sendRawTransaction(`${raw.slice(0, at)}05${raw.slice(at + 2)}` as Hex)
  expect(sent).toMatchObject({ ok: false, reason: 'InvalidSignature' })
})

test('JSON-RPC that is none is answered with the code for it', async () => {
  const { server, chain } = await serveTestChain()
  const url = server.url()
  expect((await errorOf(url, '{"jsonrpc":')).code).toBe(-32700)
  expect((await errorOf(url, [])).code).toBe(-32600)
  expect((await errorOf(url, '7')).code).toBe(-32600)
  expect((await errorOf(url, { id: 1, method: 'eth_chainId' })).code).toBe(-32600)
  expect((await errorOf(url, { jsonrpc: '2.0', id: {}, method: 'eth_chainId' })).code).toBe(-32600)
  expect((await errorOf(url, call('eth_sendTransaction'))).code).toBe(-32601)
  expect((await errorOf(url, call('toString'))).code).toBe(-32601)
  expect((await errorOf(url, call('eth_subscribe', ['newHeads']))).code).toBe(-32601)
  expect((await errorOf(url, call('eth_getBalance', ['0x12']))).code).toBe(-32602)
  expect((await errorOf(url, call('eth_getBlockByNumber', ['newest']))).code).toBe(-32602)
  expect((await errorOf(url, call('eth_chainId', {}))).code).toBe(-32602)
  expect((await errorOf(url, call('eth_getLogs', [{ topics: [['0x00']] }]))).code).toBe(-32602)
  expect((await errorOf(url, call('eth_sendRawTransaction', ['0xff']))).data).toMatchObject({
    code: 'MalformedTransaction',
  })
  const many = Array.from({ length: 1001 }, (_, id) => call('eth_chainId', [], id))
  expect(await errorOf(url, many)).toMatchObject({ code: -32005, data: { code: 'BatchTooLarge' } })
  expect((await post(url, many.slice(1))).json).toHaveLength(1000)
  expect(await post(url, { jsonrpc: '2.0', method: 'eth_chainId' })).toEqual({ status: 204, json: undefined })
  const mixed = await post(url, [call('eth_chainId', [], 'a'), { jsonrpc: '2.0', method: 'eth_chainId' }, 5])
  expect(mixed.json).toMatchObject([
    { id: 'a', result: toHex(CHAIN_ID) },
    { id: null, error: { code: -32600 } },
  ])
  const form = await fetch(url, { method: 'POST', body: JSON.stringify(call('eth_chainId')) })
  expect(form.status).toBe(415)
  expect((await fetch(url)).status).toBe(405)
  expect((await post(`${url}/groups/none`, call('eth_chainId'))).status).toBe(404)
  expect((await post(url, call('eth_blockNumber'))).json).toMatchObject({ result: '0x0' })
  expect(chain.failure).toBeUndefined()
})

test('a body over the limit is refused and the server goes on', async () => {
  const { server } = await serveTestChain()
  const status = await new Promise<number | undefined>((resolve, reject) => {
    const headers = { 'content-type': 'application/json' }
    const sent = request(server.url(), { method: 'POST', headers }, (response) => {
      response.resume()
      resolve(response.statusCode)
    })
    sent.on('error', reject)
    sent.end(Buffer.alloc(17 * 1024 * 1024, 0x20))
  })
  expect(status).toBe(413)
  expect((await post(server.url(), call('eth_chainId'))).status).toBe(200)
})

test('a page of another origin is turned away, and one that is allowed is answered', async () => {
  const { server, chain } = await serveTestChain()
  const friendly = await createRpcServer({ groups: [{ chain }], port: 0, allowedOrigins: ['https://friend.example'] })
  const statusFor = async (url: string, origin: string) => {
    const headers = { 'content-type': 'application/json', origin }
    const body = JSON.stringify(call('eth_chainId'))
    return (await fetch(url, { method: 'POST', headers, body })).status
  }
  try {
    expect(await statusFor(server.url(), 'https://example.org')).toBe(403)
    expect(await statusFor(friendly.url(), 'https://example.org')).toBe(403)
    expect(await statusFor(friendly.url(), 'https://friend.example')).toBe(200)
  } finally {
    await friendly.close()
  }
})

test('log queries have bounds, and say which', async () => {
  const { server, chain, publicClient, walletClient } = await serveTestChain({ maxLogBlocks: 3, maxLogResults: 2 })
  const hash = await walletClient.deployContract({ abi: sample.abi, bytecode: sample.bytecode })
  const { contractAddress: to } = await publicClient.waitForTransactionReceipt({ hash })
  if (!to) throw new Error('not deployed')
  const data = encodeFunctionData({ abi: sample.abi, functionName: 'plain', args: [1n] })
  for (let i = 0; i < 3; i++) {
    const sent = await chain.sendRawTransaction(await signer().sign({ to, data }))
    if (sent.ok) await chain.waitFor(sent.hash)
  }
  const query = (fromBlock: string, toBlock: string) =>
    errorOf(server.url(), call('eth_getLogs', [{ fromBlock, toBlock }]))
  expect(await query('0x0', 'latest')).toMatchObject({ code: -32005, data: { code: 'LogRangeTooLarge', limit: 3 } })
  expect(await query('0x2', '0x4')).toMatchObject({ code: -32005, data: { code: 'TooManyLogs', limit: 2 } })
  expect(await query('0x3', '0x2')).toMatchObject({ code: -32602, data: { code: 'InvalidRange' } })
  expect(await query('0x3', '0x4')).toBeUndefined()
})

test('a WebSocket takes broken messages, and pages of other origins are turned away', async () => {
  const { server } = await serveTestChain()
  const url = server.url().replace('http', 'ws')
  const socket = new WebSocket(url)
  const replies: unknown[] = []
  await new Promise<void>((resolve, reject) => {
    socket.on('error', reject)
    socket.on('open', () => {
      socket.send('nonsense')
      socket.send(JSON.stringify(call('eth_subscribe', ['syncing'], 2)))
      socket.send(JSON.stringify(call('eth_unsubscribe', ['0x1'], 3)))
    })
    socket.on('message', (data) => {
      replies.push(JSON.parse(data.toString()))
      if (replies.length === 3) resolve()
    })
  })
  socket.close()
  expect(replies).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ error: expect.objectContaining({ code: -32700 }) }),
      expect.objectContaining({ id: 2, error: expect.objectContaining({ code: -32602 }) }),
      expect.objectContaining({ id: 3, result: false }),
    ]),
  )
  const foreign = new WebSocket(url, { origin: 'https://example.org' })
  const status = await new Promise((resolve) => {
    foreign.on('unexpected-response', (_, response) => resolve(response.statusCode))
    foreign.on('open', () => resolve('opened'))
    foreign.on('error', () => undefined)
  })
  expect(status).toBe(403)
})
