import { expect, test } from 'vitest'
import { type Receipt, receiptHash, verifyReceipt, verifyTransaction } from '../../src/index.ts'
import { makeBlock, makeReceipt, makeSealers, someAddress, someHash, type TestBlock } from '../support/chain.ts'

const sealers = makeSealers([1n, 1n, 1n, 1n])

function evidenceOf(block: TestBlock, index: number) {
  const [transactionHash, txProof, receipt] = [
    block.transactionHashes[index],
    block.txProofs[index],
    block.receipts[index],
  ]
  if (!transactionHash || !txProof || !receipt) throw new TypeError(`no transaction ${index}`)
  return { header: block.header, transactionHash, txProof, receipt }
}

test.each([1, 2, 3, 9, 36])(
  'every transaction of a block of %i is proven with its receipt, and no other receipt',
  async (count) => {
    const block = await makeBlock(
      sealers,
      Array.from({ length: count }, (_, index) => makeReceipt(index)),
    )
    for (let index = 0; index < count; index++) {
      const evidence = evidenceOf(block, index)
      expect(await verifyTransaction(evidence, sealers)).toMatchObject({ ok: true, value: { hash: block.header.hash } })
      if (count === 1) continue
      const { receipt } = evidenceOf(block, (index + 1) % count)
      expect(await verifyTransaction({ ...evidence, receipt }, sealers)).toEqual({
        ok: false,
        reason: { part: 'pair', fault: { code: 'PositionsDiffer' } },
      })
    }
  },
)

test('says which part of the evidence is wrong', async () => {
  const block = await makeBlock(sealers, [makeReceipt(0), makeReceipt(1)])
  const evidence = evidenceOf(block, 0)
  const reasonOf = async (changes: Partial<typeof evidence>) => {
    const result = await verifyTransaction({ ...evidence, ...changes }, sealers)
    return result.ok ? 'proven' : `${result.reason.part} ${result.reason.fault.code}`
  }
  expect(await reasonOf({ header: { ...block.header, timestamp: 1n } })).toBe('header HeaderHashMismatch')
  expect(await reasonOf({ transactionHash: someHash('other') })).toBe('transaction ProofBroken')
  expect(await reasonOf({ receipt: { ...evidence.receipt, status: 16 } })).toBe('receipt ReceiptHashMismatch')
  const { txReceiptProof, ...unproven } = evidence.receipt
  expect(txReceiptProof).toBeDefined()
  expect(await reasonOf({ receipt: unproven })).toBe('receipt ProofMissing')
})

test('a receipt of another block does not pass for one of this', async () => {
  const block = await makeBlock(sealers, [makeReceipt(0, { blockNumber: 8n })])
  expect(verifyReceipt(evidenceOf(block, 0).receipt, block.header)).toEqual({
    ok: false,
    reason: { code: 'BlockMismatch', receipt: 8n, header: 7n },
  })
})

test('any changed field that the hash covers makes another hash', () => {
  const receipt = makeReceipt(0, { version: 1, effectiveGasPrice: '0x1', contractAddress: someAddress(9) })
  expect(receiptHash(receipt)).toBe(receipt.hash)
  const [log] = receipt.logEntries
  if (!log) throw new TypeError('a log')
  const changes: Partial<Receipt>[] = [
    { version: 2 },
    { gasUsed: 1n },
    { contractAddress: someAddress(8) },
    { status: 1 },
    { output: '0x00' },
    { effectiveGasPrice: '0x2' },
    { logEntries: [] },
    { logEntries: [{ ...log, address: someAddress(8) }] },
    { logEntries: [{ ...log, topics: [someHash('other')] }] },
    { logEntries: [{ ...log, data: '0x' }] },
    { blockNumber: 8n },
  ]
  expect(
    changes.map((change) => receiptHash({ ...receipt, ...change })).filter((hash) => hash === receipt.hash),
  ).toEqual([])
})

test('an address in capitals and small letters is the same address', () => {
  const receipt = makeReceipt(0, { contractAddress: someAddress(9) })
  const capitals = `0x${someAddress(9).slice(2).toUpperCase()}` as const
  expect(receiptHash({ ...receipt, contractAddress: capitals })).toBe(receipt.hash)
})
