import { cp, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createClient } from '@theriac/api'
import { contractAbis, listContract } from '@theriac/ledger'
import { beforeAll, expect, test } from 'vitest'
import { requireDataFolder } from '../src/data-folder.ts'
import { openKeyring } from '../src/keyring.ts'
import { openGroup } from '../src/open-group.ts'
import { codeOf, done, passphrase, run, runIn, serve, start, work } from './cli-process.ts'

const data = join(work, 'group')
const contracts = Object.keys(contractAbis).length
beforeAll(async () => {
  await done('init', '--data', data)
})

const factory = ['enrol', '--data', data, '--kind', 'factory', '--gln', '9520000000110', '--name', 'Nordwerk']

/** Another process, and a dozen commands. */
const served = { timeout: 120_000 }

/** A copy of the data folder, for doing harm to it. */
async function copyOf(name: string): Promise<string> {
  const copy = join(work, name)
  await cp(data, copy, { recursive: true })
  return copy
}

test('what needs the contracts says so before they are deployed', async () => {
  expect(codeOf(await run(...factory))).toBe('NotDeployed')
  expect(await done('status', '--data', data)).toContain('not deployed yet')
})

test('deploy puts the contracts on the chain; run again it checks them and changes nothing', async () => {
  expect(await done('deploy', '--data', data)).toContain('GLN 9520000000011) is the regulator')
  const noted = await readFile(join(data, 'contracts.json'), 'utf8')
  const again = await done('deploy', '--data', data)
  expect(again).toContain('nothing was changed')
  expect(again.match(/0x[0-9a-fA-F]{40}/g)).toHaveLength(contracts)
  expect(await readFile(join(data, 'contracts.json'), 'utf8')).toBe(noted)
})

test('enrol makes a key, applies and has the regulator admit; run again it changes nothing', async () => {
  const licence = ['--licence', 'A-12', '--until', '2099-12-31']
  const first = await done(...factory, ...licence)
  expect(first).toMatch(/Nordwerk \(GLN 9520000000110\), a factory, is active/)
  expect(first).toContain('licence A-12, valid until 2099-12-31')
  expect(await done(...factory, ...licence)).toContain('enrolled already and active; nothing was changed')

  const taken = await run('enrol', '--data', data, '--kind', 'pharmacy', '--gln', '9520000000110', '--name', 'Other')
  expect(codeOf(taken)).toBe('GlnTaken')
})

test('status tells institutions, contracts, lanes and disk use, to people and to machines', async () => {
  const status = JSON.parse(await done('status', '--data', data, '--json', '--count'))
  expect(status).toMatchObject({ chainId: 20_261, products: 0, lots: 0, journal: { state: 'closed', open: 0 } })
  expect(status.contracts).toHaveLength(contracts)
  expect(status.contracts.every((contract: { isThere: boolean }) => contract.isThere)).toBe(true)
  expect(status.institutions).toMatchObject([
    { gln: '9520000000011', kind: 'regulator', status: 'active' },
    { gln: '9520000000110', kind: 'factory', status: 'active', name: 'Nordwerk' },
  ])
  expect(status.lanes.map((lane: { label: string }) => lane.label)).toEqual(['lane-1', 'lane-2', 'lane-3', 'lane-4'])
  const text = await done('status', '--data', data)
  expect(text).toContain('2 active')
  expect(text).toMatch(/height {8}\d+, sealed \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC/)
})

test(
  'serve answers JSON-RPC, and the other commands reach the chain through it and only through it',
  served,
  async () => {
    const server = await serve(data)
    const wholesale = ['enrol', '--data', data, '--kind', 'distributor', '--gln', '9520000000219', '--name', 'Rhine']
    const refused = await run(...wholesale)
    expect(codeOf(refused)).toBe('FolderInUse')
    expect(refused.stderr).toContain('--rpc http://127.0.0.1:8080/rpc')
    expect(codeOf(await run('serve', '--data', data, '--port', '0'))).toBe('FolderInUse')

    expect(await done(...wholesale, '--rpc', server.url)).toContain('is active')
    expect(await done('deploy', '--data', data, '--rpc', server.url)).toContain('nothing was changed')
    expect(await done('status', '--data', data, '--rpc', server.url)).toContain('3 active')

    const other = join(work, 'other-chain')
    await done('init', '--data', other, '--chain-id', '31337')
    expect(codeOf(await run('deploy', '--data', other, '--rpc', server.url))).toBe('EndpointWrongChain')
    const port = new URL(server.url).port
    expect(codeOf(await run('serve', '--data', other, '--port', port))).toBe('EADDRINUSE')

    server.child.kill('SIGTERM')
    const { code, stdout } = await server.ended
    expect(code).toBe(0)
    expect(stdout).toContain('everything acknowledged is on the disk')
    expect(codeOf(await run('status', '--data', data, '--rpc', server.url))).toBe('EndpointUnavailable')
    expect(await done('status', '--data', data)).toContain('3 active')
  },
)

