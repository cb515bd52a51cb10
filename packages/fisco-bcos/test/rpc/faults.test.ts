import { createServer as createHttpServer, Server as HttpServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createServer as createPlainServer, type Server } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'
import { afterEach, expect, test } from 'vitest'
import { createNativeRpc, type FiscoError, isFiscoError } from '../../src/index.ts'
import { openStandIn, type StandInFault } from '../../src/testing/index.ts'

const opened: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const each of opened.splice(0)) await each.close()
})

/** A node of group0, 27 blocks high. */
async function openNode(fault?: StandInFault) {
  const standIn = await openStandIn({
    answers: [{ request: { method: 'getBlockNumber', params: ['group0', ''] }, response: { result: 27 } }],
  })
  standIn.fault = fault
  opened.push(standIn)
  return standIn
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  opened.push({ close: () => closed(server) })
  return (server.address() as AddressInfo).port
}

const closed = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve())
    // Connections that are kept open for more requests would keep it waiting.
    if (server instanceof HttpServer) server.closeAllConnections()
  })

const rpcOf = (urls: string[], { timeoutMs = 20_000, group = 'group0' } = {}) =>
  createNativeRpc({ urls, group, timeoutMs })

async function failureOf(promise: Promise<unknown>): Promise<FiscoError> {
  const error = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (!isFiscoError(error)) throw new TypeError(`no FiscoError: ${error}`)
  return error
}

test.each([
  ['cut', 'AnswerCutShort', true],
  ['truncated', 'AnswerCutShort', true],
  ['empty', 'AnswerCutShort', true],
  ['html', 'AnswerNotJson', false],
  ['unavailable', 'HttpStatus', true],
  ['hang-up', 'NodeUnreachable', true],
] as const)('an answer that is %s is %s', async (fault, code, retryable) => {
  const { url } = await openNode(fault)
  const failure = await failureOf(rpcOf([url]).getBlockNumber())
  expect({ code: failure.code, retryable: failure.retryable, url: failure.data }).toMatchObject({
    code,
    retryable,
    url: { url: `${url}/` },
  })
})

test('a node that does not answer in time is given up', async () => {
  const { url } = await openNode('silent')
  const failure = await failureOf(rpcOf([url], { timeoutMs: 50 }).getBlockNumber())
  expect(failure).toMatchObject({ code: 'NodeTimeout', retryable: true, data: { timeoutMs: 50 } })
})

test('nobody there is told with the system’s own word', async () => {
  const standIn = await openNode()
  await standIn.close()
  const failure = await failureOf(rpcOf([standIn.url]).getBlockNumber())
  expect(failure).toMatchObject({ code: 'NodeUnreachable', data: { reason: 'ECONNREFUSED' }, retryable: true })
})

test('what sends elsewhere is not followed', async () => {
  const elsewhere = await openNode()
  const server = createHttpServer((_, response) => response.writeHead(307, { location: elsewhere.url }).end())
  const port = await listen(server)
  expect(await failureOf(rpcOf([`http://127.0.0.1:${port}`]).getBlockNumber())).toMatchObject({
    code: 'HttpStatus',
    data: { status: 307 },
  })
  expect(elsewhere.requests).toEqual([])
})

test('TLS where http was given is said, and no request gets there', async () => {
  const received: string[] = []
  // Without a certificate it can shake nobody's hand, which is enough to see that it speaks TLS.
  const server = createTlsServer({}, (socket) => socket.on('data', (data) => received.push(data.toString())))
  server.on('tlsClientError', () => {})
  const port = await listen(server)
  const failure = await failureOf(rpcOf([`http://127.0.0.1:${port}`]).getBlockNumber())
  expect(failure).toMatchObject({ code: 'TlsRequired', retryable: false, data: { url: `http://127.0.0.1:${port}/` } })
  expect(received).toEqual([])
})

test('https where no TLS is spoken is said', async () => {
  const { url } = await openNode()
  const failure = await failureOf(rpcOf([url.replace('http:', 'https:')]).getBlockNumber())
  expect(failure).toMatchObject({ code: 'TlsNotSpoken', retryable: false })
})

test('a handshake that fails is told with its reason', async () => {
  const server = createTlsServer({})
  server.on('tlsClientError', () => {})
  const port = await listen(server)
  const failure = await failureOf(rpcOf([`https://127.0.0.1:${port}`]).getBlockNumber())
  expect(failure).toMatchObject({ code: 'TlsRefused', data: { reason: expect.stringMatching(/SSL|TLS/) } })
})

test('a server that speaks neither is unreachable', async () => {
  const port = await listen(createPlainServer((socket) => socket.destroy()))
  const failure = await failureOf(rpcOf([`http://127.0.0.1:${port}`]).getBlockNumber())
  expect(failure.code).toBe('NodeUnreachable')
})

test('another group, an unknown method and other errors get codes of their own', async () => {
  const { url } = await openNode()
  expect(await failureOf(rpcOf([url], { group: 'group9' }).getBlockNumber())).toMatchObject({
    code: 'GroupUnknown',
    data: { group: 'group9', method: 'getBlockNumber' },
    retryable: false,
  })
  expect(await failureOf(rpcOf([url]).getPbftView())).toMatchObject({
    code: 'MethodUnknown',
    data: { method: 'getPbftView' },
    retryable: false,
  })
  const other = await openStandIn({ answers: [() => ({ error: { code: -32_603, message: 'inside' } })] })
  opened.push(other)
  expect(await failureOf(rpcOf([other.url]).getBlockNumber())).toMatchObject({
    code: 'RpcRefused',
    data: { rpcCode: -32_603, message: 'inside' },
  })
})

test.each(['ftp://127.0.0.1', 'not a url', ''])('%j is no URL for it', async (url) => {
  expect(() => rpcOf([url])).toThrow(expect.objectContaining({ code: 'UrlInvalid' }))
  expect(() => rpcOf([])).toThrow(expect.objectContaining({ code: 'ValueInvalid' }))
})

test('user and password of a URL are sent, and stay out of errors', async () => {
  const seen: string[] = []
  const fetch: typeof globalThis.fetch = async (input, init) => {
    seen.push(`${String(input)} ${new Headers(init?.headers).get('authorization')}`)
    return new Response('no', { status: 401 })
  }
  const urls = ['http://admin:p%40ss@127.0.0.1:20200/rpc?token=secret']
  const failure = await failureOf(createNativeRpc({ urls, group: 'group0', timeoutMs: 1000, fetch }).getBlockNumber())
  expect(seen).toEqual([`http://127.0.0.1:20200/rpc?token=secret Basic ${btoa('admin:p@ss')}`])
  expect(failure).toMatchObject({ code: 'HttpStatus', retryable: false, data: { status: 401 } })
  expect(JSON.stringify([failure.message, failure.data])).not.toMatch(/secret|p@ss|admin/)
})
