import { committeeMembersAbi } from '@theriac/fisco-bcos'
import type { StandIn } from '@theriac/fisco-bcos/testing'
import { type Abi, type Address, type Hex, toFunctionSelector } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Administration, createFiscoBcosAdministration, type MethodAuthority } from '../../src/index.ts'
import { endpointOver, number, openNode, rpcOf, someAddress, zero } from './support.ts'

const signer = privateKeyToAccount(generatePrivateKey())
const [members, contract, ann, bob, eve] = [0x10, 0x20, 0x31, 0x32, 0x33].map(someAddress) as [
  Address,
  Address,
  Address,
  Address,
  Address,
]
const [carry, other] = [toFunctionSelector('carry()'), toFunctionSelector('other()')]

type Entries = Map<string, boolean>

/** What the engine keeps of the contract: a kind for a method, and a list for each kind. */
interface World {
  hasCommittee: boolean
  admin: Address
  frozen: boolean
  types: Map<Hex, number>
  lists: Record<1 | 2, Map<Hex, Entries>>
  /** Reads that still tell the method as it was, as a node that is behind does. */
  staleReads: number
  /** The number of the transaction, from 1, that the engine refuses. */
  refusesAt?: number
  sent: [functionName: string, ...args: unknown[]][]
}
let world: World
let node: StandIn

const isListed = (type: number): type is 1 | 2 => type === 1 || type === 2
const bare = (account: unknown): string => String(account).toLowerCase().slice(2)

let stale: readonly [number, readonly string[], readonly string[]] = [0, [], []]
function methodAuth(selector: Hex): typeof stale {
  if (world.staleReads > 0 && world.sent.length > 0) {
    world.staleReads--
    return stale
  }
  const type = world.types.get(selector) ?? 0
  const entries = isListed(type) ? [...(world.lists[type].get(selector) ?? [])] : []
  const told = (isOpen: boolean) =>
    entries.filter(([, is]) => is === (isOpen === (type === 1))).map(([account]) => account)
  stale = [type, told(true), told(false)]
  return stale
}

/** Does what the engine does, and answers its number. */
function done(functionName: string, args: readonly unknown[]): bigint {
  if (world.sent.length === world.refusesAt) return -52_012n
  if (functionName.startsWith('create')) return 7n
  if (bare(world.admin) !== bare(signer.address)) return -50_000n
  const [, second, third] = args
  if (functionName === 'setContractStatus') world.frozen = second === true
  else if (functionName === 'setMethodAuthType') world.types.set(second as Hex, Number(third))
  else {
    const selector = second as Hex
    const type = world.types.get(selector) ?? 0
    if (!isListed(type)) return -51_003n
    const entries = world.lists[type].get(selector) ?? new Map()
    world.lists[type].set(selector, entries.set(bare(third), (functionName === 'closeMethodAuth') === (type === 2)))
  }
  return 0n
}

const endpoint = endpointOver(
  { [members]: committeeMembersAbi as Abi },
  {
    _committee: () => (world.hasCommittee ? members : zero),
    _proposalMgr: () => someAddress(0x11),
    getCommitteeInfo: () => [0, 0, [signer.address], [1]],
    getAdmin: () => world.admin,
    contractAvailable: () => !world.frozen,
    getMethodAuth: ([, selector]) => methodAuth(selector as Hex),
  },
)
let administration: Administration
let onlooker: Administration

beforeEach(async () => {
  world = {
    hasCommittee: true,
    admin: signer.address,
    frozen: false,
    types: new Map(),
    lists: { 1: new Map(), 2: new Map() },
    staleReads: 0,
    sent: [],
  }
  node = await openNode(
    () => ({ height: 100, configOf: () => (world.hasCommittee ? '1' : '0') }),
    ({ functionName, args = [] }) => {
      world.sent.push([functionName, ...args])
      return { output: number(done(functionName, args)) }
    },
  )
  const rpc = rpcOf(node)
  administration = createFiscoBcosAdministration({ endpoint, rpc, signer })
  onlooker = createFiscoBcosAdministration({ endpoint, rpc })
})
afterEach(() => node.close())

const made = { supported: true, value: { state: 'made' } }
const refused = (code: string) => ({ supported: true, value: { state: 'refused', code } })
const set = (rule: MethodAuthority['rule'], ...accounts: Address[]) =>
  administration.setMethodRule(contract, carry, { rule, accounts })
const told = async (selector = carry) => {
  const authority = await onlooker.contractAuthority(contract, [selector])
  if (!authority.supported) throw new TypeError(authority.why)
  const [method] = authority.value.methods
  return [method?.rule, ...(method?.accounts ?? [])]
}
const names = () => world.sent.map(([functionName]) => functionName)

test('a contract is told with its administrator, its state and each method', async () => {
  world.types.set(other, 1)
  world.lists[1].set(other, new Map([[bare(ann), true]]))
  expect(await administration.contractAuthority(contract, [carry, other])).toEqual({
    supported: true,
    value: {
      admin: signer.address,
      own: signer.address,
      state: 'available',
      methods: [
        { selector: carry, rule: 'everybody', accounts: [] },
        { selector: other, rule: 'listed', accounts: [ann] },
      ],
    },
  })
  world.admin = zero
  world.frozen = true
  const nobody = await onlooker.contractAuthority(contract, [])
  // Where there is no administrator there is no state that would be looked at.
  expect(nobody).toEqual({ supported: true, value: { state: 'available', methods: [] } })
})

