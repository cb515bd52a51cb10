import { readFileSync } from 'node:fs'
import type { Hex } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { expect, onTestFinished, test } from 'vitest'
import { decodeNativeTransaction, nativeSender } from '../src/index.ts'
import { openStandIn } from '../src/testing/index.ts'
import { admitNode } from './readme-example.ts'
import { nativeGroup, nativeHeader, nativeReceipt } from './support/answers.ts'
import { makeBlock, makeReceipt, makeSealers, type TestBlock, type TestSealer } from './support/chain.ts'

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8')
const [admin, nodeId] = [privateKeyToAccount(generatePrivateKey()), 'ab'.repeat(64)]
const int32 = (value: number): Hex => `0x${BigInt.asUintN(256, BigInt(value)).toString(16).padStart(64, '0')}`

/** A node that mines the one transaction that it gets in block 7; the contract returns the given number. */
async function openChain(sealers: readonly TestSealer[], returned: number): Promise<string> {
  let raw: Hex = '0x'
  let block: TestBlock | undefined
  const mine = async (sent: Hex): Promise<TestBlock> => {
    const decoded = decodeNativeTransaction(sent)
    if (!decoded.ok) throw new TypeError(decoded.reason.message)
    raw = sent
    const transactionHash = decoded.value.hash
    return makeBlock(sealers, [makeReceipt(0, { transactionHash, output: int32(returned), logEntries: [] })])
  }
  /** What a node tells of the transaction that was sent. */
  const transaction = async () => {
    const decoded = decodeNativeTransaction(raw)
    if (!decoded.ok) throw new TypeError(decoded.reason.message)
    const { transaction: said, hash, signature } = decoded.value
    return {
      ...said,
      chainID: said.chainId,
      groupID: said.groupId,
      blockLimit: Number(said.blockLimit),
      hash,
      signature,
      from: await nativeSender(decoded.value),
      importTime: 1,
      version: 0,
      txProof: block?.txProofs[0],
    }
  }
  const standIn = await openStandIn({
    answers: [
      async ({ method, params }) => {
        if (method === 'getGroupInfo') return { result: nativeGroup('group0') }
        if (method === 'getBlockNumber') return { result: 6 }
        if (method === 'sendTransaction') block = await mine(params[2] as Hex)
        if (block?.receipts[0] === undefined) return undefined
        if (method === 'getBlockByNumber') return { result: nativeHeader(block.header) }
        if (method === 'getTransaction') return { result: await transaction() }
        return { result: nativeReceipt(block.receipts[0]) }
      },
    ],
  })
  onTestFinished(() => standIn.close())
  return standIn.url
}

test("the README's example is this one, and does what it says", async () => {
  expect(read('../README.md')).toContain(read('./readme-example.ts'))
  const sealers = makeSealers([1n, 1n, 1n, 1n])
  expect(await admitNode([await openChain(sealers, 0)], nodeId, admin, sealers)).toBe('signed by 4, 3 needed')
  expect(await admitNode([await openChain(sealers, -50_000)], nodeId, admin, sealers)).toBe('账户无权执行该操作')
  const others = makeSealers([1n, 1n, 1n, 1n])
  expect(await admitNode([await openChain(others, 0)], nodeId, admin, sealers)).toBe('header SealersDiffer')
})
