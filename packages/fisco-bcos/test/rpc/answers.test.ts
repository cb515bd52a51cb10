import { afterEach, expect, test } from 'vitest'
import { createNativeRpc, type NativeRpc } from '../../src/index.ts'
import { openStandIn, type Responder, type StandIn } from '../../src/testing/index.ts'
import { nativeGroup, nativeHeader, nativeReceipt } from '../support/answers.ts'
import { makeBlock, makeReceipt, makeSealers, someAddress, someHash } from '../support/chain.ts'

const opened: StandIn[] = []
afterEach(async () => {
  for (const each of opened.splice(0)) await each.close()
})

async function rpcAnswering(answer: Responder): Promise<{ rpc: NativeRpc; standIn: StandIn }> {
  const standIn = await openStandIn({ answers: [answer] })
  opened.push(standIn)
  return { rpc: createNativeRpc({ urls: [standIn.url], group: 'group0', timeoutMs: 20_000 }), standIn }
}

const always = (result: unknown) => rpcAnswering(() => ({ result }))

test('a header and a receipt are read as they were made', async () => {
  const block = await makeBlock(makeSealers([1n, 2n]), [makeReceipt(0), makeReceipt(1)])
  const { rpc, standIn } = await rpcAnswering(({ method }) => ({
    result:
      method === 'getTransactionReceipt'
        ? nativeReceipt(block.receipts[1] ?? makeReceipt(1))
        : nativeHeader(block.header),
  }))
  expect(await rpc.getHeader(7n)).toEqual(block.header)
  const txHash = block.transactionHashes[1] ?? someHash(1)
  expect(await rpc.getTransactionReceipt(txHash, { proof: true })).toEqual(block.receipts[1])
  expect(standIn.requests).toEqual([
    { method: 'getBlockByNumber', params: ['group0', '', 7, true, false] },
    { method: 'getTransactionReceipt', params: ['group0', '', txHash, true] },
  ])
})

test('what a node tells about another thing than the one that was asked for is refused', async () => {
  const block = await makeBlock(makeSealers([1n]), [makeReceipt(0)])
  const headers = await always(nativeHeader(block.header))
  await expect(headers.rpc.getHeader(8n)).rejects.toMatchObject({
    code: 'AnswerInvalid',
    data: { method: 'getBlockByNumber', path: 'result.number', expected: '8' },
  })
  await expect(headers.rpc.getHeaderByHash(someHash('other'))).rejects.toMatchObject({ data: { path: 'result.hash' } })
  const receipts = await always(nativeReceipt(makeReceipt(0)))
  await expect(receipts.rpc.getTransactionReceipt(someHash('other'))).rejects.toMatchObject({
    data: { path: 'result.transactionHash' },
  })
})

test('each field of another shape is named', async () => {
  const header = nativeHeader((await makeBlock(makeSealers([1n]), [makeReceipt(0)])).header)
  const spoilt = [
    ['number', -1],
    ['number', 1.5],
    ['number', null],
    ['hash', '0x12'],
    ['gasUsed', '0x10'],
    ['gasUsed', '007'],
    ['sealerList', ['0x12']],
    ['extraData', '0x123'],
    ['signatureList', [{ sealerIndex: 0, signature: '0x00' }]],
    ['consensusWeights', {}],
  ] as const
  for (const [key, value] of spoilt) {
    const { rpc } = await always({ ...header, [key]: value })
    await expect(rpc.getHeader(7n), `${key} ${value}`).rejects.toMatchObject({
      code: 'AnswerInvalid',
      retryable: false,
      data: { path: expect.stringMatching(new RegExp(`^result\\.${key}`)) },
    })
  }
})

test('an answer without result, of another request, or no object is refused', async () => {
  const answerWith = (body: unknown) =>
    createNativeRpc({
      urls: ['http://127.0.0.1:1'],
      group: 'group0',
      timeoutMs: 1_000,
      fetch: async () => new Response(JSON.stringify(body)),
    }).getBlockNumber()
  await expect(answerWith({ id: 1, jsonrpc: '2.0' })).rejects.toMatchObject({ data: { path: 'result' } })
  await expect(answerWith({ id: 2, jsonrpc: '2.0', result: 1 })).rejects.toMatchObject({ data: { path: 'id' } })
  await expect(answerWith([{ id: 1, result: 1 }])).rejects.toMatchObject({ data: { expected: 'an object' } })
  await expect(answerWith({ id: 1, error: 'bad' })).rejects.toMatchObject({ data: { path: 'error' } })
  expect(await answerWith({ id: 1, result: 1 })).toBe(1n)
})

