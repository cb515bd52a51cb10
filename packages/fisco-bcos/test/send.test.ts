import type { Hash, Hex } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { afterEach, expect, test } from 'vitest'
import {
  createNativeRpc,
  decodeNativeTransaction,
  type NativeRpc,
  prepareNativeTransaction,
  sendNativeTransaction,
  submitNativeTransaction,
  systemCall,
  systemOutcome,
} from '../src/index.ts'
import { openStandIn, type StandIn } from '../src/testing/index.ts'
import { nativeGroup, nativeReceipt } from './support/answers.ts'
import { makeReceipt, someHash } from './support/chain.ts'

const opened: StandIn[] = []
afterEach(async () => {
  for (const each of opened.splice(0)) await each.close()
})

interface Pool {
  readonly rpc: NativeRpc
  readonly standIn: StandIn
  /** What `sendTransaction` answers instead of a receipt. */
  refusal: { readonly code: number; readonly message: string } | undefined
  /** How often a receipt is asked for in vain first. */
  late: number
  /** The hash that receipts tell, if not the right one. */
  tells: Hash | undefined
}

/** A node that mines what is sent to it at once, in block 43. */
async function openPool(): Promise<Pool> {
  const mined = new Set<Hash>()
  const standIn = await openStandIn({
    answers: [
      ({ method, params }) => {
        if (method === 'getGroupInfo') return { result: nativeGroup('group0') }
        if (method === 'getBlockNumber') return { result: 42 }
        if (method === 'sendTransaction') {
          const decoded = decodeNativeTransaction(params[2] as Hex)
          if (!decoded.ok) return { error: { code: 10_003, message: 'Malformed' } }
          mined.add(decoded.value.hash)
          return pool.refusal ? { error: pool.refusal } : receiptOf(decoded.value.hash)
        }
        if (method !== 'getTransactionReceipt') return undefined
        if (pool.late-- > 0 || !mined.has(params[2] as Hash))
          return { error: { code: 3008, message: 'GetTransactionReceiptByHash' } }
        return receiptOf(params[2] as Hash)
      },
    ],
  })
  opened.push(standIn)
  const rpc = createNativeRpc({ urls: [standIn.url], group: 'group0', timeoutMs: 20_000 })
  const pool: Pool = { rpc, standIn, refusal: undefined, late: 0, tells: undefined }
  const receiptOf = (hash: Hash) => ({
    result: nativeReceipt(
      makeReceipt(0, { blockNumber: 43n, transactionHash: pool.tells ?? hash, output: `0x${'00'.repeat(32)}` }),
    ),
  })
  return pool
}

const signer = privateKeyToAccount(generatePrivateKey())
const act = systemCall('systemConfig', 'setValueByKey', ['feature_balance', '1'])

test('an act is sent and its receipt is given', async () => {
  const { rpc, standIn } = await openPool()
  const receipt = await sendNativeTransaction(rpc, signer, act)
  expect(systemOutcome(receipt)).toEqual({ ok: true, value: { returned: 0n, carriedOut: false } })
  const sent = standIn.requests.find(({ method }) => method === 'sendTransaction')
  expect(sent?.params).toEqual(['group0', '', expect.stringMatching(/^0x1a/), false])
  expect(decodeNativeTransaction(sent?.params[2] as Hex)).toMatchObject({
    value: {
      hash: receipt.transactionHash,
      transaction: { chainId: 'chain0', groupId: 'group0', blockLimit: 542n, to: act.to, input: act.data },
    },
  })
})

test('the same one can be sent again: what is known already is looked for by its hash', async () => {
  const pool = await openPool()
  const prepared = await prepareNativeTransaction(pool.rpc, signer, act)
  const first = await submitNativeTransaction(pool.rpc, prepared)
  for (const code of [10_000, 10_004, 10_005, 10_011]) {
    pool.refusal = { code, message: 'known' }
    pool.late = 1
    expect(await submitNativeTransaction(pool.rpc, prepared, { waitMs: 20_000, everyMs: 5 })).toEqual(first)
  }
})

test('a lost answer is made up for by asking for the receipt', async () => {
  const pool = await openPool()
  const prepared = await prepareNativeTransaction(pool.rpc, signer, act)
  pool.standIn.fault = 'cut'
  const sending = submitNativeTransaction(pool.rpc, prepared, { waitMs: 20_000, everyMs: 5 })
  await expect
    .poll(() => pool.standIn.requests.filter(({ method }) => method === 'getTransactionReceipt').length)
    .toBeGreaterThan(0)
  pool.standIn.fault = undefined
  expect((await sending).transactionHash).toBe(prepared.hash)
})

test('a receipt that does not come is said to be missing, with why it was looked for', async () => {
  const pool = await openPool()
  pool.refusal = { code: 10_004, message: 'AlreadyInTxPool' }
  pool.late = Number.POSITIVE_INFINITY
  const prepared = await prepareNativeTransaction(pool.rpc, signer, act)
  await expect(submitNativeTransaction(pool.rpc, prepared, { waitMs: 20, everyMs: 5 })).rejects.toMatchObject({
    code: 'ReceiptMissing',
    retryable: true,
    data: { transactionHash: prepared.hash },
    cause: { code: 'TransactionRefused' },
  })
})

test.each([
  [10_001, 'BlockLimitCheckFail', false],
  [10_002, 'TxPoolIsFull', true],
  [10_007, 'InvalidGroupId', false],
  [10_999, 'Unknown', false],
])('a pool that refuses with %i says %s', async (code, name, retryable) => {
  const pool = await openPool()
  pool.refusal = { code, message: 'refused' }
  // A full pool may take it at another time: it is looked for as if the answer had been lost.
  pool.late = Number.POSITIVE_INFINITY
  const failure = sendNativeTransaction(pool.rpc, signer, act, { waitMs: 10, everyMs: 5 })
  const refused = { code: 'TransactionRefused', data: { status: code, name } }
  await expect(failure).rejects.toMatchObject({ ...(retryable ? { cause: refused } : refused), retryable })
})

test('a receipt of another transaction is refused', async () => {
  const pool = await openPool()
  pool.tells = someHash('another')
  await expect(sendNativeTransaction(pool.rpc, signer, act)).rejects.toMatchObject({
    code: 'AnswerInvalid',
    data: { method: 'sendTransaction', path: 'result.transactionHash' },
  })
})
