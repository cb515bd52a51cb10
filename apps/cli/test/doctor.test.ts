import { join } from 'node:path'
import { openStandIn } from '@theriac/fisco-bcos/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { codeOf, run, work } from './cli-process.ts'
import { type FiscoNode, openFiscoNode } from './fisco-node/index.ts'

let node: FiscoNode
beforeAll(async () => {
  node = await openFiscoNode(join(work, 'node'))
})
afterAll(() => node.close())

/** What the doctor says where URLs are given in this order, on no data folder. */
async function doctor(web3: readonly string[], rpc: readonly string[], group = 'group0'): Promise<string> {
  const urls = [...web3.flatMap((url) => ['--web3', url]), ...rpc.flatMap((url) => ['--rpc', url])]
  const ended = await run('doctor', '--data', join(work, 'none'), '--engine', 'fisco-bcos', '--group', group, ...urls)
  // A chain just born lacks what `deploy` switches on.
  expect(codeOf(ended)).toBe('ChainUnfit')
  return ended.stdout
}

test('a chain just born needs `theriac deploy`, and nothing else', async () => {
  const told = await doctor([node.web3, node.secondWeb3], [node.rpc, node.secondRpc])
  expect(told.match(/^FAULT +\w+/gm)).toEqual([
    expect.stringContaining('balances'),
    expect.stringContaining('timestamps'),
  ])
  expect(told.match(/→ run `theriac deploy`/g)).toHaveLength(2)
  for (const url of [node.web3, node.secondWeb3]) expect(told).toMatch(new RegExp(`ok +web3 +${url} answers as FISCO`))
  for (const url of [node.rpc, node.secondRpc])
    expect(told).toMatch(new RegExp(`ok +native +${url} answers for group0`))
})

test('--web3 and --rpc the wrong way round, and another group, are called by their names', async () => {
  const turned = await doctor([node.rpc], [node.web3])
  expect(turned).toMatch(new RegExp(`FAULT +web3 +${node.rpc}/ knows no web3_clientVersion`))
  expect(turned).toMatch(new RegExp(`FAULT +native +${node.web3}/ knows no getGroupInfo`))
  expect(turned.match(/perhaps --web3 and --rpc were exchanged/g)).toHaveLength(2)
  expect(await doctor([node.web3], [node.rpc], 'group7')).toMatch(/FAULT +native +\S+ is not in group group7/)
})

test('further URLs are looked at by themselves: away, a web page, another chain', async () => {
  const [page, gone] = [await openStandIn({ answers: [] }), await openStandIn({ answers: [] })]
  page.fault = 'html'
  await gone.close()
  const other = await openFiscoNode(join(work, 'other-node'))
  try {
    const told = await doctor([node.web3, gone.url, page.url, other.web3], [node.rpc, gone.url, other.rpc])
    expect(told).toMatch(new RegExp(`ok +web3 +${node.web3} answers as FISCO`))
    expect(told).toMatch(new RegExp(`warning +web3 +nothing answers at ${gone.url}`))
    expect(told).toMatch(new RegExp(`FAULT +web3 +a web page answers at ${page.url}`))
    expect(told).toMatch(new RegExp(`FAULT +web3 +${other.web3} is of another chain than ${node.web3}`))
    expect(told).toMatch(new RegExp(`warning +native +nothing answers at ${gone.url}`))
    expect(told).toMatch(new RegExp(`FAULT +native +${other.rpc} is of another chain than ${node.rpc}`))
    expect(told).toMatch(/ok +same chain/)
  } finally {
    await other.close()
    await page.close()
  }
})
