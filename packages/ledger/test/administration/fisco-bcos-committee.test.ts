import type { StandIn } from '@theriac/fisco-bcos/testing'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Administration } from '../../src/index.ts'
import { type Committee, eve, openCommittee, signer } from './committee.ts'
import { idOf, number } from './support.ts'

let t: Committee
beforeEach(async () => {
  t = await openCommittee()
})
afterEach(() => t.close())

test('a kind of authority that is not known is an answer that cannot be used', async () => {
  t.world.deployType = 9n
  await expect(t.administration.committee()).rejects.toMatchObject({ code: 'EndpointUnavailable' })
  t.world.accountStatus = 9
  await expect(t.administration.account(eve)).rejects.toMatchObject({ code: 'EndpointUnavailable' })
})

describe('a setting', () => {
  test('is proposed where a committee decides, and set where none does', async () => {
    t.world.receipt.output = number(5n)
    const proposed = await t.administration.setConfiguration('tx_count_limit', '2000', false)
    expect(proposed).toEqual({ supported: true, value: { state: 'proposed', proposal: '5' } })
    t.world.hasCommittee = false
    t.world.receipt.output = number(0n)
    const made = await t.administration.setConfiguration('tx_count_limit', '2000', false)
    expect(made).toEqual({ supported: true, value: { state: 'made' } })
    expect(t.world.sent.map(({ functionName, args }) => [functionName, args])).toEqual([
      ['createSetSysConfigProposal', ['tx_count_limit', '2000', 10_000n]],
      ['setValueByKey', ['tx_count_limit', '2000']],
    ])
  })

  test('that can never be changed back is changed only where that is known', async () => {
    const refused = await t.administration.setConfiguration('feature_evm_cancun', '1', false)
    expect(refused).toMatchObject({ value: { state: 'refused', code: 'CannotBeUndone' } })
    expect(await t.administration.setConfiguration('auth_check_status', '1', false)).toEqual(refused)
    const genesis = await t.administration.setConfiguration('web3_chain_id', '7', true)
    expect(genesis).toMatchObject({ value: { state: 'refused', code: 'SettledByGenesis' } })
    expect(t.world.sent).toEqual([])
    await t.administration.setConfiguration('feature_evm_cancun', '1', true)
    expect(t.world.sent).toHaveLength(1)
  })

  test('that is so already is not set again', async () => {
    const made = await t.administration.setConfiguration('feature_balance', '1', false)
    expect(made).toEqual({ supported: true, value: { state: 'made' } })
    expect(t.world.sent).toEqual([])
  })
})

describe('nodes of one’s own', () => {
  const compare = async (other: StandIn) => {
    const told = await t.compare(other)
    if (!told.supported) throw new TypeError(told.why)
    return told.value
  }

  test('are told to differ by each key', async () => {
    const other = await t.openOther({ config: { tx_count_limit: '500' }, version: '3.16.3' })
    const { nodes: told, differences } = await compare(other)
    const node = { id: `0x${idOf(1)}`, height: 100 }
    expect(told).toEqual([
      { place: 1, version: '3.16.4', ...node },
      { place: 2, version: '3.16.3', ...node },
    ])
    expect(differences).toEqual([
      { key: 'feature_balance', values: [{ place: 1, value: '1' }, { place: 2 }] },
      {
        key: 'tx_count_limit',
        values: [
          { place: 1, value: '1000' },
          { place: 2, value: '500' },
        ],
      },
      {
        key: 'version',
        values: [
          { place: 1, value: '3.16.4' },
          { place: 2, value: '3.16.3' },
        ],
      },
    ])
  })

  test('that agree have no differences, and one that does not answer is told as such', async () => {
    const silent = await t.openOther()
    expect((await compare(silent)).differences).toEqual([])
    silent.fault = 'html'
    const { nodes: told, differences } = await compare(silent)
    expect(told).toMatchObject([{ place: 1 }, { place: 2, fault: expect.any(String) }])
    expect(differences).toEqual([])
  })
})

describe('an account', () => {
  test('is told with its state, and frozen', async () => {
    expect(await t.onlooker.account(eve)).toEqual({ supported: true, value: { state: 'frozen', mayDeploy: false } })
    expect(await t.administration.setAccount(eve, 'normal', false)).toEqual({
      supported: true,
      value: { state: 'made' },
    })
    expect(t.world.sent).toMatchObject([{ functionName: 'setAccountStatus', args: [eve, 0] }])
  })

  test('is abolished only where it is known that this is for good', async () => {
    const refused = await t.administration.setAccount(eve, 'abolished', false)
    expect(refused).toMatchObject({ value: { state: 'refused', code: 'CannotBeUndone' } })
    expect(t.world.sent).toEqual([])
    await t.administration.setAccount(eve, 'abolished', true)
    expect(t.world.sent).toMatchObject([{ functionName: 'setAccountStatus', args: [eve, 2] }])
  })

  test('of who has no authority is left as it is', async () => {
    t.world.receipt.output = number(-50_000n)
    expect(await t.administration.setAccount(eve, 'frozen', false)).toMatchObject({
      value: { state: 'refused', code: 'NoAuthority', words: { zh: '账户无权执行该操作' } },
    })
  })
})

test('the committee is told with who may make contracts and this server’s account', async () => {
  const own = { governors: [{ weight: 1 }, { weight: 2 }], deployment: 'listed', own: signer.address }
  expect(await t.administration.committee()).toMatchObject({ supported: true, value: own })
  expect(await t.onlooker.committee()).not.toHaveProperty('value.own')
})

test('without a key or a committee nothing is done, and it is said why', async () => {
  const acts = (by: Administration) => [
    by.vote(3, true),
    by.revoke(4),
    by.propose({ kind: 'deployment', rule: 'listed' }),
    by.setAccount(eve, 'frozen', false),
  ]
  const noKey = { supported: false, why: 'no_key' }
  expect(await Promise.all(acts(t.onlooker))).toEqual([noKey, noKey, noKey, noKey])
  expect(await t.onlooker.setConfiguration('tx_count_limit', '1', false)).toEqual(noKey)
  t.world.hasCommittee = false
  const none = { supported: false, why: 'no_committee' }
  expect(await Promise.all(acts(t.administration))).toEqual([none, none, none, none])
  expect(await t.administration.proposals(10)).toEqual(none)
  expect(await t.administration.account(eve)).toEqual(none)
  expect(t.world.sent).toEqual([])
})
