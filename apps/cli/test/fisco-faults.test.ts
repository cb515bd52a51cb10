import { join } from 'node:path'
import type { Gln } from '@theriac/gs1'
import {
  appoint,
  createCarrier,
  createEndpoint,
  createLedger,
  type LaneAccount,
  memoryJournal,
  type Outcome,
  type Signer,
} from '@theriac/ledger'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { requireDataFolder } from '../src/data-folder.ts'
import { openKeyring } from '../src/keyring.ts'
import { type Group, openGroup } from '../src/open-group.ts'
import { codeOf, done, passphrase, run, work } from './cli-process.ts'
import { type FiscoNode, openFiscoNode } from './fisco-node/index.ts'

const data = join(work, 'regulator')
let node: FiscoNode
let group: Group
let admin: Signer
let lanes: readonly LaneAccount[]
let regulator: Gln
/** Appoints somebody new; the account, and how it ended. */
let act: () => { readonly account: `0x${string}`; readonly outcome: Promise<Outcome> }
beforeAll(async () => {
  node = await openFiscoNode(join(work, 'node'))
  const web3 = ['--web3', node.web3, '--web3', node.secondWeb3]
  await done('deploy', '--data', data, '--engine', 'fisco-bcos', ...web3, '--rpc', node.rpc, '--rpc', node.secondRpc)
  const folder = await requireDataFolder(data)
  const keyring = openKeyring(folder, async () => passphrase)
  const found = await keyring.admin(folder.regulator.gln)
  if (!found) throw new TypeError('the regulator has no admin')
  admin = found
  regulator = folder.regulator.gln
  lanes = await keyring.lanes()
  group = await openGroup(folder, undefined, keyring)
  act = () => {
    const { address: account } = privateKeyToAccount(generatePrivateKey())
    return { account, outcome: group.ledger.govern(admin, appoint(regulator, account, 'auditor'), 'Tried') }
  }
}, 120_000)
afterAll(async () => {
  await group.close()
  await node.close()
})

const long = { timeout: 120_000 }

async function expectTaken(acts: readonly ReturnType<typeof act>[]): Promise<void> {
  for (const { outcome } of acts) expect(await outcome).toMatchObject({ state: 'taken' })
  const { institutions } = group.ledger.reads
  for (const { account } of acts) expect(await institutions.operator(account)).toMatchObject({ role: 'auditor' })
}

test('what is sent while the chain stands still for want of sealers is taken when it goes on', long, async () => {
  node.chain.setHalted(true)
  const acts = Array.from({ length: 6 }, () => act())
  await expect.poll(() => node.chain.pending(), { timeout: 30_000 }).toBeGreaterThan(0)
  const { taken } = group.carrier.status()
  const doctor = await run('doctor', '--data', data)
  expect(doctor.stdout).toMatch(/FAULT +sealers +2 of 4 are connected, 3 are needed/)
  expect(group.carrier.status().taken).toBe(taken)
  node.chain.setHalted(false)
  await expectTaken(acts)
})

test(
  'the node that acts go through stops, the one behind it takes them, and all goes on when it is back',
  long,
  async () => {
    const before = Array.from({ length: 6 }, () => act())
    await node.first.stop()
    const during = Array.from({ length: 6 }, () => act())
    await expectTaken([...before, ...during])
    await node.first.start()
    const { outcome } = act()
    expect(await outcome).toMatchObject({ state: 'taken' })
    expect(await done('status', '--data', data)).toContain('1 active')
  },
)

test('a node that stands still for good is left for one that does not', long, async () => {
  const { addresses } = group.deployment
  const endpoint = createEndpoint({ urls: [node.secondWeb3, node.web3] })
  const carrier = createCarrier({ endpoint, acts: addresses.acts, lanes, journal: memoryJournal() })
  try {
    const ledger = await createLedger({ endpoint, addresses, carrier })
    node.chain.setStuck(true)
    const { address: account } = privateKeyToAccount(generatePrivateKey())
    const outcome = await ledger.govern(admin, appoint(regulator, account, 'auditor'), 'Tried')
    expect(outcome).toMatchObject({ state: 'taken' })
    expect(endpoint.status()).toMatchObject([{ state: 'behind' }, { state: 'healthy', current: true }])
  } finally {
    node.chain.setStuck(false)
    await carrier.close()
    endpoint.close()
  }
})

test('an address with no contract is told as such, though the engine calls it a revert', async () => {
  const nodes = ['--engine', 'fisco-bcos', '--web3', node.web3, '--rpc', node.rpc, '--gln', '9520000000110']
  const at = ['--data', join(work, 'joined'), '--directory', `0x${'12'.repeat(20)}`]
  expect(codeOf(await run('join', ...at, ...nodes))).toBe('ContractMissing')
})
