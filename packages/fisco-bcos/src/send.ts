import type { Address, Hex } from 'viem'
import type { Receipt } from './block/index.ts'
import { type NativeSigner, type PreparedTransaction, randomNonce, signNativeTransaction } from './codec/index.ts'
import { FiscoError, isFiscoError } from './errors.ts'
import type { NativeRpc } from './rpc/index.ts'

/** What is to be done: `to` absent to make a contract. {@link systemCall} gives both. */
export interface NativeAct {
  readonly to?: Address
  readonly data: Hex
}

/** How many blocks a prepared transaction stays good for; the engine allows 1 000. */
const blocksAhead = 500n

/** Signs an act for the chain and group behind the RPC, good for the next 500 blocks. */
export async function prepareNativeTransaction(
  rpc: NativeRpc,
  signer: NativeSigner,
  { to, data }: NativeAct,
): Promise<PreparedTransaction> {
  const { chainID } = await rpc.getGroupInfo()
  const height = await rpc.getBlockNumber()
  const nonce = randomNonce()
  const receiver = to === undefined ? {} : { to }
  return signNativeTransaction(
    {
      chainId: chainID,
      groupId: rpc.group,
      blockLimit: height + blocksAhead,
      nonce,
      ...receiver,
      input: data,
      abi: '',
    },
    signer,
  )
}

/** How long to look for a receipt when sending did not bring it, and how often. */
export interface ReceiptWait {
  readonly waitMs: number
  readonly everyMs: number
}

// The pool knows the transaction: an earlier attempt, whose answer was lost, brought it there.
const sentBefore: ReadonlySet<string> = new Set([
  'AlreadyInTxPool',
  'AlreadyInTxPoolAndAccept',
  'TxAlreadyInChain',
  'NonceCheckFail',
])

/**
 * Sends a prepared transaction and gives its receipt. Sending the same one again is harmless. When the answer is lost, or
 * says that it is known already, the receipt is looked for by its hash; throws `ReceiptMissing` when it does not come.
 * What the receipt says is for {@link systemOutcome}.
 */
export async function submitNativeTransaction(
  rpc: NativeRpc,
  prepared: PreparedTransaction,
  wait: ReceiptWait = { waitMs: 10_000, everyMs: 250 },
): Promise<Receipt> {
  try {
    return await rpc.sendTransaction(prepared)
  } catch (error) {
    const known = isFiscoError(error, 'TransactionRefused') && sentBefore.has(error.data.name)
    if (!known && !(isFiscoError(error) && error.retryable)) throw error
    return await findReceipt(rpc, prepared, wait, error)
  }
}

async function findReceipt(
  rpc: NativeRpc,
  { hash }: PreparedTransaction,
  { waitMs, everyMs }: ReceiptWait,
  cause: unknown,
): Promise<Receipt> {
  const end = performance.now() + waitMs
  for (;;) {
    try {
      return await rpc.getTransactionReceipt(hash)
    } catch (error) {
      if (!isFiscoError(error, 'NotFound') && !(isFiscoError(error) && error.retryable)) throw error
    }
    if (performance.now() + everyMs > end)
      throw new FiscoError('ReceiptMissing', { transactionHash: hash, waitedMs: waitMs }, cause)
    await new Promise((resolve) => setTimeout(resolve, everyMs))
  }
}

/** Prepares and sends an act. For one that has to survive a crash of the sender, prepare, keep, then submit. */
export async function sendNativeTransaction(
  rpc: NativeRpc,
  signer: NativeSigner,
  act: NativeAct,
  wait?: ReceiptWait,
): Promise<Receipt> {
  return submitNativeTransaction(rpc, await prepareNativeTransaction(rpc, signer, act), wait)
}
