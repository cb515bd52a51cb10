import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { codeOf, run, work } from './cli-process.ts'
import { type FiscoNode, openFiscoNode } from './fisco-node/index.ts'
import { otherGovernor } from './governor.ts'
import { parseLive } from './live/config.ts'
import { deployTwice } from './live/steps/deploy.ts'
import { examineChain } from './live/steps/doctor.ts'
import { changeObserver } from './live/steps/observer.ts'
import type { LiveWorld } from './live/world.ts'

const key = `0x${'ab'.repeat(32)}` as const
const other = `0x${'cd'.repeat(32)}` as const
let node: FiscoNode
let world: LiveWorld
const told: string[] = []
beforeAll(async () => {
  node = await openFiscoNode(join(work, 'node'), { governors: [privateKeyToAccount(key).address] })
  const parsed = parseLive({
    FISCO_BCOS_WEB3_URLS: `${node.web3},${node.secondWeb3}`,
    FISCO_BCOS_RPC_URLS: `${node.rpc},${node.secondRpc}`,
    FISCO_BCOS_ADMIN_KEY: key,
  })
  if (!parsed.ok) throw new Error(parsed.faults.join())
  const folder = join(work, 'live')
  await mkdir(folder)
  const governorKeyFile = join(folder, 'governor-key')
  await writeFile(governorKeyFile, key)
  const bounds = { blocks: 0, makingMs: 0, acts: 0 }
  world = { ...parsed.config, folder, governorKeyFile, bounds, note: (text) => told.push(text) }
})
afterAll(() => node.close())

const long = { timeout: 120_000 }

test('where authority is checked nobody but a governor makes a chain ready, and that is said', long, async () => {
  const nodes = ['--engine', 'fisco-bcos', '--web3', node.web3, '--rpc', node.rpc]
  const data = join(work, 'regulator')
  const refused = await run('deploy', '--data', data, ...nodes)
  expect(codeOf(refused)).toBe('GovernorMissing')
  expect(refused.stderr).toContain('--governor-key-file')
  const file = join(work, 'other-key')
  await writeFile(file, other)
  const another = await run('deploy', '--data', data, ...nodes, '--governor-key-file', file)
  expect(another.stderr).toContain('is not in the committee that governs the chain')
  expect(node.native).not.toContain('sendTransaction')
  await expect(readFile(join(data, 'contracts.json'))).rejects.toThrow('ENOENT')
})

test('the steps for a real chain are made by proposals of its committee', long, async () => {
  await deployTwice(world)
  await examineChain(world)
  expect(told.join('\n')).toMatch(/warning +authority +a committee of 1 with rates 0 and 0: one vote decides/)
  await changeObserver(world)
  expect(told.at(-1)).toBe('by proposals of the committee')
  expect(node.chain.state().observers.size).toBe(0)
  expect(node.chain.state().callers.size).toBe(1)
})

test('what waits for another governor is not possible, and is not left behind', long, async () => {
  const { account } = otherGovernor(node, other)
  const { administration } = otherGovernor(node, key)
  await administration.propose({ kind: 'governor', account, weight: 1 })
  await administration.propose({ kind: 'rates', participatesRate: 60, winRate: 60 })
  await expect(changeObserver(world)).rejects.toMatchObject({ name: 'NotHere' })
  const { proposals, observers } = node.chain.state()
  expect([proposals.at(-1)?.status, observers.size]).toEqual([4, 0])
})
