import { openChain, type Chain } from '@theriac/chain'
import { type Abi, type Address, encodeDeployData, getContractAddress, type Hex, hexToBytes, type LocalAccount } from 'viem'

/** A sender of plain transactions on a chain in this process; its nonces count on from the chain's. */
export interface Sender {
  readonly account: LocalAccount
  nonce: number
}

/** Gas of one transaction; nothing is paid for it. */
const gas = 900_000_000n

/** Signs transactions ahead of their being measured, in the order they will be sent. */
export function signAll(
  chain: Chain,
  sender: Sender,
  calls: readonly { to?: Address; data: Hex }[],
): Promise<Uint8Array[]> {
  return Promise.all(
    calls.map(async ({ to, data }) => {
      const raw = await sender.account.signTransaction({
        type: 'legacy',
        chainId: Number(chain.chainId),
        nonce: sender.nonce++,
        gas,
        gasPrice: 0n,
        ...(to ? { to } : {}),
        data,
      })
      return hexToBytes(raw)
    }),
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
  const start = process.hrtime.bigint()
  const hashes = await Promise.all(
    raws.map(async (raw) => {
      const sent = await chain.sendRawTransaction(raw)
      if (!sent.ok) throw new Error(`refused: ${JSON.stringify(sent)}`)
      return sent.hash
    }),
  )
  const located = await Promise.all(hashes.map((hash) => chain.waitFor(hash)))
  const seconds = Number(process.hrtime.bigint() - start) / 1e9
  let used = 0n
  for (const { block, index } of located) {
    const receipt = block.receipts[index]
    if (!receipt || !receipt.succeeded) throw new Error(`transaction ${index} of block ${block.header.number} reverted`)
    used += receipt.gasUsed
  }
  return { seconds, transactions: raws.length, gas: used }
}

/** Deploys a contract and gives its address. */
export async function deploy(
  chain: Chain,
  sender: Sender,
  contract: { abi: Abi; bytecode: Hex },
  args: readonly unknown[] = [],
): Promise<Address> {
  const address = getContractAddress({ from: sender.account.address, nonce: BigInt(sender.nonce) })
  await sendAll(chain, await signAll(chain, sender, [{ data: encodeDeployData({ ...contract, args }) }]))
  return address
}

export { type Chain, openChain }
