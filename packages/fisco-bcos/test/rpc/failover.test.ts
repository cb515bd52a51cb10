import { afterEach, expect, test } from 'vitest'
import { createNativeRpc } from '../../src/index.ts'
import { openStandIn, type StandIn, type StandInFault } from '../../src/testing/index.ts'

const opened: StandIn[] = []
afterEach(async () => {
  for (const each of opened.splice(0)) await each.close()
})

async function openNode(height: number, fault?: StandInFault, group = 'group0'): Promise<StandIn> {
  const standIn = await openStandIn({
    answers: [{ request: { method: 'getBlockNumber', params: [group, ''] }, response: { result: height } }],
  })
  standIn.fault = fault
  opened.push(standIn)
  return standIn
}

const rpcOf = (...nodes: StandIn[]) =>
  createNativeRpc({ urls: nodes.map(({ url }) => url), group: 'group0', timeoutMs: 3_000 })

test.each(['cut', 'truncated', 'html', 'unavailable', 'hang-up', 'silent', 'empty'] as const)(
  'a node whose answer is %s is passed over, and the next one stays first',
  async (fault) => {
    const [first, second] = [await openNode(1, fault), await openNode(2)]
    const rpc = rpcOf(first, second)
    expect(await rpc.getBlockNumber()).toBe(2n)
    first.fault = undefined
    const asked = first.requests.length
    expect(await rpc.getBlockNumber()).toBe(2n)
    expect(first.requests.length).toBe(asked)
  },
)

test('a node that comes back is asked again when the other one goes', async () => {
  const [first, second] = [await openNode(1, 'unavailable'), await openNode(2)]
  const rpc = rpcOf(first, second)
  await rpc.getBlockNumber()
  first.fault = undefined
  second.fault = 'hang-up'
  expect(await rpc.getBlockNumber()).toBe(1n)
})

test('a node that refuses has answered: no other one is asked', async () => {
  const [first, second] = [await openNode(1, undefined, 'group7'), await openNode(2)]
  await expect(rpcOf(first, second).getBlockNumber()).rejects.toMatchObject({ code: 'GroupUnknown' })
  expect(second.requests).toEqual([])
})

test('when none answers usably, each fault is told, and one that may pass is enough to try again', async () => {
  const [first, second] = [await openNode(1, 'html'), await openNode(2, 'cut')]
  await expect(rpcOf(first, second).getBlockNumber()).rejects.toMatchObject({
    code: 'NodesFailed',
    retryable: true,
    data: {
      method: 'getBlockNumber',
      attempts: [
        { url: `${first.url}/`, code: 'AnswerNotJson' },
        { url: `${second.url}/`, code: 'AnswerCutShort' },
      ],
    },
  })
  second.fault = 'html'
  await expect(rpcOf(first, second).getBlockNumber()).rejects.toMatchObject({ code: 'NodesFailed', retryable: false })
})
