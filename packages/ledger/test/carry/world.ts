import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createRpcServer, openChain } from '@theriac/chain'
import { actsAbi, actsBytecode, governanceAbi, institutionsAbi, institutionsBytecode } from '@theriac/contracts'
import { type Address, encodeDeployData, encodeFunctionData, getContractAddress, type Hex } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { readContract } from 'viem/actions'
import { onTestFinished } from 'vitest'
import {
  type ActsDomain,
  createCarrier,
  createNonces,
  laneAccount,
  memoryJournal,
  readActsDomain,
  type SignedAct,
  signAct,
} from '../../src/carry/index.ts'
import { createEndpoint, type Endpoint, type EndpointOptions } from '../../src/endpoint/index.ts'
import { localSigner, type Signer } from '../../src/keys/index.ts'
import { nativeHashSigner } from '../../src/node.ts'

export const chainId = 20_200
const regulatorGln = 7_612_345_000_008n
const factoryGln = 4_012_345_000_009n
const signHash = nativeHashSigner()

/** A folder that is deleted when the test ends. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'theriac-ledger-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** An embedded chain behind its RPC server with Acts and Institutions on it, and a factory with one admin. */
export async function openWorld(options: { readonly blockGasLimit?: bigint } = {}) {
  const chain = await openChain({ dataDir: temporaryFolder(), chainId, ...options })
  const server = await createRpcServer({ groups: [{ chain, path: '/' }], port: 0 })
  onTestFinished(async () => {
    await server.close()
    await chain.close()
  })
  const url = server.url('/')
  const endpoint = testEndpoint({ urls: [url] })
  const admin = localSigner(generatePrivateKey(), signHash)
  const regulator = localSigner(generatePrivateKey(), signHash)
  const { acts, institutions } = await deploy(endpoint, regulator.address)
  const domain = await readActsDomain(endpoint.client, acts)
  await found({ endpoint, acts, institutions, regulator, admin, domain })
  return { chain, url, endpoint, acts, institutions, admin, domain }
}

export type World = Awaited<ReturnType<typeof openWorld>>

/** An endpoint that is closed when the test ends. */
export function testEndpoint(options: EndpointOptions): Endpoint {
  const endpoint = createEndpoint({ chainId, timeoutMs: 5_000, ...options })
  onTestFinished(() => endpoint.close())
  return endpoint
}

/** Fresh lanes. */
export function lanesOf(count: number) {
  return Array.from({ length: count }, () => laneAccount(generatePrivateKey(), signHash))
}

async function deploy(endpoint: Endpoint, admin: Address): Promise<{ acts: Address; institutions: Address }> {
  const deployer = privateKeyToAccount(generatePrivateKey())
  const at = (nonce: bigint) => getContractAddress({ from: deployer.address, nonce })
  const send = async (nonce: number, data: Hex): Promise<void> => {
    const raw = await deployer.signTransaction({ type: 'legacy', chainId, nonce, gas: 30_000_000n, gasPrice: 0n, data })
    await endpoint.request({ method: 'eth_sendRawTransaction', params: [raw] })
  }
  await send(0, encodeDeployData({ abi: actsAbi, bytecode: actsBytecode }))
  const args = [at(0n), regulatorGln, 'Regulator', [admin], 1] as const
  await send(1, encodeDeployData({ abi: institutionsAbi, bytecode: institutionsBytecode, args }))
  for (;;) {
    const code = await endpoint.request({ method: 'eth_getCode', params: [at(1n), 'latest'] })
    if (code !== '0x') return { acts: at(0n), institutions: at(1n) }
  }
}

interface Founding {
  readonly endpoint: Endpoint
  readonly acts: Address
  readonly institutions: Address
  readonly regulator: Signer
  readonly admin: Signer
  readonly domain: ActsDomain
}

