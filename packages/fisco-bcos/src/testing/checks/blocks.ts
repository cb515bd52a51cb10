import {
  type BlockHeader,
  headerHash,
  type PinnedSealer,
  type Receipt,
  receiptHash,
  verifyHeader,
  verifyReceipt,
  verifyTransaction,
} from '../../block/index.ts'
import { headerShape, receiptShape, transactionShape } from '../../rpc/answers.ts'
import { isNativeRecording, type Recording } from '../recordings.ts'
import { compareEach, flipped, type RecordedCheck, resultOf } from './check.ts'

interface Named {
  readonly file: string
}

function headersOf(recordings: readonly Recording[]): readonly (Named & { readonly header: BlockHeader })[] {
  return recordings.filter(isNativeRecording).flatMap((recording) => {
    const result = resultOf(recording)
    return result?.txsRoot === undefined ? [] : [{ file: recording.file, header: headerShape(result, 'result') }]
  })
}

function receiptsOf(recordings: readonly Recording[]): readonly (Named & { readonly receipt: Receipt })[] {
  return recordings.filter(isNativeRecording).flatMap((recording) => {
    const result = resultOf(recording)
    return result?.logEntries === undefined ? [] : [{ file: recording.file, receipt: receiptShape(result, 'result') }]
  })
}

// The records have no other list for each of their chains; that another one is refused, the next check shows.
const ownSealers = ({ sealerList, consensusWeights }: BlockHeader): PinnedSealer[] =>
  sealerList.map((nodeId, index) => ({ nodeId, weight: consensusWeights[index] ?? 0n }))

/** Headers: their hash, and the votes on them; any field or vote that is changed makes them fail. */
export const headers: RecordedCheck = {
  name: 'headers',
  run: (recordings) =>
    compareEach(headersOf(recordings), async ({ header }) => {
      if (header.number === 0n) return [headerHash(header) !== header.hash && 'of another hash']
      const pinned = ownSealers(header)
      const isFinal = async (changed: BlockHeader, sealers = pinned) => (await verifyHeader(changed, sealers)).ok
      const rehashed = (changed: BlockHeader): BlockHeader => ({ ...changed, hash: headerHash(changed) })
      const [vote] = header.signatureList
      if (vote === undefined) return ['without votes']
      return [
        !(await isFinal(header)) && 'not final',
        (await isFinal(rehashed({ ...header, stateRoot: flipped(header.stateRoot) }))) && 'final with another state',
        (await isFinal(rehashed({ ...header, txsRoot: flipped(header.txsRoot) }))) && 'final with other transactions',
        (await isFinal({ ...header, receiptsRoot: flipped(header.receiptsRoot) })) && 'final with other receipts',
        (await isFinal(rehashed({ ...header, timestamp: header.timestamp + 1n }))) && 'final at another time',
        (await isFinal({ ...header, signatureList: header.signatureList.map(() => vote) })) && 'final by one voter',
        (await isFinal(header, pinned.slice(1))) && 'final by sealers that are not pinned',
      ]
    }),
}

/** Receipts: their hash, and that any field that is changed gives another. */
export const receipts: RecordedCheck = {
  name: 'receipts',
  run: (recordings) =>
    compareEach(receiptsOf(recordings), async ({ receipt }) => [
      receiptHash(receipt) !== receipt.hash && 'of another hash',
      receiptHash({ ...receipt, gasUsed: receipt.gasUsed + 1n }) === receipt.hash && 'the same with more gas',
      receiptHash({ ...receipt, status: receipt.status + 1 }) === receipt.hash && 'the same with another status',
      receiptHash({ ...receipt, output: `${receipt.output}00` }) === receipt.hash && 'the same with more output',
    ]),
}

/** Transactions with their receipts in the blocks that are recorded with all of it. */
export const proofs: RecordedCheck = {
  name: 'proofs',
  run: (recordings) => {
    const bundles = bundlesOf(recordings)
    return compareEach(bundles, async ({ header, transaction, receipt }) => {
      const pinned = ownSealers(header)
      const evidence = { header, transactionHash: transaction.hash, txProof: transaction.txProof ?? [], receipt }
      const proven = await verifyTransaction(evidence, pinned)
      const first = receipt.txReceiptProof?.[1]
      const broken = receipt.txReceiptProof?.map((each) => (each === first ? flipped(each) : each)) ?? []
      const swapped = bundles.find(
        (other) => other.header.number === header.number && other.transaction.hash !== transaction.hash,
      )
      const exchanged = swapped && (await verifyTransaction({ ...evidence, receipt: swapped.receipt }, pinned))
      return [
        !proven.ok && `not proven: ${JSON.stringify(proven.reason)}`,
        verifyReceipt({ ...receipt, txReceiptProof: broken }, header).ok &&
          first !== undefined &&
          'proven by a broken proof',
        verifyReceipt(receipt, { ...header, receiptsRoot: header.txsRoot }).ok && 'proven under another root',
        exchanged !== undefined &&
          (exchanged.ok || exchanged.reason.part !== 'pair') &&
          'proven with the receipt of another transaction',
      ]
    })
  },
}

function bundlesOf(recordings: readonly Recording[]) {
  const byNumber = new Map(headersOf(recordings.filter(isOfProofs)).map(({ header }) => [header.number, header]))
  const receiptsByHash = new Map(
    receiptsOf(recordings.filter(isOfProofs)).map(({ receipt }) => [receipt.transactionHash, receipt]),
  )
  return recordings.filter(isOfProofs).flatMap((recording) => {
    const result = resultOf(recording)
    if (!isNativeRecording(recording) || result?.txProof === undefined) return []
    const transaction = transactionShape(result, 'result')
    const receipt = receiptsByHash.get(transaction.hash)
    const header = receipt && byNumber.get(receipt.blockNumber)
    return header ? [{ file: recording.file, header, transaction, receipt }] : []
  })
}

// One chain only: block numbers of others mean other blocks.
const isOfProofs = ({ file }: Recording): boolean => file.startsWith('proofs/')