test('serve --empty makes the data folder and the contracts, and an account that can sign in', served, async () => {
  const fresh = join(work, 'fresh-clone')
  const server = start(['serve', '--empty', '--data', fresh, '--port', '0'])
  const [, url = ''] = await server.prints(/API\s+(http:\/\/\S+)\/api\/v1/)
  await server.prints(/sign in\s+as admin/)
  const password = (await readFile(join(fresh, 'first-password'), 'utf8')).trim()
  expect(await done('status', '--data', fresh, '--rpc', `${url}/rpc`)).toContain('1 active')
  const client = createClient({ baseUrl: url })
  const session = await client.sessions.signIn({ body: { name: 'admin', password } })
  expect(session).toMatchObject({ institution: { kind: 'regulator' }, mustChangePassword: true })
  server.child.kill('SIGINT')
  const ended = await server.ended
  expect(ended.code).toBe(0)
  expect(ended.stdout + ended.stderr).not.toContain(password)
})

test('rebuild reads everything again, and the server goes on from there', served, async () => {
  const fresh = join(work, 'fresh-clone')
  expect(await done('rebuild', '--data', fresh)).toMatch(/Read \d+ events up to block \d+/)
})

test('a database address that is none is told, and not shown', async () => {
  const wrong = await runIn({ DATABASE_URL: 'mysql://root:secret@db/theriac' }, 'rebuild', '--data', data)
  expect(codeOf(wrong)).toBe('BadEnvironment')
  expect(wrong.stderr).not.toContain('secret')
})

test('a deployment that a crash left unfinished is done anew', async () => {
  const copy = await copyOf('unfinished-deployment')
  await rm(join(copy, 'contracts.json'))
  expect(await done('deploy', '--data', copy)).toContain('Deployed the contracts')
  expect(await done('deploy', '--data', copy)).toContain('nothing was changed')
})

test('contracts.json of another chain, or a damaged one, is told and nothing is done', async () => {
  const copy = await copyOf('new-chain')
  await rm(join(copy, 'chain'), { recursive: true })
  expect(codeOf(await run('deploy', '--data', copy))).toBe('EndpointWrongChain')
  const file = join(copy, 'contracts.json')
  const noted = JSON.parse(await readFile(file, 'utf8'))
  await writeFile(file, JSON.stringify({ ...noted, addresses: { ...noted.addresses, acts: '0x12' } }))
  expect(codeOf(await run('deploy', '--data', copy))).toBe('DataFolderDamaged')

  const moved = await copyOf('moved')
  const nowhere = `0x${'12'.repeat(20)}`
  await writeFile(
    join(moved, 'contracts.json'),
    JSON.stringify({ ...noted, addresses: { ...noted.addresses, acts: nowhere } }),
  )
  expect(codeOf(await run('deploy', '--data', moved))).toBe('ContractsMissing')
  expect(await done('status', '--data', moved)).toContain('MISSING')
})

test('contracts of which the directory lists another version are not written to', async () => {
  const copy = await copyOf('other-version')
  const folder = await requireDataFolder(copy)
  const keyring = openKeyring(folder, async () => passphrase)
  const group = await openGroup(folder, undefined, keyring)
  try {
    const admin = await keyring.admin(folder.regulator.gln)
    if (!admin) throw new TypeError('the regulator’s admin key is missing')
    const next = { name: 'nodes', target: group.deployment.addresses.nodes, abiHash: `0x${'12'.repeat(32)}` } as const
    expect(await group.ledger.govern(admin, listContract(next), 'Version 2')).toMatchObject({ state: 'taken' })
  } finally {
    await group.close()
  }
  for (const command of [['deploy'], ['serve', '--port', '0'], ['rebuild']])
    expect(codeOf(await run(...command, '--data', copy))).toBe('ContractOtherVersion')
})

test('a chain folder of another chain, and one that is damaged, are told', async () => {
  const copy = await copyOf('harmed')
  const marker = join(copy, 'theriac.json')
  const settings = JSON.parse(await readFile(marker, 'utf8'))
  await writeFile(marker, JSON.stringify({ ...settings, chainId: 5 }))
  expect(codeOf(await run('status', '--data', copy))).toBe('WrongChainId')
  await writeFile(marker, JSON.stringify(settings))
  await writeFile(join(copy, 'chain', 'chain.json'), '{')
  expect(codeOf(await run('serve', '--data', copy, '--port', '0'))).toBe('DamagedFolder')
})
