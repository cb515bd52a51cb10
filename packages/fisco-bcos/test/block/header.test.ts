import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type BlockHeader, headerHash, nodeId, quorumWeight, verifyHeader } from '../../src/index.ts'
import { makeBlock, makeReceipt, makeSealers, someHash } from '../support/chain.ts'

const four = makeSealers([1n, 1n, 1n, 1n])

test('a header that a quorum of the pinned sealers signed is final, and tells who signed', async () => {
  const { header } = await makeBlock(four, [makeReceipt(0)], { signers: [0, 2, 3] })
  const [first, second, third, fourth] = four.map((sealer) => sealer.nodeId)
  expect(await verifyHeader(header, four)).toEqual({
    ok: true,
    value: { hash: header.hash, signers: [first, third, fourth], weight: 3n, quorum: 3n, missing: [second] },
  })
})

test('too few signatures are no quorum', async () => {
  const { header } = await makeBlock(four, [makeReceipt(0)], { signers: [0, 1] })
  expect(await verifyHeader(header, four)).toMatchObject({
    ok: false,
    reason: { code: 'QuorumMissing', weight: 2n, quorum: 3n },
  })
})

test('a sealer that signs several times counts once', async () => {
  const { header } = await makeBlock(four, [makeReceipt(0)], { signers: [0, 1, 1, 1, 0] })
  expect(await verifyHeader(header, four)).toMatchObject({ ok: false, reason: { code: 'QuorumMissing', weight: 2n } })
})

test('weights are counted, not heads', async () => {
  const sealers = makeSealers([10n, 1n, 1n, 1n])
  const light = await makeBlock(sealers, [makeReceipt(0)], { signers: [1, 2, 3] })
  expect(await verifyHeader(light.header, sealers)).toMatchObject({
    ok: false,
    reason: { code: 'QuorumMissing', weight: 3n, quorum: 9n },
  })
  const heavy = await makeBlock(sealers, [makeReceipt(0)], { signers: [0] })
  expect(await verifyHeader(heavy.header, sealers)).toMatchObject({ ok: true, value: { weight: 10n } })
})

test('one bad signature among enough good ones is passed over', async () => {
  const { header } = await makeBlock(four, [makeReceipt(0)])
  const [first, ...others] = header.signatureList
  const spoilt = { sealerIndex: 0, signature: others[0]?.signature ?? '0x' } as const
  expect(first).toBeDefined()
  expect(await verifyHeader({ ...header, signatureList: [spoilt, ...others] }, four)).toMatchObject({
    ok: true,
    value: { weight: 3n, missing: [four[0]?.nodeId] },
  })
})

test('votes that are no signatures, or of nobody on the list, count nothing and break nothing', async () => {
  const { header } = await makeBlock(four, [makeReceipt(0)], { signers: [0, 1] })
  const signatureList = [
    ...header.signatureList,
    { sealerIndex: 2, signature: `0x${'00'.repeat(65)}` as const },
    { sealerIndex: 3, signature: '0x' as const },
    { sealerIndex: 9, signature: header.signatureList[0]?.signature ?? '0x' },
    { sealerIndex: -1, signature: header.signatureList[0]?.signature ?? '0x' },
  ]
  expect(await verifyHeader({ ...header, signatureList }, four)).toMatchObject({
    ok: false,
    reason: { code: 'QuorumMissing', weight: 2n },
  })
})

test('a header that its own sealers signed proves nothing against the pinned ones', async () => {
  const others = makeSealers([1n, 1n, 1n, 1n])
  const { header } = await makeBlock(others, [makeReceipt(0)])
  expect(await verifyHeader(header, four)).toEqual({
    ok: false,
    reason: {
      code: 'SealersDiffer',
      missing: four.map((sealer) => sealer.nodeId),
      unexpected: others.map((sealer) => sealer.nodeId),
    },
  })
})