/** The factory applies and the regulator admits it. */
async function found({ endpoint, acts, institutions, regulator, admin, domain }: Founding): Promise<void> {
  const carrier = createCarrier({ endpoint, acts, lanes: lanesOf(1), journal: memoryJournal() })
  const data = encodeFunctionData({
    abi: institutionsAbi,
    functionName: 'applyFor',
    args: [factoryGln, 2, 'Factory', []],
  })
  await carrier.carry(await signed(admin, domain, { target: institutions, data }))
  const governance = await readContract(endpoint.client, {
    address: institutions,
    abi: institutionsAbi,
    functionName: 'governance',
  })
  const admission = encodeFunctionData({
    abi: institutionsAbi,
    functionName: 'admit',
    args: [factoryGln, admin.address],
  })
  const expiry = Math.floor(Date.now() / 1000) + 3_600
  const proposal = encodeFunctionData({
    abi: governanceAbi,
    functionName: 'propose',
    args: [institutions, admission, expiry, ''],
  })
  const outcome = await carrier.carry(await signed(regulator, domain, { target: governance, data: proposal }))
  await carrier.close()
  if (outcome.state !== 'taken') throw new Error(`The factory was not admitted: ${outcome.reason.name}`)
}

const nonces = createNonces()
const farDeadline = 4_000_000_000

/** A call of the factory's admin; each adds an operator of its own, so that each can be taken once. */
export function adding(
  world: Pick<World, 'institutions'>,
  account: Address = someAddress(),
): { target: Address; data: Hex } {
  const data = encodeFunctionData({
    abi: institutionsAbi,
    functionName: 'addOperator',
    args: [account, 2],
  })
  return { target: world.institutions, data }
}

/** Signs a call as an act. */
export function signed(
  signer: Signer,
  domain: ActsDomain,
  call: { target: Address; data: Hex },
  deadline: number = farDeadline,
): Promise<SignedAct> {
  return signAct(signer, domain, { ...call, deadline, nonce: nonces() })
}

/** Acts that the chain takes. */
export function takeable(world: World, count: number): Promise<SignedAct[]> {
  return Promise.all(Array.from({ length: count }, () => signed(world.admin, world.domain, adding(world))))
}

export function someAddress(): Address {
  return `0x${Buffer.from(crypto.getRandomValues(new Uint8Array(20))).toString('hex')}`
}

/** What a proxy does with a message: the messages are as the client sent them, a batch as an array. */
type Fault =
  | 'pass'
  /** The node gets it, the client gets no answer. */
  | 'lose answer'
  /** Nobody gets it; the client's connection breaks. */
  | 'cut'
  /** Nobody gets it; HTTP 503. */
  | 'unavailable'
  /** Never answered. */
  | 'hang'
  /** The client gets this, the node nothing. */
  /** The node gets this instead. */
  | { readonly rewrite: (body: string) => string }
  | { readonly answer: (message: { id: unknown; method: string; params: unknown[] }) => object }

export interface Proxy {
  readonly url: string
  /** Decides on each message; all pass by default. */
  decide: (methods: readonly string[], body: string) => Fault
  readonly seen: string[]
}

/** A real HTTP proxy in front of a node. */
export async function openProxy(target: string): Promise<Proxy> {
  const seen: string[] = []
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', async () => {
      const body = Buffer.concat(chunks).toString()
      const parsed = JSON.parse(body)
      const messages: { id: unknown; method: string; params: unknown[] }[] = Array.isArray(parsed) ? parsed : [parsed]
      const methods = messages.map(({ method }) => method)
      seen.push(...methods)
      const fault = proxy.decide(methods, body)
      if (fault === 'hang') return
      if (fault === 'cut') return void request.socket.destroy()
      if (fault === 'unavailable') return void response.writeHead(503).end()
      if (typeof fault === 'object' && 'answer' in fault) {
        const answers = messages.map((message) => ({ jsonrpc: '2.0', id: message.id, ...fault.answer(message) }))
        return void response.end(JSON.stringify(Array.isArray(parsed) ? answers : answers[0]))
      }
      const sent = typeof fault === 'object' ? fault.rewrite(body) : body
      const answer = await fetch(target, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: sent,
      })
      const text = await answer.text()
      if (fault === 'lose answer') request.socket.destroy()
      else response.writeHead(answer.status, { 'content-type': 'application/json' }).end(text)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const proxy: Proxy = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    decide: () => 'pass',
    seen,
  }
  return proxy
}
