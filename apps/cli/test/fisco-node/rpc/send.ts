import { decodeNativeTransaction, nativeSender } from '@theriac/fisco-bcos'
import { type Hex, size } from 'viem'
import type { Consensus } from '../chain/consensus.ts'
import { type MinedTransaction, readWeb3Transaction, type SentTransaction } from '../chain/transaction.ts'
import { chainId, lower } from '../system/state.ts'
import { Refusal } from './refusal.ts'

/** Data of a transaction, calls too. */
const mostDataBytes = 49_152
const mostNonceGap = 500_000
/** Of so many that are sent for the first time one is said to be known already, and mined all the same. */
const everyKnown = 7

const refused = (message: string): Refusal => new Refusal(-32_603, message)

/** Takes a transaction from Web3, or says why not. */
export async function sendWeb3(consensus: Consensus, raw: Hex): Promise<Hex> {
  const sent = await readWeb3Transaction(raw).catch(() => {
    throw new Refusal(-32_602, 'Unsupported transaction type')
  })
  const { from, nonce, hash, input } = sent
  const known = consensus.isKnown(hash)
  if (known) throw refused(known === 'mined' ? 'NonceCheckFail' : 'AlreadyInTxPool')
  const gap = Number(nonce) - consensus.nonces.next(from, consensus.first.height())
  if (gap < 0 || gap > mostNonceGap || consensus.nonces.isUsed(from, nonce)) throw refused('NonceCheckFail')
  // The nonce of what is refused from here on is used up all the same.
  consensus.nonces.use(from, nonce)
  if (sent.chainId !== undefined && sent.chainId !== chainId) throw refused('InvalidChainId')
  if (size(input) > mostDataBytes) throw refused('MaxInitCodeSizeExceeded')
  if ((consensus.state().balances.get(from) ?? 0n) === 0n) throw new Refusal(-32_602, 'InsufficientFunds')
  if (consensus.submit(sent) % everyKnown === 0) throw refused('AlreadyInTxPool')
  return hash
}

/** Takes a native transaction; resolves when it is in a block. */
export async function sendNative(consensus: Consensus, raw: Hex): Promise<MinedTransaction> {
  const decoded = decodeNativeTransaction(raw)
  if (!decoded.ok) throw new Refusal(10_003, 'Malformed')
  const { transaction, hash } = decoded.value
  const height = BigInt(consensus.first.height())
  if (transaction.chainId !== 'chain0') throw new Refusal(10_006, 'InvalidChainId')
  if (transaction.groupId !== 'group0') throw new Refusal(10_007, 'InvalidGroupId')
  if (transaction.blockLimit <= height || transaction.blockLimit > height + 1_000n)
    throw new Refusal(10_001, 'BlockLimitCheckFail')
  const known = consensus.isKnown(hash)
  if (known) throw new Refusal(known === 'mined' ? 10_005 : 10_004, 'AlreadyInTxPool')
  const from = lower(await nativeSender(decoded.value))
  if (consensus.nonces.isUsed(from, `native ${transaction.nonce}`)) throw new Refusal(10_000, 'NonceCheckFail')
  consensus.nonces.use(from, `native ${transaction.nonce}`)
  const sent: SentTransaction = {
    kind: 'native',
    hash,
    from,
    to: transaction.to,
    input: transaction.input,
    nonce: transaction.nonce,
    told: {},
  }
  consensus.submit(sent)
  return consensus.waitFor(hash)
}
