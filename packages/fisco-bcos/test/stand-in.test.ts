import { afterEach, expect, test } from 'vitest'
import { openStandIn, type StandIn, type StandInOptions } from '../src/testing/index.ts'

const opened: StandIn[] = []
afterEach(async () => {
  for (const each of opened.splice(0)) await each.close()
})

async function open(options: StandInOptions): Promise<(body: unknown) => Promise<unknown>> {
  const standIn = await openStandIn(options)
  opened.push(standIn)
  return async (body) => (await fetch(standIn.url, { method: 'POST', body: JSON.stringify(body) })).json()
}

const heightIs = (result: number) => ({
  request: { method: 'getBlockNumber', params: ['group0', ''] },
  response: { id: 9, result },
})
const ask = { id: 1, jsonrpc: '2.0', method: 'getBlockNumber', params: ['group0', ''] }

test('records are given in their order, the last one again and again', async () => {
  const send = await open({ answers: [heightIs(1), heightIs(2)] })
  const answers = [await send(ask), await send({ ...ask, id: 2 }), await send({ ...ask, id: 'three' })]
  expect(answers).toEqual([
    { id: 1, jsonrpc: '2.0', result: 1 },
    { id: 2, jsonrpc: '2.0', result: 2 },
    { id: 'three', jsonrpc: '2.0', result: 2 },
  ])
})

test('what was not recorded is refused as the engine refuses it', async () => {
  const send = await open({
    answers: [heightIs(1), { request: { method: 'eth_call', params: [{}] }, response: { result: '0x' } }],
  })
  const codeOf = async (changes: object) =>
    ((await send({ ...ask, ...changes })) as { error: { code: number } }).error.code
  expect(await codeOf({ method: 'getPbftView' })).toBe(-32_601)
  expect(await codeOf({ params: ['group9', ''] })).toBe(-32_000)
  expect(await codeOf({ params: ['group0', 'node7'] })).toBe(3_008)
  expect(await codeOf({ method: 'eth_call', params: [] })).toBe(-32_000)
})

test('a rule comes before records and may leave a request to them', async () => {
  const send = await open({
    answers: [heightIs(1), ({ params }) => (params[0] === 'group1' ? { result: 7 } : undefined)],
  })
  expect(await send({ ...ask, params: ['group1', ''] })).toMatchObject({ result: 7 })
  expect(await send(ask)).toMatchObject({ result: 1 })
})

test('batches are answered one by one, a batch of one by an object, and too large ones not at all', async () => {
  const send = await open({ answers: [heightIs(1)] })
  expect(await send([ask, { ...ask, id: 2 }])).toEqual([
    { id: 1, jsonrpc: '2.0', result: 1 },
    { id: 2, jsonrpc: '2.0', result: 1 },
  ])
  expect(await send([ask])).toEqual({ id: 1, jsonrpc: '2.0', result: 1 })
  expect(await send(Array.from({ length: 9 }, () => ask))).toMatchObject({ error: { code: -32_600 } })
})
