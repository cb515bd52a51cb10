import { hexToBytes } from 'viem'
import { expect, test } from 'vitest'
import { parseTransaction } from '../src/block/transaction.ts'
import { type Entry, Pool } from '../src/pool.ts'
import { CHAIN_ID, signer } from './harness.ts'

const LIMITS = { maxTransactions: 1_000, maxBytes: 1e6, maxNonceGap: 4 }

async function transactions(count: number) {
  const sender = signer()
  const raws = await Promise.all(
    Array.from({ length: count }, (_, nonce) => sender.sign({ nonce, to: sender.address })),
  )
  return raws.map((raw) => {
    const parsed = parseTransaction(hexToBytes(raw), { chainId: BigInt(CHAIN_ID), maxBytes: 1e6 })
    if (!parsed.ok) throw new Error(parsed.message)
    return parsed.transaction
  })
}

function admitted(pool: Pool, transaction: Parameters<Pool['admit']>[0], sealedNonce: bigint): Entry {
  const answer = pool.admit(transaction, sealedNonce)
  if (!answer.ok) throw new Error(answer.reason)
  return answer.entry
}

test('a sender that always has something pending is never told that its next nonce is too high', async () => {
  const pool = new Pool(LIMITS)
  const all = await transactions(40)
  const first = all[0]
  if (first === undefined) throw new Error('nothing signed')
  const entries: Entry[] = []
  for (const [nonce, transaction] of all.entries()) {
    const sealed = BigInt(Math.max(0, nonce - 2))
    expect(pool.nextNonce(first.senderKey, sealed)).toBe(BigInt(nonce))
    const entry = admitted(pool, transaction, sealed)
    pool.promote(entry, () => undefined)
    expect(pool.take()).toBe(entry)
    entries.push(entry)
    const done = entries[nonce - 1]
    if (done !== undefined) pool.remove(done)
  }
  expect(pool.size).toBe(1)
})

test('a nonce whose transaction could not be kept is free again, and what waits behind it stays', async () => {
  const pool = new Pool(LIMITS)
  const [first, second, third] = await transactions(3)
  if (first === undefined || second === undefined || third === undefined) throw new Error('nothing signed')
  const lost = admitted(pool, first, 0n)
  const kept = admitted(pool, second, 0n)
  pool.promote(kept, () => undefined)
  expect(pool.nextNonce(first.senderKey, 0n)).toBe(2n)
  pool.remove(lost)
  expect(pool.nextNonce(first.senderKey, 0n)).toBe(0n)
  expect(pool.hasReady).toBe(false)
  pool.promote(admitted(pool, first, 0n), () => undefined)
  expect([pool.take(), pool.take()].map((entry) => entry?.transaction.nonce)).toEqual([0n, 1n])
  expect(pool.nextNonce(first.senderKey, 0n)).toBe(2n)
})
