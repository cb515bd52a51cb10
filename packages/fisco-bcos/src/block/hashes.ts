import { concat, type Hash, type Hex, keccak256, numberToHex, stringToHex } from 'viem'
import type { BlockHeader, Receipt } from './types.ts'

// Integers are big-endian and signed, strings raw, nothing has a length before it.
const i32 = (value: number): Hex => numberToHex(value, { size: 4, signed: true })
const i64 = (value: bigint): Hex => numberToHex(value, { size: 8, signed: true })
const text = (value: string): Hex => stringToHex(value)
/** An address stands in a preimage as forty characters of text. */
const addressText = (address: string | undefined): Hex =>
  address === undefined ? '0x' : text(address.slice(2).toLowerCase())

/** Hash of a header from its fields, which its sealers sign; of a chain that is not an SM one. */
export function headerHash(header: Omit<BlockHeader, 'hash' | 'signatureList'>): Hash {
  // Roots and gas of the genesis block were not there yet when it was hashed, though nodes tell them as zeros.
  const isGenesis = header.number === 0n
  return keccak256(
    concat([
      i32(header.version),
      ...header.parentInfo.flatMap(({ blockNumber, blockHash }) => [i64(blockNumber), blockHash]),
      ...(isGenesis ? [] : [header.txsRoot, header.receiptsRoot, header.stateRoot]),
      i64(header.number),
      ...(isGenesis ? [] : [text(header.gasUsed.toString())]),
      i64(header.timestamp),
      i64(header.sealer),
      ...header.sealerList.map((id): Hex => `0x${id}`),
      header.extraData,
      ...header.consensusWeights.map(i64),
    ]),
  )
}

/** The fields that a receipt's hash is made of. */
export type HashedReceipt = Pick<
  Receipt,
  'version' | 'gasUsed' | 'contractAddress' | 'status' | 'output' | 'effectiveGasPrice' | 'logEntries' | 'blockNumber'
>

/** Hash of a receipt from its fields: a leaf of the tree under the header's `receiptsRoot`. */
export function receiptHash(receipt: HashedReceipt): Hash {
  return keccak256(
    concat([
      i32(receipt.version),
      text(receipt.gasUsed.toString()),
      addressText(receipt.contractAddress),
      i32(receipt.status),
      receipt.output,
      ...(receipt.version >= 1 ? [text(receipt.effectiveGasPrice ?? '')] : []),
      ...receipt.logEntries.flatMap(({ address, topics, data }) => [addressText(address), ...topics, data]),
      i64(receipt.blockNumber),
    ]),
  )
}

/** Hash of a Web3 transaction: a leaf of the tree under the header's `txsRoot`. `raw` is the signed RLP as sent. */
export function web3TransactionHash(raw: Hex): Hash {
  return keccak256(raw)
}
