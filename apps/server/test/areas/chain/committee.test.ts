import { afterAll, beforeAll, expect, test } from 'vitest'
import { problemOf } from '../../support/problem-of.ts'
import { openWorld, type World } from '../../support/world.ts'

let world: World

beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

const account = `0x${'ab'.repeat(20)}` as const
const none = { supported: false, why: 'one_sealer' }

test('the embedded chain has no committee, no states of accounts and no nodes to compare, and says why', async () => {
  const { chain } = world.as('rhine', 'auditor')
  expect(await chain.permissions()).toEqual({ committee: none })
  expect(await chain.committeeProposals()).toEqual({ proposals: none })
  expect(await chain.configDrift()).toEqual({ drift: none })
  expect(await chain.engineAccount({ params: { account } })).toEqual({ account: none })
})

test('what needs a committee is refused there with why, and to all but the regulator', async () => {
  const { chain } = world.as('regulator')
  const params = { proposal: 1 }
  const acts = [
    chain.voteInCommittee({ params, body: { agree: true } }),
    chain.revokeInCommittee({ params }),
    chain.proposeGovernor({ params: { account }, body: { weight: 1 } }),
    chain.proposeRates({ body: { participatesRate: 50, winRate: 50 } }),
    chain.proposeDeployment({ body: { rule: 'listed' } }),
    chain.proposeDeployer({ params: { account }, body: { may: false } }),
    chain.setEngineAccount({ params: { account }, body: { state: 'frozen' } }),
    chain.setSystemConfig({ params: { key: 'tx_count_limit' }, body: { value: '1' } }),
  ]
  for (const { reason } of await Promise.all(acts.map(problemOf)))
    expect(reason).toEqual({ name: 'EngineCannot', args: { why: 'one_sealer' } })
  const north = world.as('north', 'admin').chain
  expect((await problemOf(north.proposeRates({ body: { participatesRate: 50, winRate: 50 } }))).code).toBe('Forbidden')
  expect((await problemOf(chain.proposeRates({ body: { participatesRate: 101, winRate: 50 } }))).code).toBe('Invalid')
})
