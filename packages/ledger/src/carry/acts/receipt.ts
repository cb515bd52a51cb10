import { actsAbi } from '@theriac/contracts'
import { type Address, decodeAbiParameters, type Hex, toEventSelector } from 'viem'
import type { Endpoint } from '../../endpoint/index.ts'
import { decodeRevert } from '../../errors.ts'
import type { ActLog, Outcome } from './outcome.ts'

/** The part of a receipt, as nodes send it, that outcomes are read from. */
export interface RawReceipt {
  readonly transactionHash: Hex
  readonly blockNumber: Hex
  readonly status: Hex
  readonly logs: readonly RawLog[]
}

interface RawLog {
  readonly address: Address
  readonly topics: readonly Hex[]
  readonly data: Hex
}

/** What a receipt says of one act. */
export interface Mark {
  readonly digest: Hex
  readonly operator: Address
  /** Undefined when the act had been settled before. */
  readonly outcome: Outcome | undefined
}

const topicOf = (name: 'ActTaken' | 'ActRefused' | 'ActRepeated'): Hex => {
  const event = actsAbi.find((item) => item.type === 'event' && item.name === name)
  if (event?.type !== 'event') throw new TypeError(`The ABI of Acts has no ${name}`)
  return toEventSelector(event)
}

/** First topic of the events that settle an act. */
export const actTaken = topicOf('ActTaken')
export const actRefused = topicOf('ActRefused')
const actRepeated = topicOf('ActRepeated')

/** The marks of all acts in a receipt, in order; nothing else of it is decoded. */
export function marksOf(receipt: RawReceipt, acts: Address): readonly Mark[] {
  const marks: Mark[] = []
  const contract = acts.toLowerCase()
  const txHash = receipt.transactionHash
  const blockNumber = BigInt(receipt.blockNumber)
  let logs: ActLog[] = []
  receipt.logs.forEach(({ address, topics, data }, position) => {
    const [topic, digest, operatorWord] = topics
    const isMark =
      (topic === actTaken || topic === actRefused || topic === actRepeated) && address.toLowerCase() === contract
    if (!isMark || !digest || !operatorWord) {
      logs.push({ address, topics, data, position })
      return
    }
    const operator: Address = `0x${operatorWord.slice(26)}`
    if (topic === actTaken) marks.push({ digest, operator, outcome: { state: 'taken', txHash, blockNumber, logs } })
    else if (topic === actRepeated) marks.push({ digest, operator, outcome: undefined })
    else {
      const [reason] = decodeAbiParameters([{ type: 'bytes' }], data)
      marks.push({ digest, operator, outcome: { state: 'refused', txHash, blockNumber, reason: decodeRevert(reason) } })
    }
    logs = []
  })
  return marks
}

/** The receipt of a transaction; null while there is none. One of another transaction is no answer. */
export async function readReceipt(endpoint: Endpoint, hash: Hex, signal?: AbortSignal): Promise<RawReceipt | null> {
  const request = { method: 'eth_getTransactionReceipt', params: [hash] }
  const receipt = (await endpoint.request(request, { signal })) as RawReceipt | null
  return receipt?.transactionHash.toLowerCase() === hash.toLowerCase() ? receipt : null
}
