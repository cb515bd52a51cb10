import { type Hex, parseAbi } from 'viem'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { problemOf } from '../../support/problem-of.ts'
import { thermometerAbi as abi, deployThermometer } from '../../support/thermometer.ts'
import { openWorld, type World } from '../../support/world.ts'

let world: World
/** The contract, in lower case, and the transaction that measured 5.1 degrees. */
let address: Hex
let measuring: Hex

beforeAll(async () => {
  world = await openWorld()
  ;({ address, measuring } = await deployThermometer(world))
})
afterAll(() => world.close())

const register = (key: 'north' | 'south' | 'regulator', body: { name: string; abi: string }, at = address) =>
  world.as(key, 'admin').chain.registerAbi({ params: { address: at }, body })
const text = JSON.stringify(abi)

test('what is no ABI, or would pass for one of the platform’s contracts, is refused beside its field', async () => {
  const faults = [
    ['not JSON', 'json'],
    ['{"name":"Thermometer"}', 'abi'],
    ['[]', 'abi'],
    ['[{"type":"constructor","inputs":[]}]', 'abi'],
    ['[{"type":"function","name":"measure","inputs":[{"type":"uint257"}],"outputs":[]}]', 'abi'],
    ['[{"type":"event","name":"Measured"}]', 'abi'],
    ['[7]', 'abi'],
    [`[${Array.from({ length: 1001 }, () => '{"type":"fallback"}').join(',')}]`, 'length'],
  ] as const
  for (const [given, rule] of faults) {
    const problem = await problemOf(register('north', { name: 'Thermometer', abi: given }))
    expect(problem.errors, given).toMatchObject([{ field: '/abi', rule }])
  }
  const named = await problemOf(register('north', { name: 'Inventory', abi: text }))
  expect(named.errors).toMatchObject([{ field: '/name', rule: 'own' }])
  const own = world.server.ledger.addresses.inventory.toLowerCase()
  const taken = await problemOf(register('north', { name: 'Thermometer', abi: text }, own as Hex))
  expect(taken.errors).toMatchObject([{ rule: 'own' }])
  const nothing = await problemOf(register('north', { name: 'Thermometer', abi: text }, `0x${'aa'.repeat(20)}`))
  expect(nothing.errors).toMatchObject([{ field: 'path.address', rule: 'noContract' }])
  expect(
    await problemOf(world.as('north').chain.registerAbi({ params: { address }, body: { name: 'T', abi: text } })),
  ).toMatchObject({ code: 'Forbidden' })
})

test('a transaction and its events are told in the contract’s own words to whoever has registered it', async () => {
  const north = world.as('north')
  const before = await north.chain.transaction({ params: { hash: measuring } })
  expect(before).not.toHaveProperty('foreign')
  expect(before.events).toMatchObject([{ address, hidden: true }])

  const registered = await register('north', { name: 'Thermometer', abi: text })
  expect(registered).toMatchObject({
    address,
    own: true,
    functions: ['measure(uint256)'],
    events: ['Measured(uint256)'],
  })
  const after = await north.chain.transaction({ params: { hash: measuring } })
  expect(after.foreign).toEqual({ name: 'Thermometer', method: 'measure', args: { tenths: '51' } })
  expect(after.events).toMatchObject([
    { address, foreign: 'Thermometer', event: 'Measured', args: { tenths: '51' }, hidden: false },
  ])
  const { items, next } = await north.chain.foreignEvents({ params: { address } })
  expect(items).toMatchObject([{ txHash: measuring, event: 'Measured', args: { tenths: '51' } }])
  expect(next).toBeUndefined()
  const [{ block = 0 } = {}] = items
  expect((await north.chain.foreignEvents({ params: { address }, query: { toBlock: block - 1 } })).items).toEqual([])
})

test('what one institution says of a contract is not told to another, but for the regulator’s', async () => {
  const south = world.as('south')
  expect((await south.chain.abis({})).items).toEqual([])
  expect(await south.chain.transaction({ params: { hash: measuring } })).not.toHaveProperty('foreign')
  expect(await problemOf(south.chain.foreignEvents({ params: { address } }))).toMatchObject({ code: 'NotFound' })

  await register('regulator', { name: 'Cold chain', abi: JSON.stringify({ abi, contractName: 'Thermometer' }) })
  expect((await south.chain.abis({})).items).toMatchObject([{ name: 'Cold chain', own: false }])
  expect((await south.chain.transaction({ params: { hash: measuring } })).foreign?.name).toBe('Cold chain')
  // One's own comes first.
  expect((await world.as('north').chain.abis({})).items).toMatchObject([{ name: 'Thermometer', own: true }])

  await world.as('north', 'admin').chain.removeAbi({ params: { address } })
  expect((await world.as('north').chain.abis({})).items).toMatchObject([{ name: 'Cold chain', own: false }])
  const again = world.as('north', 'admin').chain.removeAbi({ params: { address } })
  expect(await problemOf(again)).toMatchObject({ code: 'NotFound' })
})

test('an ABI that does not fit tells nothing, and breaks nothing', async () => {
  const other = JSON.stringify(parseAbi(['function weigh(address what)', 'event Weighed(address indexed what)']))
  await register('south', { name: 'Scales', abi: other })
  const read = await world.as('south').chain.transaction({ params: { hash: measuring } })
  expect(read.foreign).toEqual({ name: 'Scales' })
  expect(read.events).toMatchObject([{ address, foreign: 'Scales' }])
  expect(read.events[0]).not.toHaveProperty('event')
})
