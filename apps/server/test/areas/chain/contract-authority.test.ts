import { afterAll, beforeAll, expect, test } from 'vitest'
import { problemOf } from '../../support/problem-of.ts'
import { openWorld, type World } from '../../support/world.ts'

let world: World

beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

const account = `0x${'ab'.repeat(20)}` as const
const params = { name: 'records' } as const

test('the embedded chain has no authority of its own over contracts, and says why', async () => {
  const { authority, known } = await world.as('rhine', 'auditor').chain.contractAuthority({ params })
  expect(authority).toEqual({ supported: false, why: 'one_sealer' })
  const lanes = world.server.carrier.status().lanes.map(({ address }) => address.toLowerCase())
  expect(known.filter(({ kind }) => kind === 'lane').map((one) => one.account)).toEqual(lanes)
  const { address } = await world.as('rhine').chain.contract({ params: { name: 'acts' } })
  expect(known.at(-1)).toEqual({ kind: 'entry', account: address })
})

test('what needs it is refused there with why, and to all but the regulator', async () => {
  const { chain } = world.as('regulator')
  const rule = { method: 'write', rule: 'listed' as const, accounts: [account] }
  const acts = [
    chain.setMethodRule({ params, body: rule }),
    chain.setMethodRule({ params, body: { ...rule, method: 'voidRecord(bytes32,uint32,string)' } }),
    chain.setContractState({ params, body: { state: 'frozen' } }),
    chain.proposeContractAdmin({ params, body: { account } }),
  ]
  for (const { reason } of await Promise.all(acts.map(problemOf)))
    expect(reason).toEqual({ name: 'EngineCannot', args: { why: 'one_sealer' } })
  const north = world.as('north', 'admin').chain
  expect((await problemOf(north.setMethodRule({ params, body: rule }))).code).toBe('Forbidden')
  expect((await problemOf(north.setContractState({ params, body: { state: 'frozen' } }))).code).toBe('Forbidden')
})

test('a rule is for a function that there is, and lists accounts where it is for some', async () => {
  const { chain } = world.as('regulator')
  const faults = async (body: Parameters<typeof chain.setMethodRule>[0]['body']) =>
    (await problemOf(chain.setMethodRule({ params, body }))).errors?.map(({ field, rule }) => [field, rule])
  expect(await faults({ method: 'none', rule: 'everybody' })).toEqual([['/method', 'method']])
  // It only reads.
  expect(await faults({ method: 'recordOf', rule: 'everybody' })).toEqual([['/method', 'method']])
  expect(await faults({ method: 'write', rule: 'listed' })).toEqual([['/accounts', 'required']])
  expect(await faults({ method: 'write', rule: 'everybody', accounts: [account] })).toEqual([['/accounts', 'beside']])
})
