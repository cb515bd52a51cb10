import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Client } from '@theriac/api'
import { abiHash, localSigner, nodeKey, suspend } from '@theriac/ledger'
import { nativeHashSigner } from '@theriac/ledger/node'
import type { Hex } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { problemOf } from '../../support/problem-of.ts'
import { openWorld, type World } from '../../support/world.ts'

const waitSeconds = 20
const reason = 'as the board decided'

let world: World
let regulator: Client
let north: Client
let rhine: Client

beforeAll(async () => {
  world = await openWorld()
  regulator = world.as('regulator')
  north = world.as('north', 'admin')
  rhine = world.as('rhine', 'admin')
})
afterAll(() => world.close())

const idOf = (key: Hex): string => privateKeyToAccount(key).publicKey.slice(4)
const nodeNamed = async (name: string) => {
  const { items } = await north.chain.nodes()
  return items.find(({ registered }) => registered?.name === name)
}

describe('nodes', () => {
  test('a node is asked for, approved, and noted when the engine has it', async () => {
    const sealer: Hex = `0x${(await readFile(join(world.folder, 'chain', 'sealer.key'), 'utf8')).trim()}`
    const node = nodeKey(`0x${idOf(sealer)}`)
    const body = { id: idOf(sealer), name: 'Plant 1', role: 'sealer' } as const
    const job = await north.chain.registerNode({ body, waitSeconds })
    expect(job).toMatchObject({ state: 'sealed', result: { node, role: 'sealer' } })
    expect(await nodeNamed('Plant 1')).toMatchObject({
      id: `0x${idOf(sealer)}`,
      registered: {
        gln: world.members.north.gln,
        institution: 'Nordwerk Pharma',
        role: 'none',
        wish: { role: 'sealer', state: 'asked' },
      },
      // One and the same node, by its key.
      engine: { role: 'sealer', state: 'up' },
    })
    expect((await north.chain.nodes()).items).toHaveLength(1)

    const params = { node }
    expect((await problemOf(regulator.chain.noteRole({ params }))).reason?.name).toBe('NodesWrongWish')
    const other = regulator.chain.approveRole({ params, body: { role: 'observer', reason } })
    expect((await problemOf(other)).reason?.name).toBe('NodesWrongWish')
    const approved = await regulator.chain.approveRole({ params, body: { role: 'sealer', reason }, waitSeconds })
    expect(approved.result).toMatchObject({ node, proposal: { state: 'executed', needed: 1 } })
    const again = north.chain.askForRole({ params, body: { role: 'observer' } })
    expect((await problemOf(again)).reason?.name).toBe('NodesWrongWish')
    await regulator.chain.noteRole({ params, waitSeconds })
    const { registered } = (await nodeNamed('Plant 1')) ?? {}
    expect(registered).toMatchObject({ role: 'sealer' })
    expect(registered).not.toHaveProperty('wish')
    const same = north.chain.askForRole({ params, body: { role: 'sealer' } })
    expect((await problemOf(same)).reason?.name).toBe('NodesSameRole')

    // What the engine has not done is not noted as done.
    const tooEarly = await problemOf(regulator.chain.changeRole({ params }))
    expect(tooEarly.reason?.name).toBe('NodesWrongWish')
    await north.chain.askForRole({ params, body: { role: 'none' }, waitSeconds })
    await regulator.chain.approveRole({ params, body: { role: 'none', reason }, waitSeconds })
    // One that seals alone cannot be told otherwise by anybody.
    expect((await problemOf(regulator.chain.changeRole({ params }))).reason).toEqual({
      name: 'EngineCannot',
      args: { node, why: 'one_sealer' },
    })
    expect((await problemOf(regulator.chain.noteRole({ params }))).reason).toEqual({
      name: 'EngineDiffers',
      args: { node, wished: 'none', role: 'sealer' },
    })
  })

  test('a node is declined with a reason, and is its institution’s alone', async () => {
    const id = idOf(generatePrivateKey())
    const params = { node: nodeKey(`0x${id}`) }
    await rhine.chain.registerNode({ body: { id, name: 'Depot', role: 'observer' }, waitSeconds })
    const taken = north.chain.registerNode({ body: { id: `0x${id.toUpperCase()}`, name: 'Ours', role: 'observer' } })
    expect((await problemOf(taken)).reason?.name).toBe('NodesTaken')
    // The engine knows it not, so that it has nothing to seal with.
    const early = { id: idOf(generatePrivateKey()), name: 'Early', role: 'sealer' } as const
    expect((await problemOf(rhine.chain.registerNode({ body: early }))).reason?.name).toBe('ObserveFirst')
    const tooEarly = rhine.chain.askForRole({ params, body: { role: 'sealer' } })
    expect((await problemOf(tooEarly)).reason).toEqual({ name: 'ObserveFirst', args: params })
    const foreign = north.chain.askForRole({ params, body: { role: 'sealer' } })
    expect((await problemOf(foreign)).code).toBe('Forbidden')
    await regulator.chain.declineRole({ params, body: { reason: 'no such machine' }, waitSeconds })
    expect(await nodeNamed('Depot')).toMatchObject({
      registered: { role: 'none', declined: { role: 'observer', reason: 'no such machine' } },
    })
    const nothing = regulator.chain.declineRole({ params, body: { reason } })
    expect((await problemOf(nothing)).reason?.name).toBe('NodesWrongWish')
    await rhine.chain.askForRole({ params, body: { role: 'observer' }, waitSeconds })
    expect((await nodeNamed('Depot'))?.registered).not.toHaveProperty('declined')
    const { items } = await rhine.chain.search({ query: { text: 'depot' } })
    const account = `0x${params.node.slice(-40)}`
    const depot = { kind: 'node', node: params.node, account, gln: world.members.rhine.gln, name: 'Depot' }
    expect(items).toEqual([depot])
    for (const text of [account, id, params.node])
      expect((await rhine.chain.search({ query: { text } })).items, text).toEqual([depot])
    const unknown = regulator.chain.declineRole({ params: { node: nodeKey('0x12') }, body: { reason } })
    expect((await problemOf(unknown)).code).toBe('NotFound')
  })
})

