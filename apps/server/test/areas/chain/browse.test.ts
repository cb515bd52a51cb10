import type { Client } from '@theriac/api'
import { dispense, lotIdOf } from '@theriac/ledger'
import type { Hex } from 'viem'
import { generatePrivateKey, privateKeyToAddress } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { problemOf } from '../../support/problem-of.ts'
import { openSupply, type SuppliedLot, type Supply } from '../../support/supply.ts'
import { openWorld, type World } from '../../support/world.ts'

let world: World
let supply: Supply
let lot: SuppliedLot
let regulator: Client
let market: Client
let stranger: Client
/** Of the pharmacy's dispensing, and of the one that was refused. */
let dispensing: Hex
let refusal: Hex

const nowhere: Hex = `0x${'12'.repeat(32)}`

beforeAll(async () => {
  world = await openWorld()
  supply = await openSupply(world)
  lot = await supply.makeLot('CH1', { serials: 10 })
  await supply.give('market', { units: [{ lot: lot.id, units: [[0, 4]] }] })
  regulator = world.as('regulator')
  market = world.as('market')
  // Another pharmacy, which took no part in any of this.
  stranger = world.as('station')
  const by = await supply.signer('market')
  const taken = await world.server.ledger.perform(by, dispense([{ lot: lot.id, units: [0] }]))
  const refused = await world.server.ledger.perform(by, dispense([{ lot: lot.id, units: [0, 1] }]))
  dispensing = taken.txHash
  refusal = refused.txHash
  await world.server.indexer.waitFor(Number(refused.blockNumber))
})
afterAll(() => world.close())

describe('blocks', () => {
  test('the overview tells height, load and node, and what the embedded chain has not', async () => {
    const overview = await stranger.chain.overview()
    expect(overview).toMatchObject({
      engine: 'theriac',
      chainId: String(world.server.ledger.chainId),
      pending: { supported: true, value: 0 },
      consensus: { supported: true, value: { sealers: 1, spare: 0 } },
      nodes: [{ engine: { role: 'sealer', state: 'up', lag: 0 } }],
    })
    expect(overview.disk.totalBytes).toBeGreaterThan(overview.disk.freeBytes)
    expect(overview.days).toHaveLength(15)
    expect(overview.days.at(-1)?.day).toBe(supply.day(0))
    expect(overview.days.at(-1)?.transactions).toBeGreaterThan(10)
    expect(overview.days[0]?.transactions).toBe(0)
    expect(overview.height).toBe(overview.indexed)
    expect((await market.chain.permissions()).committee).toEqual({ supported: false, why: 'one_sealer' })
    const { config } = await market.chain.systemConfig()
    expect(config).toMatchObject({ supported: true })
  })

  test('pages of blocks follow each other down to the first', async () => {
    const { height } = await market.chain.overview()
    const numbers: number[] = []
    for (let before: number | undefined, isFirst = true; isFirst || before !== undefined; isFirst = false) {
      const { items, next } = await market.chain.blocks({ query: { limit: 9, ...(before ? { before } : {}) } })
      numbers.push(...items.map(({ number }) => number))
      before = next
    }
    expect(numbers).toEqual(Array.from({ length: height + 1 }, (_, i) => height - i))
  })

  test('a block is found by number and by hash, with what its transactions call', async () => {
    const { block: number = 0 } = await market.chain.transaction({ params: { hash: dispensing } })
    const block = await market.chain.block({ params: { block: String(number) } })
    expect(block.list).toContainEqual(
      expect.objectContaining({
        hash: dispensing,
        contract: 'acts',
        methods: [{ contract: 'inventory', method: 'dispense', calls: 1 }],
      }),
    )
    expect(await market.chain.block({ params: { block: block.hash } })).toEqual(block)
    expect((await problemOf(market.chain.block({ params: { block: '99999999' } }))).code).toBe('NotFound')
    // A GLN, which is a number too: it is far above every block.
    expect((await problemOf(market.chain.block({ params: { block: '9520000000318' } }))).code).toBe('NotFound')
    expect((await problemOf(market.chain.block({ params: { block: 'last' } }))).code).toBe('Invalid')
  })
})

