import { createServer as createHttpServer } from 'node:http'
import type { AddressInfo, Server } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'
import { afterEach, expect, test } from 'vitest'
import { createNativeRpc, createWeb3Rpc, isFiscoError, type NodeFault, nodeFaultOf } from '../../src/index.ts'
import { openStandIn, type Responder, type StandInFault } from '../../src/testing/index.ts'

const opened: { close(): unknown }[] = []
afterEach(async () => {
  for (const each of opened.splice(0)) await each.close()
})

const hash = `0x${'12'.repeat(32)}`
const node: Responder = ({ method }) => {
  if (method === 'web3_clientVersion') return { result: 'FISCO-BCOS-Web3RPC/3.17.1' }
  if (method === 'eth_chainId') return { result: '0x4ee8' }
  return method === 'eth_getBlockByNumber' ? { result: { hash, timestamp: '0x10' } } : undefined
}

async function open(answer: Responder = node, fault?: StandInFault): Promise<string> {
  const standIn = await openStandIn({ answers: [answer] })
  standIn.fault = fault
  opened.push(standIn)
  return standIn.url
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  opened.push({ close: () => server.close() })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

async function openAndClose(): Promise<string> {
  const { url, close } = await openStandIn({ answers: [] })
  await close()
  return url
}

/** What is told of the same URL by asking it for either RPC. */
async function faultsOf(
  url: string,
  timeoutMs = 20_000,
): Promise<{ readonly web3: NodeFault; readonly native: NodeFault }> {
  return {
    web3: await faultIn(createWeb3Rpc({ url, timeoutMs }).clientVersion(), 'web3'),
    native: await faultIn(createNativeRpc({ urls: [url], group: 'group0', timeoutMs }).getBlockNumber(), 'native'),
  }
}

const faultIn = (asked: Promise<unknown>, side: 'web3' | 'native'): Promise<NodeFault> =>
  asked.then(
    () => {
      throw new TypeError('it was answered')
    },
    (error: unknown) => nodeFaultOf(error, side),
  )

test('a node tells its version, its chain and its blocks', async () => {
  const rpc = createWeb3Rpc({ url: await open(), timeoutMs: 20_000 })
  expect(await rpc.clientVersion()).toBe('FISCO-BCOS-Web3RPC/3.17.1')
  expect(await rpc.chainId()).toBe(20_200)
  expect(await rpc.block(0n)).toEqual({ hash, timestamp: 16n })
})

const places: readonly [string, () => Promise<string>, string, RegExp][] = [
  ['a port where nobody listens', openAndClose, 'NodeUnreachable', /nothing answers at .*ECONNREFUSED/],
  ['a web page', () => open(node, 'html'), 'AnswerNotJson', /a web page answers/],
  ['a connection that breaks', () => open(node, 'cut'), 'AnswerCutShort', /ends in its middle/],
  ['half an answer', () => open(node, 'truncated'), 'AnswerCutShort', /ends in its middle/],
  ['a proxy without a node', () => open(node, 'unavailable'), 'HttpStatus', /HTTP status 503/],
  [
    'a redirection',
    () => listen(createHttpServer((_, response) => response.writeHead(301, { location: 'http://x/' }).end())),
    'HttpStatus',
    /sends elsewhere \(HTTP status 301\)/,
  ],
  [
    'TLS where http was given',
    () => {
      const server = createTlsServer({})
      server.on('tlsClientError', () => {})
      return listen(server)
    },
    'TlsRequired',
    /speaks TLS, and the URL says http/,
  ],
  ['https where none is spoken', async () => (await open()).replace('http', 'https'), 'TlsNotSpoken', /not speak TLS/],
  ['null for everything', () => open(() => ({ result: null })), 'AnswerInvalid', /is not /],
  ['a method that is not known', () => open(() => undefined), 'MethodUnknown', /knows no /],
]

test.each(places)('%s is told alike of both RPCs, with advice of its own', async (_title, place, code, found) => {
  const { web3, native } = await faultsOf(await place())
  expect([web3.code, native.code]).toEqual([code, code])
  expect(web3.found.en).toMatch(found)
  expect(native.found.en).toMatch(found)
  for (const { found: said, advice } of [web3, native]) {
    for (const text of [said.zh, advice.zh]) expect(text).toMatch(/[\u4e00-\u9fff]/)
    expect(advice.en).not.toBe('')
  }
})

test('a node that gives no answer in time is told as such', async () => {
  const { web3 } = await faultsOf(await open(node, 'silent'), 50)
  expect(web3).toMatchObject({ code: 'NodeTimeout', passes: true })
  expect(web3.found.en).toContain('no answer in 0.05 s')
})

test('the advice names the setting of the RPC that was asked', async () => {
  const { web3, native } = await faultsOf(await open(node, 'html'))
  expect(web3.advice.en).toContain('[web3_rpc]')
  expect(native.advice.en).toContain('[rpc]')
  expect([web3.passes, native.passes]).toEqual([false, false])
})

test('numbers of errors mean over Web3 what they mean there, and not what the engine’s own mean', async () => {
  const url = await open(() => ({ error: { code: -32_000, message: 'nonce too low' } }))
  const error = await createWeb3Rpc({ url, timeoutMs: 20_000 })
    .chainId()
    .catch((thrown: unknown) => thrown)
  expect(isFiscoError(error, 'RpcRefused') && error.data).toMatchObject({ rpcCode: -32_000, message: 'nonce too low' })
})

test('a chain of no id, and a block that is not there, are no answers', async () => {
  const rpc = createWeb3Rpc({
    url: await open(({ method }) => ({ result: method === 'eth_chainId' ? '0x0' : null })),
    timeoutMs: 20_000,
  })
  expect((await faultIn(rpc.chainId(), 'web3')).code).toBe('AnswerInvalid')
  expect((await faultIn(rpc.block(5n), 'web3')).code).toBe('AnswerInvalid')
})