test('numbers that do not fit in a JavaScript number stay whole', async () => {
  const fetch = async () =>
    new Response(
      '{"id":1,"jsonrpc":"2.0","result":{"blockNumber":5,"transactionCount":9223372036854775807,"failedTransactionCount":0}}',
    )
  const rpc = createNativeRpc({ urls: ['http://127.0.0.1:1'], group: 'group0', timeoutMs: 1_000, fetch })
  expect((await rpc.getTotalTransactionCount()).transactionCount).toBe(9_223_372_036_854_775_807n)
})

test('digits within a text are left alone', async () => {
  const digits = '9223372036854775807 \\" 9223372036854775807'
  const { rpc } = await always({ blockNumber: 0, value: digits })
  expect((await rpc.getSystemConfigByKey('key')).value).toBe(digits)
})

const status = {
  blockNumber: 27,
  changeCycle: 0,
  connectedNodeList: 4,
  consensusNodeList: [{ index: 0, nodeID: 'ab'.repeat(64), termWeight: 0, weight: 1 }],
  consensusNodesNum: 1,
  hash: someHash('head').slice(2),
  index: 0,
  isConsensusNode: true,
  leaderIndex: 0,
  maxFaultyQuorum: 0,
  minRequiredQuorum: 1,
  nodeID: 'AB'.repeat(64),
  timeout: false,
  view: 6,
}

test('status that comes as JSON within a text is read', async () => {
  const { rpc } = await always(`${JSON.stringify(status)}\n`)
  expect(await rpc.getConsensusStatus()).toMatchObject({
    nodeID: 'ab'.repeat(64),
    index: 0,
    hash: someHash('head'),
    consensusNodeList: [{ weight: 1n }],
  })
  const observer = await always(
    JSON.stringify({ ...status, index: 0, isConsensusNode: false }).replace(
      '"index":0,"isC',
      '"index":18446744073709551615,"isC',
    ),
  )
  expect(await observer.rpc.getConsensusStatus()).not.toHaveProperty('index')
  const broken = await always('{"view":')
  await expect(broken.rpc.getConsensusStatus()).rejects.toMatchObject({ data: { expected: 'JSON in a text' } })
  await expect((await always(status)).rpc.getConsensusStatus()).rejects.toMatchObject({ data: { expected: 'text' } })
})

test('a group with its nodes, their versions and its genesis', async () => {
  const { rpc } = await always(nativeGroup('group0'))
  const group = await rpc.getGroupInfo()
  expect(group).toMatchObject({
    chainID: 'chain0',
    genesisConfig: { consensusType: 'pbft', sealerList: [{ weight: 1n }] },
    nodeList: [{ iniConfig: { smCryptoType: false, binaryInfo: { version: '3.16.4' } } }],
  })
})

test('a call gives its output, and its failure with the engine’s name for it', async () => {
  const to = someAddress(3).toUpperCase().replace('0X', '0x') as `0x${string}`
  const { rpc, standIn } = await always({ blockNumber: 1, status: 0, output: '0x0102' })
  expect(await rpc.call(to, '0x01')).toBe('0x0102')
  expect(standIn.requests[0]?.params).toEqual(['group0', '', someAddress(3).slice(2), '0x01'])
  const failing = await always({ blockNumber: 1, status: 16, output: '0x' })
  await expect(failing.rpc.call(to, '0x01')).rejects.toMatchObject({
    code: 'CallFailed',
    data: { status: 16, name: 'RevertInstruction' },
  })
})

test('a block number that is none is not asked for', async () => {
  const { rpc, standIn } = await always(1)
  expect(() => rpc.getHeader(-1n)).toThrow(expect.objectContaining({ code: 'ValueInvalid' }))
  expect(standIn.requests).toEqual([])
})
