import { randomBytes } from 'node:crypto'
import { type Chain, contractAddress, signTransaction } from '@theriac/chain'

/**
 * A contract whose every call adds one to a counter of its caller, at keccak256(caller, 0) as Solidity places a mapping:
 * CALLER, MSTORE, KECCAK256, SLOAD, ADD, SSTORE. The first twelve bytes are the code that deploys the rest.
 */
const COUNTER = Buffer.from('6011600c60003960116000f3336000526040600020805460010190' + '5500', 'hex')

/** An account of the load, with its next nonce. */
export interface LoadAccount {
  readonly key: Uint8Array
  nonce: bigint
}

export function loadAccounts(count: number): LoadAccount[] {
  return Array.from({ length: count }, () => ({ key: new Uint8Array(randomBytes(32)), nonce: 0n }))
}

/** Deploys the counter and answers its address. */
export async function deployCounter(chain: Chain): Promise<Uint8Array> {
  const key = new Uint8Array(randomBytes(32))
  const raw = signTransaction(
    { chainId: chain.chainId, nonce: 0n, gasLimit: 200_000n, to: undefined, data: COUNTER },
    key,
  )
  const sent = await chain.sendRawTransaction(raw)
  if (!sent.ok) throw new Error(sent.message)
  const { block, index, transaction } = await chain.waitFor(sent.hash)
  if (block.receipts[index]?.succeeded !== true) throw new Error('the counter was not deployed')
  return contractAddress(transaction.sender, 0n)
}

/** Signs `count` calls, dealt out to the accounts in turn. */
export function signCalls(
  chainId: bigint,
  to: Uint8Array,
  accounts: readonly LoadAccount[],
  count: number,
): Uint8Array[] {
  const raws: Uint8Array[] = []
  for (let i = 0; i < count; i++) {
    const account = accounts[i % accounts.length]
    if (account === undefined) throw new Error('no accounts')
    raws.push(signTransaction({ chainId, nonce: account.nonce++, gasLimit: 100_000n, to }, account.key))
  }
  return raws
}

/** The value at a share (0 to 1) of sorted numbers. */
export function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}