describe('a method', () => {
  test('is opened to listed accounts alone: its kind first, then each account', async () => {
    expect(await set('listed', ann, bob)).toEqual(made)
    expect(world.sent).toEqual([
      ['setMethodAuthType', contract, carry, 1],
      ['openMethodAuth', contract, carry, ann],
      ['openMethodAuth', contract, carry, bob],
    ])
    expect(await told()).toEqual(['listed', ann, bob])
    expect(await told(other)).toEqual(['everybody'])
  })

  test('has the list that was given last, and no other; who is new enters before others are left out', async () => {
    await set('listed', ann)
    world.sent = []
    expect(await set('listed', bob)).toEqual(made)
    expect(names()).toEqual(['openMethodAuth', 'closeMethodAuth'])
    expect(await told()).toEqual(['listed', bob])
    world.sent = []
    expect(await set('listed', bob)).toEqual(made)
    expect(world.sent).toEqual([])
  })

  test('is shut to some, and open to everybody again, whatever earlier lists held', async () => {
    await set('not_listed', ann, eve)
    expect(await told()).toEqual(['not_listed', ann, eve])
    await set('listed', bob)
    expect(await told()).toEqual(['listed', bob])
    expect(await set('everybody')).toEqual(made)
    expect(await told()).toEqual(['everybody'])
    expect(world.sent.slice(-3)).toEqual([
      ['setMethodAuthType', contract, carry, 2],
      ['openMethodAuth', contract, carry, ann],
      ['openMethodAuth', contract, carry, eve],
    ])
  })

  test('that was never settled is open to everybody without anything being sent', async () => {
    expect(await set('everybody')).toEqual(made)
    expect(world.sent).toEqual([])
  })

  test('is never left with an empty list, nor with the kind that shuts out everybody', async () => {
    expect(await set('listed')).toMatchObject(refused('NobodyListed'))
    expect(await set('not_listed')).toMatchObject(refused('NobodyListed'))
    expect(world.sent).toEqual([])
    await set('listed', ann)
    await set('everybody')
    expect(world.sent.filter(([functionName, , , type]) => functionName === 'setMethodAuthType' && type === 0)).toEqual(
      [],
    )
  })

  test('is settled over a node that shows the new kind a moment later', async () => {
    await set('not_listed', ann)
    await told()
    world.sent = []
    world.staleReads = 2
    expect(await set('listed', bob)).toEqual(made)
    expect(await told()).toEqual(['listed', bob])
  })

  test('of which a step is refused after others were made says so', async () => {
    world.refusesAt = 3
    expect(await set('listed', ann, bob)).toMatchObject({
      value: {
        state: 'refused',
        code: 'MadeInPart',
        words: { en: expect.stringContaining('it is so already'), zh: expect.stringContaining('部分完成') },
      },
    })
    expect(await told()).toEqual(['listed', ann])
    world.sent = []
    world.refusesAt = 1
    expect(await set('not_listed', ann)).toMatchObject(refused('ValueUnchanged'))
  })
})

describe('a contract', () => {
  test('is frozen and thawed', async () => {
    expect(await administration.setContractState(contract, 'frozen')).toEqual(made)
    expect(await administration.setContractState(contract, 'frozen')).toEqual(made)
    expect(await onlooker.contractAuthority(contract, [])).toMatchObject({ value: { state: 'frozen' } })
    expect(await administration.setContractState(contract, 'available')).toEqual(made)
    expect(world.sent).toEqual([
      ['setContractStatus', contract, true],
      ['setContractStatus', contract, false],
    ])
  })

  test('of another administrator, or of none, is left as it is', async () => {
    const acts = () => [administration.setContractState(contract, 'frozen'), set('listed', ann)]
    world.admin = eve
    const notOurs = await Promise.all(acts())
    expect(notOurs).toMatchObject([refused('NotContractAdmin'), refused('NotContractAdmin')])
    world.admin = zero
    const nobodys = await Promise.all(acts())
    expect(nobodys).toMatchObject([refused('ContractAdminMissing'), refused('ContractAdminMissing')])
    expect(world.sent).toEqual([])
  })

  test('is given another administrator by the committee, unless it is so already', async () => {
    const propose = (account: Address) => administration.propose({ kind: 'contract_admin', contract, account })
    expect(await propose(eve)).toEqual({ supported: true, value: { state: 'proposed', proposal: '7' } })
    expect(world.sent).toEqual([['createResetAdminProposal', eve, contract, 10_000n]])
    expect(await propose(signer.address)).toMatchObject(refused('AdminAlready'))
    expect(world.sent).toHaveLength(1)
  })
})

test('without a key or a committee nothing is done, and it is said why', async () => {
  const acts = (by: Administration) => [
    by.setContractState(contract, 'frozen'),
    by.setMethodRule(contract, carry, { rule: 'listed', accounts: [ann] }),
  ]
  const noKey = { supported: false, why: 'no_key' }
  expect(await Promise.all(acts(onlooker))).toEqual([noKey, noKey])
  world.hasCommittee = false
  const none = { supported: false, why: 'no_committee' }
  expect(await Promise.all(acts(administration))).toEqual([none, none])
  expect(await onlooker.contractAuthority(contract, [carry])).toEqual(none)
  expect(world.sent).toEqual([])
})
