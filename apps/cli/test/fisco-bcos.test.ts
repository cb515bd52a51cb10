import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { codeOf, done, passphrase, run, start, work } from './cli-process.ts'
import { type FiscoNode, openFiscoNode } from './fisco-node/index.ts'
import { parseLive } from './live/config.ts'
import { runLive } from './live/program.ts'

const data = join(work, 'regulator')
let node: FiscoNode
let nodes: string[]
beforeAll(async () => {
  node = await openFiscoNode(join(work, 'node'))
  nodes = ['--engine', 'fisco-bcos', '--web3', node.web3, '--rpc', node.rpc]
})
afterAll(() => node.close())

test('the doctor says what a chain just born lacks', async () => {
  const ended = await run('doctor', '--data', data, ...nodes)
  expect(codeOf(ended)).toBe('ChainUnfit')
  expect(ended.stdout).toMatch(/FAULT +balances +off: the chain refuses every sender/)
  expect(ended.stdout).toContain('→ run `theriac deploy`')
  expect(ended.stdout).toMatch(/warning +authority/)
  expect(ended.stdout).toMatch(/ok +sealers +4 of 4 are connected, 3 are needed/)
})

test('the wrong way round, another group, or what is no node is refused before anything is written', async () => {
  const folder = ['--data', join(work, 'nothing')]
  const turned = ['--engine', 'fisco-bcos', '--web3', node.rpc, '--rpc', node.web3]
  expect((await run('deploy', ...folder, ...turned)).code).toBe(1)
  expect(codeOf(await run('deploy', ...folder, '--engine', 'fisco-bcos', '--web3', node.web3))).toBe('BadUsage')
  await expect(readFile(join(work, 'nothing', 'theriac.json'))).rejects.toThrow('ENOENT')
  const other = await run('deploy', '--data', join(work, 'other-group'), ...nodes, '--group', 'group7')
  expect(codeOf(other)).toBe('GroupUnknown')
})

test('deploy switches balances on, funds the lanes, and deploys; run again it changes nothing', async () => {
  const told = await done('deploy', '--data', data, ...nodes)
  expect(told).toContain('Switched feature_evm_timestamp, feature_balance, feature_balance_precompiled on.')
  expect(told).toContain('Funded 4 lanes.')
  expect(told).toContain('Deployed the contracts on chain 20200')
  const noted = await readFile(join(data, 'contracts.json'), 'utf8')
  const sent = node.native.filter((method) => method === 'sendTransaction').length
  expect(sent).toBe(7)

  // The data folder knows its nodes.
  expect(await done('deploy', '--data', data)).toContain('nothing was changed')
  expect(await done('deploy', '--data', data, ...nodes)).toContain('nothing was changed')
  expect(await readFile(join(data, 'contracts.json'), 'utf8')).toBe(noted)
  expect(node.native.filter((method) => method === 'sendTransaction')).toHaveLength(sent)
  const findings = JSON.parse(await done('doctor', '--data', data, '--json')).findings as {
    id: string
    state: string
  }[]
  expect(findings.filter(({ state }) => state === 'fault' || state === 'unknown')).toEqual([])
})