test('the regulator lists a contract of another version, which this server says that it does not know', async () => {
  const address = world.server.ledger.addresses.records.toLowerCase() as Hex
  const hash = abiHash('acts')
  const body = { name: 'records', address, abiHash: hash, reason }
  const job = await regulator.chain.listContract({ body, waitSeconds })
  expect(job.result).toMatchObject({ name: 'records', proposal: { state: 'executed' } })
  const { items } = await north.chain.contracts()
  const listed = items.find(({ name }) => name === 'records')
  expect(listed).toMatchObject({ address, version: 2, abiHash: hash, used: true, known: false })
})

describe('audit', () => {
  test('calls are told to their institution, and all of them to the regulator', async () => {
    const { gln } = world.members.rhine
    const own = (await rhine.chain.audit({ query: { limit: 500 } })).items
    expect(own.length).toBeGreaterThan(1)
    expect(own.every((call) => call.gln === gln && call.institution === 'Rhine Wholesale')).toBe(true)
    expect(own.map(({ method }) => method)).toContain('registerNode')
    expect((await rhine.chain.audit({ query: { gln: world.members.north.gln } })).items).toEqual([])
    const all = (await regulator.chain.audit({ query: { limit: 500 } })).items
    expect(all.filter((call) => call.gln === gln)).toEqual(own)
    const strong = (await regulator.chain.audit({ query: { only: 'strong', limit: 500 } })).items
    expect(strong.length).toBeGreaterThan(3)
    expect(strong.every(({ method }) => method === 'propose')).toBe(true)
  })

  test('calls of accounts that are nobody’s are found', async () => {
    const stranger = localSigner(generatePrivateKey(), nativeHashSigner())
    const outcome = await world.server.ledger.perform(stranger, suspend(world.members.north.gln, 'mischief'))
    await world.server.indexer.waitFor(Number(outcome.blockNumber))
    const { items } = await regulator.chain.audit({ query: { only: 'unknown' } })
    expect(items).toMatchObject([
      { operator: stranger.address.toLowerCase(), method: 'suspend', outcome: 'refused', txHash: outcome.txHash },
    ])
    expect(items[0]).not.toHaveProperty('gln')
    expect((await north.chain.audit({ query: { only: 'unknown' } })).items).toEqual([])
    const { items: counts } = await regulator.chain.auditCounts({ query: { by: 'institution', only: 'unknown' } })
    expect(counts).toMatchObject([{ calls: 1, refused: 1 }])
  })

  test('counts are of the calls that are asked about', async () => {
    const { items } = await north.chain.auditCounts({ query: { by: 'institution' } })
    const calls = (await north.chain.audit({ query: { limit: 500 } })).items
    expect(items).toMatchObject([{ key: world.members.north.gln, institution: 'Nordwerk Pharma', calls: calls.length }])
    const since = new Date(world.clock.now() + 60_000).toISOString()
    expect((await north.chain.auditCounts({ query: { by: 'day', from: since } })).items).toEqual([])
    const methods = (await north.chain.auditCounts({ query: { by: 'method', method: 'askForRole' } })).items
    expect(methods).toMatchObject([{ key: 'askForRole', calls: 1, refused: 0 }])
  })
})