describe('transactions', () => {
  test('whoever took part and the regulator read what was done, by whom and to what', async () => {
    for (const client of [market, regulator]) {
      const { acts, ...transaction } = await client.chain.transaction({ params: { hash: dispensing } })
      expect(transaction).toMatchObject({ state: 'sealed', contract: 'acts', succeeded: true, events: [] })
      expect(acts).toHaveLength(1)
      expect(acts[0]).toMatchObject({
        outcome: 'taken',
        contract: 'inventory',
        method: 'dispense',
        hidden: false,
        gln: world.members.market.gln,
        institution: 'Market Square Pharmacy',
        operator: (await supply.signer('market')).address.toLowerCase(),
        args: { units: [{ word: `${lot.id.slice(0, -8)}00000000`, mask: '1' }] },
      })
      expect(acts[0]?.events).toMatchObject([{ contract: 'inventory', event: 'Transferred', hidden: false }])
      const [event] = acts[0]?.events ?? []
      expect(event?.objects).toContainEqual({ kind: 'lot', gtin: lot.gtin, lot: lot.lot })
      expect(event?.topics?.[0]).toMatch(/^0x[0-9a-f]{64}$/)
      expect(event?.data).toMatch(/^0x[0-9a-f]+$/)
    }
  })

  test('others see that it is there and what it calls, but not who did it to what', async () => {
    const { acts } = await stranger.chain.transaction({ params: { hash: dispensing } })
    expect(acts).toMatchObject([
      {
        outcome: 'taken',
        method: 'dispense',
        hidden: true,
        events: [{ event: 'Transferred', hidden: true, objects: [] }],
      },
    ])
    const told = JSON.stringify(acts)
    expect(told).not.toContain(world.members.market.gln.replace(/^0+/, ''))
    expect(told).not.toContain(lot.id.slice(2, -8))
    expect(acts[0]).not.toHaveProperty('operator')
    expect(acts[0]?.events[0]).not.toHaveProperty('data')
  })

  test('a refused act says why to its own institution', async () => {
    const { acts } = await market.chain.transaction({ params: { hash: refusal } })
    expect(acts).toMatchObject([{ outcome: 'refused', error: 'InventoryNotHeld', method: 'dispense', hidden: false }])
    expect(acts[0]?.reason).toMatchObject({ mask: '3' })
    const [hidden] = (await stranger.chain.transaction({ params: { hash: refusal } })).acts
    expect(hidden).toMatchObject({ outcome: 'refused', hidden: true })
    expect(hidden).not.toHaveProperty('reason')
  })

  test('what the contracts said when they were made is of no act', async () => {
    const { events } = await market.chain.transaction({ params: { hash: await deploymentOf() } })
    expect(events.map(({ event }) => event)).toContain('InstitutionAdmitted')
    expect((await problemOf(market.chain.transaction({ params: { hash: nowhere } }))).code).toBe('NotFound')
  })

  async function deploymentOf(): Promise<Hex> {
    const { items } = await regulator.chain.events({ query: { event: 'ThresholdSet' } })
    const hash = items[0]?.txHash
    if (hash === undefined) throw new TypeError('the contracts were deployed')
    return hash
  }
})

describe('finding', () => {
  test('blocks, transactions, acts, contracts and accounts are found by what they are called', async () => {
    const search = async (client: Client, text: string) => (await client.chain.search({ query: { text } })).items
    const { block = 0, blockHash = nowhere, acts } = await market.chain.transaction({ params: { hash: dispensing } })
    const digest = acts[0]?.digest ?? nowhere
    expect(await search(stranger, String(block))).toEqual([{ kind: 'block', block, hash: blockHash }])
    expect(await search(stranger, blockHash)).toEqual([{ kind: 'block', block, hash: blockHash }])
    expect(await search(stranger, dispensing.toUpperCase().replace('0X', '0x'))).toEqual([
      { kind: 'transaction', hash: dispensing },
    ])
    expect(await search(stranger, digest)).toEqual([{ kind: 'transaction', hash: dispensing, act: digest }])
    const { addresses } = world.server.ledger
    expect(await search(stranger, addresses.nodes)).toMatchObject([{ kind: 'contract', contract: 'nodes' }])
    const { address } = await supply.signer('market')
    const account = { kind: 'account', account: address.toLowerCase(), gln: world.members.market.gln }
    expect(await search(market, address)).toMatchObject([account])
    expect(await search(regulator, address)).toMatchObject([account])
    expect(await search(stranger, address)).toEqual([])
    const [node] = (await stranger.chain.nodes()).items
    expect(await search(stranger, node?.address.toUpperCase().replace('0X', '0x') ?? '')).toEqual([
      { kind: 'node', account: node?.address },
    ])
    const keeper = world.as('market', 'admin')
    const lane = (await keeper.keys.server()).lanes[0]?.address ?? ''
    expect(await search(keeper, lane)).toEqual([{ kind: 'lane', account: lane }])
    expect(await search(market, lane)).toEqual([])
    expect(await search(regulator, privateKeyToAddress(generatePrivateKey()))).toEqual([])
    expect(await search(regulator, 'no such thing')).toEqual([])
    expect(await search(regulator, '9520000000318')).toEqual([])
  })

  test('events are found by contract, name, actor and blocks, and pages leave none out', async () => {
    const { gln } = world.members.market
    const [dispensed] = (await market.chain.events({ query: { contract: 'inventory', gln, limit: 1 } })).items
    expect(dispensed).toMatchObject({ event: 'Transferred', txHash: dispensing, gln, hidden: false })
    const block = dispensed?.block ?? 0
    const inBlock = await regulator.chain.events({ query: { fromBlock: block, toBlock: block } })
    expect(inBlock.items).toEqual([dispensed])
    const all = (await regulator.chain.events({ query: { contract: 'catalogue', limit: 100 } })).items
    const paged: unknown[] = []
    for (let before: number | undefined, isFirst = true; isFirst || before !== undefined; isFirst = false) {
      const query = { contract: 'catalogue', limit: 2, ...(before ? { before } : {}) } as const
      const { items, next } = await regulator.chain.events({ query })
      paged.push(...items)
      before = next
    }
    expect(paged).toEqual(all)
    expect(all.map(({ event }) => event)).toEqual(['RunCommissioned', 'LotRegistered', 'ProductRegistered'])
    expect((await stranger.chain.events({ query: { contract: 'inventory' } })).items).toEqual([])
    const { errors } = await problemOf(market.chain.events({ query: { contract: 'acts', event: 'Transferred' } }))
    expect(errors?.[0]?.field).toBe('query.event')
    const mark = await problemOf(market.chain.events({ query: { event: 'ActTaken' } }))
    expect(mark.errors?.[0]?.field).toBe('query.event')
  })
})

