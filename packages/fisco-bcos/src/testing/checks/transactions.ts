import { type Hex, hexToBigInt, hexToNumber, serializeTransaction, type TransactionSerializable } from 'viem'
import { web3TransactionHash } from '../../block/index.ts'
import { decodeNativeTransaction, encodeNativeTransaction, nativeSender } from '../../codec/index.ts'
import { hash as hashShape } from '../../rpc/shape.ts'
import { compareEach, flipped, type RecordedCheck, resultOf } from './check.ts'

/** Native transactions that were sent: read and written again they are the same bytes, of the hash and sender in the receipt. */
export const nativeTransactions: RecordedCheck = {
  name: 'native transactions',
  run: (recordings) =>
    compareEach(
      recordings.filter(({ request }) => request.method === 'sendTransaction'),
      async (recording) => {
        const raw = recording.request.params?.[2] as Hex
        const decoded = decodeNativeTransaction(raw)
        if (!decoded.ok) return [`not read: ${decoded.reason.message}`]
        const receipt = resultOf(recording)
        return [
          encodeNativeTransaction(decoded.value) !== raw && 'written as other bytes',
          decoded.value.hash !== receipt?.transactionHash && 'of another hash',
          (await nativeSender(decoded.value)).toLowerCase() !== receipt?.from && 'of another sender',
          decodeNativeTransaction(`${raw.slice(0, 40)}${flipped(raw.slice(40, 42))}${raw.slice(42)}` as Hex).ok &&
            'read though it was tampered with',
        ]
      },
    ),
}

/** Transactions that came by Web3: put together again from what the node tells of them, they have the hash that they had. */
export const web3Transactions: RecordedCheck = {
  name: 'Web3 transactions',
  run: (recordings) =>
    compareEach(
      recordings.filter(
        (recording) => recording.file.startsWith('proofs/') && recording.request.method === 'eth_getTransactionByHash',
      ),
      async (recording) => {
        const told = resultOf(recording) as unknown as ToldTransaction
        const signature = { r: told.r, s: told.s, yParity: hexToNumber(told.v) }
        const raw = serializeTransaction(serializable(told), signature)
        return [
          web3TransactionHash(raw) !== hashShape(told.hash, 'hash') && 'of another hash',
          web3TransactionHash(flipped(raw)) === told.hash && 'of the same hash though it was tampered with',
        ]
      },
    ),
}

type ToldTransaction = Readonly<
  Record<'hash' | 'to' | 'input' | 'r' | 's' | 'v' | 'nonce' | 'gas' | 'value' | 'chainId' | 'type', Hex>
> & { readonly maxFeePerGas: Hex; readonly maxPriorityFeePerGas: Hex }

function serializable(told: ToldTransaction): TransactionSerializable {
  return {
    type: 'eip1559',
    chainId: hexToNumber(told.chainId),
    nonce: hexToNumber(told.nonce),
    to: told.to,
    value: hexToBigInt(told.value),
    data: told.input,
    gas: hexToBigInt(told.gas),
    maxFeePerGas: hexToBigInt(told.maxFeePerGas),
    maxPriorityFeePerGas: hexToBigInt(told.maxPriorityFeePerGas),
  }
}