test('nodes of another chain are refused before anything is written or sent', async () => {
  const other = await openFiscoNode(join(work, 'other-node'))
  const away = ['--engine', 'fisco-bcos', '--web3', other.web3, '--rpc', other.rpc]
  const mixed = ['--engine', 'fisco-bcos', '--web3', node.web3, '--rpc', other.rpc]
  try {
    const noted = await readFile(join(data, 'theriac.json'), 'utf8')
    for (const command of [['deploy'], ['init']])
      expect(codeOf(await run(...command, '--data', data, ...away))).toBe('EndpointWrongChain')
    // A governor's key signs over the native RPC, and what it has switched on stays on.
    expect(codeOf(await run('deploy', '--data', join(work, 'mixed'), ...mixed))).toBe('NodesDiffer')
    expect(other.native).not.toContain('sendTransaction')

    const made = await done('deploy', '--data', join(work, 'other-regulator'), ...away)
    const [, directory = ''] = /directory\s+(0x\w{40})/.exec(made) ?? []
    const own = /directory\s+(0x\w{40})/.exec(await done('deploy', '--data', data))?.[1] ?? ''
    const joined = join(work, 'joined')
    const at = (address: string) => ['--data', joined, '--directory', address, '--gln', '9520000000219']
    await done('join', ...at(own), ...nodes)
    // What a proxy before a node asks for is not told.
    const secret = other.web3.replace('//', '//reader:s3cret@')
    expect((await run('doctor', '--data', data, '--json', ...away, '--web3', secret)).stdout).not.toContain('s3cret')
    const before = await readFile(join(joined, 'theriac.json'), 'utf8')
    expect(codeOf(await run('join', ...at(directory), ...away))).toBe('EndpointWrongChain')
    expect(await readFile(join(joined, 'theriac.json'), 'utf8')).toBe(before)
    expect(await readFile(join(data, 'theriac.json'), 'utf8')).toBe(noted)
  } finally {
    await other.close()
  }
})

const served = { timeout: 120_000 }

test(
  'an institution joins on its own node, is funded, enrolled and admitted, and its server follows the chain',
  served,
  async () => {
    const own = join(work, 'factory')
    const directory = /directory\s+(0x\w{40})/.exec(await done('deploy', '--data', data))?.[1] ?? ''
    const joined = await done('join', '--data', own, ...nodes, '--directory', directory, '--gln', '9520000000110')
    const lanes = /theriac fund (.*)/.exec(joined)?.[1]?.split(' ') ?? []
    expect(lanes).toHaveLength(4)
    const enrol = (folder: string) =>
      run('enrol', '--data', folder, '--kind', 'factory', '--gln', '9520000000110', '--name', 'Nordwerk')
    expect(await done('fund', '--data', data, ...lanes)).toContain(`Funded ${lanes[0]}`)
    expect(await done('fund', '--data', data, ...lanes)).toContain('nothing was changed')
    expect((await enrol(own)).stdout).toContain('is applied')

    const server = start(['serve', '--data', own, '--port', '0'], { THERIAC_PASSPHRASE: passphrase })
    await server.prints(/Stop it with/)
    server.child.kill('SIGTERM')
    const { code, stdout, stderr } = await server.ended
    expect([code, stdout]).toEqual([0, expect.stringContaining(`${node.web3} (fisco-bcos)`)])
    expect(stderr).toContain('waits to be admitted')
    expect(await done('rebuild', '--data', own)).toMatch(/Read \d+ events up to block \d+/)
  },
)

test('the program that tries the platform on a real chain makes all its steps', served, async () => {
  const adminKey = `0x${'ab'.repeat(32)}`
  const parsed = parseLive({
    FISCO_BCOS_WEB3_URLS: `${node.web3}, ${node.secondWeb3}`,
    FISCO_BCOS_RPC_URLS: node.rpc,
    FISCO_BCOS_ADMIN_KEY: adminKey,
  })
  if (!parsed.ok) throw new Error(parsed.faults.join())
  const told: string[] = []
  const bounds = { blocks: 130, makingMs: 20_000, acts: 20 }
  const result = await runLive(parsed.config, adminKey, bounds, (text) => told.push(text))
  expect(result, told.join('\n')).toEqual({ passed: 6, failed: 0, notHere: 0 })
})

test('and says what it needs where it is not told', () => {
  expect(parseLive({ FISCO_BCOS_WEB3_URLS: 'node0' })).toEqual({
    ok: false,
    faults: [
      'FISCO_BCOS_WEB3_URLS: URLs, comma between them',
      'FISCO_BCOS_RPC_URLS: URLs, comma between them',
      'FISCO_BCOS_ADMIN_KEY: 64 hex digits',
    ],
  })
})