describe('contracts', () => {
  test('the directory lists them, and each tells what it can be asked', async () => {
    const { items } = await market.chain.contracts()
    expect(items.map(({ name }) => name).sort()).toEqual(Object.keys(world.server.ledger.addresses).sort())
    expect(items.every(({ used, known }) => used && known)).toBe(true)
    const { reads, writes, events } = await market.chain.contract({ params: { name: 'catalogue' } })
    expect(reads).toContainEqual({
      name: 'lotIdOf',
      inputs: [
        { name: 'gtin', type: 'uint64' },
        { name: 'lotNumber', type: 'string' },
      ],
      outputs: [{ name: '0', type: 'bytes32' }],
    })
    expect(writes.map(({ name }) => name)).toContain('recallLot')
    expect(events.map(({ name }) => name)).toContain('LotRecalled')
  })

  const ask = (client: Client, name: 'catalogue' | 'inventory' | 'governance', fn: string, args?: unknown[]) =>
    client.chain.read({
      params: { name, function: fn },
      query: args === undefined ? {} : { args: JSON.stringify(args) },
    })

  test('a contract answers, with whole numbers in decimal digits', async () => {
    const { values, block } = await ask(market, 'catalogue', 'lotIdOf', [lot.gtin, lot.lot])
    expect(values).toEqual([{ name: '0', type: 'bytes32', value: lotIdOf(lot.gtin, lot.lot) }])
    expect(block).toBe((await market.chain.overview()).height)
    expect((await ask(market, 'governance', 'threshold')).values[0]?.value).toBe(1)
    const [found] = (await ask(market, 'catalogue', 'lotOf', [lot.id])).values
    expect(found?.value).toMatchObject({ gtin: String(Number(lot.gtin)), quantity: 10 })
  })

  test('what a contract refuses, or is not asked rightly, is told', async () => {
    const unknown = await problemOf(ask(market, 'governance', 'proposalOf', ['77777']))
    expect(unknown.reason).toEqual({ name: 'GovernanceUnknownProposal', args: { id: '77777' } })
    for (const args of [[], ['many'], [1.5], [{}], ['1', '2']]) {
      const problem = await problemOf(ask(market, 'governance', 'proposalOf', args))
      expect(problem.errors?.[0]?.field, JSON.stringify(args)).toBe('query.args')
    }
    for (const name of ['setThreshold', 'nothing']) {
      expect((await problemOf(ask(market, 'governance', name))).errors?.[0]?.field).toBe('path.function')
    }
  })

  test('what everybody has is told the regulator alone', async () => {
    expect((await problemOf(ask(market, 'inventory', 'catalogue'))).code).toBe('Forbidden')
    const { values } = await ask(regulator, 'inventory', 'catalogue')
    expect(values[0]?.value).toBe(world.server.ledger.addresses.catalogue)
  })
})
