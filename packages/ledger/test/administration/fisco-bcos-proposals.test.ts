import { systemContracts } from '@theriac/fisco-bcos'
import { concat, encodeAbiParameters, type Hex, hexToBigInt, keccak256, numberToHex } from 'viem'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Administration } from '../../src/index.ts'
import { bob, type Committee, eve, members, openCommittee } from './committee.ts'
import { number } from './support.ts'

let t: Committee
beforeEach(async () => {
  t = await openCommittee()
})
afterEach(() => t.close())

const refusalText = (text: string): Hex => `0x08c379a0${encodeAbiParameters([{ type: 'string' }], [text]).slice(2)}`

const page = async (from: Administration, count = 10, before?: number) => {
  const told = await from.proposals(count, before)
  if (!told.supported) throw new TypeError(told.why)
  return told.value
}

describe('proposals', () => {
  test('are told newest first, with the time that is left and who may vote', async () => {
    const { height, items } = await page(t.administration)
    expect(height).toBe(100)
    expect(items.map(({ id, subject, state, ballot, revocable }) => [id, subject, state, ballot, revocable])).toEqual([
      [4, 'set_deploy_auth_type', 'open', 'voted', true],
      [3, 'set_rate', 'open', 'may', false],
      // The engine has it open still.
      [2, 'set_sys_config', 'expired', 'expired', false],
      [1, 'update_governor', 'passed', 'closed', false],
    ])
    expect(items[1]).toMatchObject({
      lastBlock: 460,
      blocksLeft: 360,
      secondsLeft: 3_600,
      proposer: bob,
      resource: eve,
    })
    expect(items[2]).toMatchObject({ blocksLeft: 0 })
    expect(items[2]).not.toHaveProperty('secondsLeft')
  })

  test('tell what they would set, where the contract keeps it as is known', async () => {
    const word = (value: bigint) => numberToHex(value, { size: 32 })
    const entry = hexToBigInt(keccak256(concat([word(3n), word(2n)])))
    const [head, numbers] = [entry, entry + 1n]
    t.world.storage = {
      [word(0n)]: word(hexToBigInt(members)),
      [word(head)]: word((hexToBigInt(eve) << 8n) | 12n),
      [word(numbers)]: word(2n),
      [keccak256(word(numbers))]: word((51n << 8n) | 60n),
    }
    const { items } = await page(t.administration)
    expect(items.map(({ values }) => values)).toEqual([
      undefined,
      { participatesRate: 60, winRate: 51 },
      undefined,
      undefined,
    ])
  })

  test('come page by page', async () => {
    const newest = await page(t.administration, 3)
    expect([newest.items.map(({ id }) => id), newest.next]).toEqual([[4, 3, 2], 2])
    const last = await page(t.administration, 3, newest.next)
    expect(last.items.map(({ id }) => id)).toEqual([1])
    expect(last).not.toHaveProperty('next')
  })

  test('of a chain without any are none', async () => {
    t.world.proposals = []
    expect(await page(t.administration)).toEqual({ height: 100, items: [] })
  })

  test('say why nobody here votes', async () => {
    expect((await page(t.onlooker)).items[1]?.ballot).toBe('no_key')
    t.world.governors = [bob]
    expect((await page(t.administration)).items[1]?.ballot).toBe('not_governor')
  })

  test('are voted on, and carried out by the vote that was lacking', async () => {
    expect(await t.administration.vote(3, false)).toEqual({ supported: true, value: { state: 'counted' } })
    t.world.receipt.carriedOut = 0n
    expect(await t.administration.vote(3, true)).toEqual({ supported: true, value: { state: 'made' } })
    expect(t.world.sent.map(({ functionName, args }) => [functionName, args])).toEqual([
      ['voteProposal', [3n, false]],
      ['voteProposal', [3n, true]],
    ])
  })

  test.each([
    [1, 'ProposalClosed'],
    [2, 'ProposalExpired'],
    [4, 'AlreadyVoted'],
    [5, 'ProposalMissing'],
  ])('number %i cannot be voted on: %s, and nothing is sent', async (id, code) => {
    const words = { en: expect.any(String), zh: expect.any(String) }
    expect(await t.administration.vote(id, true)).toEqual({ supported: true, value: { state: 'refused', code, words } })
    expect(t.world.sent).toEqual([])
  })

  test('a change that the vote carried and the engine refused is told as refused', async () => {
    t.world.receipt.carriedOut = -51_300n
    expect(await t.administration.vote(3, true)).toMatchObject({
      value: { state: 'refused', code: 'ConfigValueInvalid', words: { zh: '系统配置值无效' } },
    })
  })

  test('are taken back by who made them alone', async () => {
    expect(await t.administration.revoke(4)).toEqual({ supported: true, value: { state: 'made' } })
    expect(await t.administration.revoke(3)).toMatchObject({ value: { state: 'refused', code: 'NotProposer' } })
    expect(t.world.sent.map(({ functionName, args }) => [functionName, args])).toEqual([['revokeProposal', [4n]]])
  })
})

describe('proposing', () => {
  test.each([
    [{ kind: 'governor', account: eve, weight: 2 }, 'createUpdateGovernorProposal', [eve, 2, 10_000n]],
    [{ kind: 'rates', participatesRate: 60, winRate: 51 }, 'createSetRateProposal', [60, 51, 10_000n]],
    [{ kind: 'deployment', rule: 'not_listed' }, 'createSetDeployAuthTypeProposal', [2, 10_000n]],
    [{ kind: 'deployer', account: eve, may: true }, 'createModifyDeployAuthProposal', [eve, true, 10_000n]],
  ] as const)('%j is handed to the committee', async (act, functionName, args) => {
    t.world.receipt.output = number(5n)
    expect(await t.administration.propose(act)).toEqual({
      supported: true,
      value: { state: 'proposed', proposal: '5' },
    })
    expect(t.world.sent).toMatchObject([{ to: systemContracts.committee.address, functionName, args }])
  })

  test('one vote that is enough makes the change', async () => {
    t.world.receipt = { status: 0, output: number(5n), carriedOut: 0n }
    const rates = { kind: 'rates', participatesRate: 60, winRate: 51 } as const
    expect(await t.administration.propose(rates)).toEqual({ supported: true, value: { state: 'made' } })
  })

  test('what the committee refuses is told in its words', async () => {
    t.world.receipt = { status: 16, output: refusalText('Current proposal not end') }
    expect(await t.administration.propose({ kind: 'deployer', account: eve, may: true })).toEqual({
      supported: true,
      value: {
        state: 'refused',
        code: 'ProposalOpen',
        words: { en: 'there is an open proposal about the same', zh: '同一事项已有未结束的提案' },
      },
    })
  })
})
