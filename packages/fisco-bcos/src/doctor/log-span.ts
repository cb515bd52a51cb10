import { type Address, type Hash, hexToBigInt, isHex } from 'viem'
import type { Web3Request } from '../web3.ts'

interface Log {
  readonly address: Address
  readonly topics: readonly Hash[]
  readonly blockNumber: `0x${string}`
}

/** Beyond this it does not matter any more. */
const mostBlocks = 10_000n
/** How far back a block with a log is looked for. */
const lookBack = 50n

/**
 * How many blocks one question for logs looks at, measured: a node that is asked for more answers with the first of them and
 * says nothing. The newest log that is found must show up in questions that begin earlier and earlier, until it does not.
 *
 * @returns undefined where the newest blocks hold no log, or the chain is shorter than what the node looks at
 */
export async function measureLogSpan(web3: Web3Request): Promise<number | undefined> {
  const head = hexToBigInt((await web3('eth_blockNumber', [])) as `0x${string}`)
  const anchor = await findLog(web3, head)
  if (!anchor) return undefined
  const at = hexToBigInt(anchor.blockNumber)
  const isSeen = async (blocks: bigint): Promise<boolean> => {
    const query = {
      address: anchor.address,
      topics: anchor.topics,
      fromBlock: quantity(at - blocks + 1n),
      toBlock: quantity(at),
    }
    const logs = (await web3('eth_getLogs', [query])) as readonly Log[]
    return logs.some(({ blockNumber }) => hexToBigInt(blockNumber) === at)
  }
  const most = at + 1n < mostBlocks ? at + 1n : mostBlocks
  if (await isSeen(most)) return most === mostBlocks ? Number(most) : undefined
  let [seen, unseen] = [1n, most]
  while (unseen - seen > 1n) {
    const middle = (seen + unseen) / 2n
    if (await isSeen(middle)) seen = middle
    else unseen = middle
  }
  return Number(seen)
}

async function findLog(web3: Web3Request, head: bigint): Promise<Log | undefined> {
  for (let number = head; number > 0n && number > head - lookBack; number--) {
    const block = (await web3('eth_getBlockByNumber', [quantity(number), false])) as { transactions?: unknown } | null
    for (const hash of Array.isArray(block?.transactions) ? block.transactions.toReversed() : []) {
      if (!isHex(hash)) continue
      const receipt = (await web3('eth_getTransactionReceipt', [hash])) as { logs?: readonly Log[] } | null
      const last = receipt?.logs?.at(-1)
      if (last) return { address: last.address, topics: last.topics, blockNumber: quantity(number) }
    }
  }
  return undefined
}

const quantity = (number: bigint): `0x${string}` => `0x${number.toString(16)}`
