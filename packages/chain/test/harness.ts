import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createPublicClient, createWalletClient, defineChain, type Hex, http } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { onTestFinished } from 'vitest'
import { type Chain, type ChainOptions, createRpcServer, openChain } from '../src/index.ts'

export const CHAIN_ID = 31_415

/** A folder that is deleted when the test ends. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'theriac-chain-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** An open chain that is closed when the test ends. */
export async function openTestChain(options: Partial<ChainOptions> = {}): Promise<Chain> {
  const dataDir = options.dataDir ?? temporaryFolder()
  const chain = await openChain({ chainId: CHAIN_ID, ...options, dataDir })
  onTestFinished(() => chain.close())
  return chain
}

/** A chain behind its RPC server, and viem on it. */
export async function serveTestChain(options: Partial<ChainOptions> = {}) {
  const chain = await openTestChain(options)
  const server = await createRpcServer({ groups: [{ chain }], port: 0 })
  onTestFinished(() => server.close())
  return { chain, server, ...clientsOf(server.url(), Number(chain.chainId)) }
}

/** viem's own clients, unmodified, with a fresh account. */
function clientsOf(url: string, id = CHAIN_ID) {
  const definition = defineChain({
    id,
    name: 'theriac',
    nativeCurrency: { name: 'none', symbol: 'NONE', decimals: 18 },
    rpcUrls: { default: { http: [url] } },
  })
  const account = privateKeyToAccount(generatePrivateKey())
  const publicClient = createPublicClient({ chain: definition, transport: http(url), pollingInterval: 20 })
  const walletClient = createWalletClient({ chain: definition, transport: http(url), account })
  return { definition, account, publicClient, walletClient }
}

/** Sends any JSON-RPC message as it is. */
export async function post(url: string, body: unknown): Promise<{ status: number; json: unknown }> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
  const text = await response.text()
  return { status: response.status, json: text === '' ? undefined : JSON.parse(text) }
}

/** An account that signs without asking anybody, and counts its own nonces. */
export function signer(chainId = CHAIN_ID) {
  const account = privateKeyToAccount(generatePrivateKey())
  let nonce = 0
  return {
    address: account.address,
    account,
    sign: (fields: { to?: Hex; data?: Hex; value?: bigint; gas?: bigint; nonce?: number } = {}) =>
      account.signTransaction({
        type: 'legacy',
        chainId,
        gas: 1_000_000n,
        gasPrice: 0n,
        ...fields,
        nonce: fields.nonce ?? nonce++,
      }),
  }
}
