import { randomBytes } from 'node:crypto'
import { type Chain, contractAddress, signTransaction } from '@theriac/chain'
import { type Abi, type Address, bytesToHex, encodeDeployData, type Hex, hexToBytes } from 'viem'
import { privateKeyToAddress } from 'viem/accounts'

/** A sender of plain transactions on a chain in this process. */
export interface Sender {
  readonly key: Uint8Array
  nonce: bigint
}

/** One call of a sender. */
export interface PlainCall {
  readonly to?: Address
  readonly data: Hex
}

/** Of one transaction at most; nothing is paid for it. */
const gasLimit = 900_000_000n

export function newSender(): Sender {
  return { key: new Uint8Array(randomBytes(32)), nonce: 0n }
}

export function addressOf(sender: Sender): Address {
  return privateKeyToAddress(bytesToHex(sender.key))
}

/** Signs transactions before they are measured, in the order they will be sent. */
export function signAll(chain: Chain, sender: Sender, calls: readonly PlainCall[]): Uint8Array[] {
  return calls.map(({ to, data }) =>
    signTransaction(
      {
        chainId: chain.chainId,
        nonce: sender.nonce++,
        gasLimit,
        to: to === undefined ? undefined : hexToBytes(to),
        data: hexToBytes(data),
      },
      sender.key,
    ),
  )
}

/** What a batch of transactions took, from the first submission to the last seal. */
export interface Sent {
  readonly seconds: number
  readonly transactions: number
  readonly gas: bigint
}

/**
 * Submits signed transactions as fast as the chain takes them and waits for the last to be sealed.
 *
 * @throws Error when one is refused or reverts: a benchmark of failures measures nothing
 */
export async function sendAll(chain: Chain, raws: readonly Uint8Array[]): Promise<Sent> {
  const start = performance.now()
  const hashes = await Promise.all(
    raws.map(async (raw) => {
      const sent = await chain.sendRawTransaction(raw)
      if (!sent.ok) throw new Error(`refused: ${JSON.stringify(sent)}`)
      return sent.hash
    }),
  )
  const located = await Promise.all(hashes.map((hash) => chain.waitFor(hash)))
  const seconds = (performance.now() - start) / 1000
  let gas = 0n
  for (const { block, index } of located) {
    const receipt = block.receipts[index]
    if (!receipt?.succeeded) throw new Error(`transaction ${index} of block ${block.header.number} reverted`)
    gas += receipt.gasUsed
  }
  return { seconds, transactions: raws.length, gas }
}

/** Deploys a contract and gives its address. */
export async function deploy(
  chain: Chain,
  sender: Sender,
  contract: { readonly abi: Abi; readonly bytecode: Hex },
  args: readonly unknown[] = [],
): Promise<Address> {
  const [raw] = signAll(chain, sender, [{ data: encodeDeployData({ ...contract, args }) }])
  if (!raw) throw new Error('nothing signed')
  const sent = await chain.sendRawTransaction(raw)
  if (!sent.ok) throw new Error(`refused: ${sent.message}`)
  const { block, index, transaction } = await chain.waitFor(sent.hash)
  if (!block.receipts[index]?.succeeded) throw new Error('the deployment reverted')
  return bytesToHex(contractAddress(transaction.sender, transaction.nonce))
}
