import type { Hash } from 'viem'
import type { Result } from '../errors.ts'
import { receiptHash } from './hashes.ts'
import { type ProofFault, type Side, samePosition, verifyMerkleProof } from './merkle.ts'
import { type FinalHeader, type HeaderFault, type PinnedSealer, verifyHeader } from './signatures.ts'
import type { BlockHeader, Receipt } from './types.ts'

/** Why a receipt is not proven to be a block's. */
export type ReceiptFault =
  | { readonly code: 'ReceiptHashMismatch'; readonly stated: Hash; readonly computed: Hash }
  | { readonly code: 'BlockMismatch'; readonly receipt: bigint; readonly header: bigint }
  /** It came without one: it is to be asked for. */
  | { readonly code: 'ProofMissing' }
  | ProofFault

/** Checks that a receipt's fields are those of a leaf under the header's `receiptsRoot`; not whether that header is final. */
export function verifyReceipt(
  receipt: Receipt,
  header: Pick<BlockHeader, 'number' | 'receiptsRoot'>,
): Result<readonly Side[], ReceiptFault> {
  const computed = receiptHash(receipt)
  if (computed !== receipt.hash)
    return { ok: false, reason: { code: 'ReceiptHashMismatch', stated: receipt.hash, computed } }
  if (receipt.blockNumber !== header.number)
    return { ok: false, reason: { code: 'BlockMismatch', receipt: receipt.blockNumber, header: header.number } }
  if (receipt.txReceiptProof === undefined) return { ok: false, reason: { code: 'ProofMissing' } }
  return verifyMerkleProof(computed, receipt.txReceiptProof, header.receiptsRoot)
}

/** All that is needed to show, without a node, what a transaction did. */
export interface TransactionEvidence {
  readonly header: BlockHeader
  /** Computed from the transaction itself, never taken from who shows it: `web3TransactionHash`, `nativeTransactionHash`. */
  readonly transactionHash: Hash
  /** From the transaction's hash to `txsRoot`. */
  readonly txProof: readonly Hash[]
  readonly receipt: Receipt
}

/** Which part of the evidence is wrong, and how. */
export type EvidenceFault =
  | { readonly part: 'header'; readonly fault: HeaderFault }
  | { readonly part: 'transaction'; readonly fault: ProofFault }
  | { readonly part: 'receipt'; readonly fault: ReceiptFault }
  /** Both are in the block, and the receipt is another transaction's. */
  | { readonly part: 'pair'; readonly fault: { readonly code: 'PositionsDiffer' } }

/**
 * Checks that a final block holds a transaction and that this is its receipt. A receipt's hash does not cover the
 * transaction's, so they belong together only by standing at the same place of their trees. Proves inclusion, not state.
 *
 * The fields of a receipt have no lengths in its hash, so that the end of an output could be shown as a log. Decode both
 * strictly, with the ABI of the contract that the transaction (not the receipt) says it went to.
 */
export async function verifyTransaction(
  evidence: TransactionEvidence,
  pinned: readonly PinnedSealer[],
): Promise<Result<FinalHeader, EvidenceFault>> {
  const { header, transactionHash, txProof, receipt } = evidence
  const final = await verifyHeader(header, pinned)
  if (!final.ok) return { ok: false, reason: { part: 'header', fault: final.reason } }
  const transaction = verifyMerkleProof(transactionHash, txProof, header.txsRoot)
  if (!transaction.ok) return { ok: false, reason: { part: 'transaction', fault: transaction.reason } }
  const proven = verifyReceipt(receipt, header)
  if (!proven.ok) return { ok: false, reason: { part: 'receipt', fault: proven.reason } }
  if (!samePosition(transaction.value, proven.value))
    return { ok: false, reason: { part: 'pair', fault: { code: 'PositionsDiffer' } } }
  return final
}
