import { type Hex, hexToBigInt, numberToHex } from 'viem'
import { expect, onTestFinished, test } from 'vitest'
import { createCarrier, memoryJournal } from '../src/carry/index.ts'
import { decodeEvent, type LogPage, type ReadLogsOptions, readLogs } from '../src/logs/index.ts'
import { lanesOf, openProxy, openWorld, takeable, testEndpoint } from './carry/world.ts'

/** A world with `blocks` blocks of one operator added each. */
async function grownWorld(blocks: number) {
  const world = await openWorld()
  const carrier = createCarrier({ ...world, lanes: lanesOf(1), journal: memoryJournal() })
  onTestFinished(() => carrier.close())
  for (const act of await takeable(world, blocks)) await carrier.carry(act)
  return world
}

async function pagesOf(options: ReadLogsOptions): Promise<LogPage[]> {
  const pages: LogPage[] = []
  for await (const page of readLogs(options)) pages.push(page)
  return pages
}

/** What FISCO BCOS does: looks at the first blocks only and says nothing. */
function truncating(blocks: bigint) {
  const clamp = (message: { method: string; params: { fromBlock: Hex; toBlock: Hex }[] }) => {
    const [query] = message.params
    if (message.method !== 'eth_getLogs' || !query) return message
    const last = hexToBigInt(query.fromBlock) + blocks - 1n
    return hexToBigInt(query.toBlock) <= last
      ? message
      : { ...message, params: [{ ...query, toBlock: numberToHex(last) }] }
  }
  return (body: string) => {
    const parsed = JSON.parse(body)
    return JSON.stringify(Array.isArray(parsed) ? parsed.map(clamp) : clamp(parsed))
  }
}

test('pages follow each other without a gap, and hold every event once, in order', async () => {
  const { endpoint, institutions } = await grownWorld(30)
  const pages = await pagesOf({
    endpoint,
    address: institutions,
    events: ['OperatorAdded'],
    fromBlock: 0n,
    pageBlocks: 7,
  })
  let next = 0n
  for (const { fromBlock, toBlock } of pages) {
    expect(fromBlock).toBe(next)
    next = toBlock + 1n
  }
  const logs = pages.flatMap((page) => page.logs)
  // The regulator's admin and the factory's came before.
  expect(logs).toHaveLength(32)
  expect(new Set(logs.map(({ transactionHash, position }) => `${transactionHash}/${position}`)).size).toBe(32)
  expect(logs.every((log) => decodeEvent(log)?.name === 'OperatorAdded')).toBe(true)
  expect(logs.map(({ blockNumber }) => blockNumber)).toEqual(
    logs.map(({ blockNumber }) => blockNumber).sort((a, b) => Number(a - b)),
  )
})

test('positions are those of the receipt', async () => {
  const { endpoint, acts } = await grownWorld(2)
  const pages = await pagesOf({ endpoint, address: acts, events: ['ActTaken'], fromBlock: 0n })
  const last = pages.flatMap((page) => page.logs).at(-1)
  // The call's own event stands before the mark.
  expect(last?.position).toBe(1)
})

test.each(['OperatorAdded', 'OperatorRemoved', 'InstitutionAdmitted'] as const)(
  'a node that cuts answers short without a word loses no %s',
  async (event) => {
    const { url, endpoint: whole, institutions } = await grownWorld(24)
    const proxy = await openProxy(url)
    const rewrite = truncating(5n)
    proxy.decide = () => ({ rewrite })
    const endpoint = testEndpoint({ urls: [proxy.url] })
    const range = { address: institutions, events: [event], fromBlock: 0n } as const
    const pages = await pagesOf({ endpoint, ...range })
    expect(pages.flatMap((page) => page.logs)).toEqual(
      (await pagesOf({ endpoint: whole, ...range })).flatMap((page) => page.logs),
    )
    expect(Math.max(...pages.map(({ fromBlock, toBlock }) => Number(toBlock - fromBlock) + 1))).toBeLessThanOrEqual(5)
    expect(pages.at(-1)?.toBlock).toBe(
      await whole.request({ method: 'eth_blockNumber' }).then((head) => BigInt(String(head))),
    )
  },
)

test('a node that hides logs of a single block is found out', async () => {
  const { url, acts } = await grownWorld(3)
  const proxy = await openProxy(url)
  proxy.decide = (methods) => (methods.includes('eth_getLogs') ? { answer: () => ({ result: [] }) } : 'pass')
  const endpoint = testEndpoint({ urls: [proxy.url] })
  await expect(pagesOf({ endpoint, address: acts, fromBlock: 0n })).rejects.toMatchObject({ code: 'LogsIncomplete' })
})

test('a range that ends before it starts is refused, one beyond the head is empty', async () => {
  const { endpoint, acts } = await grownWorld(1)
  await expect(pagesOf({ endpoint, address: acts, fromBlock: 5n, toBlock: 4n })).rejects.toMatchObject({
    code: 'LogsBadRange',
  })
  expect(await pagesOf({ endpoint, address: acts, fromBlock: 1_000n })).toEqual([])
})