test('a sealer listed twice, and weights other than the pinned ones, are refused', async () => {
  const [first, second, third] = four
  if (!first || !second || !third) throw new TypeError('four sealers')
  const twice = [first, first, second, third]
  expect(await verifyHeader((await makeBlock(twice, [makeReceipt(0)])).header, [first, second, third])).toMatchObject({
    ok: false,
    reason: { code: 'SealersDiffer', unexpected: [first.nodeId] },
  })
  const { header } = await makeBlock(four, [makeReceipt(0)], { consensusWeights: [1n, 9n, 1n, 1n] })
  expect(await verifyHeader(header, four)).toMatchObject({
    ok: false,
    reason: { code: 'WeightsDiffer', nodeId: second.nodeId, pinned: 1n, stated: 9n },
  })
})

test('the genesis block is signed by nobody, and its hash has neither roots nor gas', async () => {
  const { header } = await makeBlock([], [], { number: 0n, parentInfo: [], timestamp: 0n, extraData: '0x0102' })
  expect(await verifyHeader(header, four)).toEqual({ ok: false, reason: { code: 'NotSigned' } })
  expect(headerHash(header)).toBe(header.hash)
  expect(headerHash({ ...header, stateRoot: someHash('another'), gasUsed: 1n })).toBe(headerHash(header))
})

test.each([
  ['none', []],
  ['two', [6n, 5n]],
  ['not the one before', [5n]],
])('a header with parents: %s', async (_, numbers) => {
  const parentInfo = numbers.map((blockNumber) => ({ blockNumber, blockHash: someHash('parent') }))
  const { header } = await makeBlock(four, [makeReceipt(0)], { parentInfo })
  expect(await verifyHeader(header, four)).toEqual({ ok: false, reason: { code: 'ParentUnexpected' } })
})

test('any changed field makes another hash', async () => {
  const { header } = await makeBlock(four, [makeReceipt(0)])
  const changes: Partial<BlockHeader>[] = [
    { number: 8n },
    { version: header.version + 1 },
    { parentInfo: [{ blockNumber: 6n, blockHash: someHash('other') }] },
    { txsRoot: someHash('other') },
    { receiptsRoot: someHash('other') },
    { stateRoot: someHash('other') },
    { gasUsed: header.gasUsed + 1n },
    { timestamp: header.timestamp + 1n },
    { sealer: 2n },
    { sealerList: [nodeId('00'.repeat(64)), ...header.sealerList.slice(1)] },
    { extraData: '0x00' },
    { consensusWeights: [2n, 1n, 1n, 1n] },
  ]
  const results = await Promise.all(changes.map((change) => verifyHeader({ ...header, ...change }, four)))
  expect(results.map((result) => (result.ok ? 'final' : result.reason.code))).toEqual(
    changes.map(() => 'HeaderHashMismatch'),
  )
})

test('whoever signs, it is final exactly when those who signed weigh a quorum', async () => {
  const weights = fc.array(fc.bigInt({ min: 0n, max: 5n }), { minLength: 1, maxLength: 7 })
  await fc.assert(
    fc.asyncProperty(weights, fc.array(fc.nat(6), { maxLength: 10 }), async (each, picked) => {
      const sealers = makeSealers(each)
      const signers = picked.filter((index) => index < sealers.length)
      const { header } = await makeBlock(sealers, [makeReceipt(0)], { signers })
      const signed = [...new Set(signers)].reduce((sum, index) => sum + (each[index] ?? 0n), 0n)
      const total = each.reduce((sum, weight) => sum + weight, 0n)
      const wanted = signed > 0n && signed >= total - (total - 1n) / 3n
      expect((await verifyHeader(header, sealers)).ok).toBe(wanted)
    }),
    { numRuns: 40 },
  )
})

test('no sealers are no quorum', async () => {
  const { header } = await makeBlock([], [makeReceipt(0)])
  expect(await verifyHeader(header, [])).toMatchObject({ ok: false, reason: { code: 'QuorumMissing', quorum: 0n } })
})

test('two sets of signers that each make a quorum share more weight than a third', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 1n, max: 10n ** 12n }), (total) => {
      const quorum = quorumWeight(total)
      expect(quorum).toBeLessThanOrEqual(total)
      // What two quorums have in common is more than what may be faulty.
      expect(2n * quorum - total).toBeGreaterThan((total - 1n) / 3n)
    }),
  )
  expect([1n, 2n, 3n, 4n, 7n].map(quorumWeight)).toEqual([1n, 2n, 3n, 3n, 5n])
})
