import { expect, onTestFinished, test } from 'vitest'
import { createRpcServer } from '../src/index.ts'
import { openTestChain, post, signer } from './harness.ts'

test('a filter that nobody asks for expires, one that is asked for does not', async () => {
  let now = 0
  const chain = await openTestChain()
  const server = await createRpcServer({ groups: [{ chain }], port: 0, now: () => now })
  onTestFinished(() => server.close())
  const ask = async (method: string, params: unknown[] = []) =>
    (await post(server.url(), { jsonrpc: '2.0', id: 1, method, params })).json as { result?: unknown; error?: unknown }
  const { result: used } = await ask('eth_newBlockFilter')
  const { result: left } = await ask('eth_newBlockFilter')
  for (let minute = 1; minute <= 8; minute++) {
    now = minute * 60_000
    expect(await ask('eth_getFilterChanges', [used])).toMatchObject({ result: [] })
  }
  expect(await ask('eth_getFilterChanges', [left])).toMatchObject({ error: { data: { code: 'FilterNotFound' } } })
})

test('a batch of transactions is taken in its order', async () => {
  const chain = await openTestChain()
  const server = await createRpcServer({ groups: [{ chain }], port: 0 })
  onTestFinished(() => server.close())
  const sender = signer()
  const raws = await Promise.all(Array.from({ length: 100 }, (_, nonce) => sender.sign({ nonce, to: sender.address })))
  const batch = raws.map((raw, id) => ({ jsonrpc: '2.0', id, method: 'eth_sendRawTransaction', params: [raw] }))
  const answers = (await post(server.url(), batch)).json as { id: number; result: `0x${string}` }[]
  expect(answers.map((answer) => answer.id)).toEqual(raws.map((_, id) => id))
  const last = await chain.waitFor(answers.at(-1)?.result ?? '0x')
  expect(last.transaction.nonce).toBe(99n)
})
