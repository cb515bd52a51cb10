import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { done, run, work } from './cli-process.ts'
import { type FiscoNode, openFiscoNode } from './fisco-node/index.ts'

// Sections 2 and 3 of docs/consortium.md, as they stand there, where authority is checked.

const key = `0x${'ab'.repeat(32)}` as const
const keyFile = join(work, 'governor.key')
const [regulator, pharmacy] = [join(work, 'regulator'), join(work, 'pharmacy')]
let node: FiscoNode
let nodes: string[]
beforeAll(async () => {
  node = await openFiscoNode(join(work, 'node'), { governors: [privateKeyToAccount(key).address], logBlocks: 1_000 })
  nodes = ['--engine', 'fisco-bcos', '--web3', node.web3, '--rpc', node.rpc]
  await writeFile(keyFile, `${key.slice(2)}\n`)
})
afterAll(() => node.close())

/** What was found so, by its first word. */
const marked = (told: string, mark: string): (string | undefined)[] =>
  [...told.matchAll(new RegExp(`^${mark} +(\\w+)`, 'gm'))].map(([, what]) => what)

const long = { timeout: 120_000 }

test('the regulator examines the chain, and makes folder and contracts', long, async () => {
  const before = await run('doctor', '--data', regulator, ...nodes)
  expect(marked(before.stdout, 'FAULT')).toEqual(['balances', 'timestamps'])
  const named = ['--gln', '9520000000011', '--name', 'National Medicines Authority']
  await done('init', '--data', regulator, ...nodes, ...named)
  await done('deploy', '--data', regulator, '--governor-key-file', keyFile)
  const after = await done('doctor', '--data', regulator)
  expect(marked(after, 'FAULT')).toEqual([])
  // What the next sections and versions are for.
  expect(marked(after, 'warning')).toEqual(['version', 'authority', 'administrators'])
})

test('an institution joins, is funded by the governor, and applies', long, async () => {
  const { addresses } = JSON.parse(await readFile(join(regulator, 'contracts.json'), 'utf8'))
  const gln = ['--gln', '9520000000219']
  const joined = await done('join', '--data', pharmacy, ...nodes, '--directory', addresses.directory, ...gln)
  const lanes = /theriac fund (.*)/.exec(joined)?.[1]?.split(' ') ?? []
  expect(lanes).toHaveLength(4)
  const funded = await done('fund', '--data', regulator, '--governor-key-file', keyFile, ...lanes)
  for (const lane of lanes) expect(funded).toContain(`Funded ${lane}`)
  const licence = ['--licence', 'P-17', '--until', '2099-12-31']
  const applied = await run('enrol', '--data', pharmacy, '--kind', 'pharmacy', ...gln, '--name', 'Station', ...licence)
  expect(applied.stdout).toContain('is applied')
  expect(marked((await run('doctor', '--data', pharmacy)).stdout, 'FAULT')).toEqual([])
})
