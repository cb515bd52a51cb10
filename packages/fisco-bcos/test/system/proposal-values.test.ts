import { type Address, type Hex, isHex } from 'viem'
import { expect, test } from 'vitest'
import { type Committee, type Proposal, readProposalValues, type StorageReader } from '../../src/index.ts'
import { proposalStorage } from '../support/proposal-storage.ts'

const someAddress = (number: number): Address => `0x${number.toString(16).padStart(40, '0')}`
const none: Hex = `0x${'00'.repeat(32)}`
const holding =
  (values: Readonly<Record<Hex, Hex>>): StorageReader =>
  async (_, slot) =>
    values[slot] ?? none

const committee: Committee = {
  address: someAddress(10),
  proposals: someAddress(11),
  participatesRate: 0,
  winRate: 0,
  governors: [],
}
const proposal = (id: bigint, type: Proposal['type'], resource: Proposal['resource']): Proposal => ({
  id,
  type,
  resource,
  proposer: someAddress(1),
  lastBlock: 100n,
  status: 'open',
  agreed: [],
  against: [],
})
const setting = proposal(3n, 'set_sys_config', someAddress(0x1000))
const read = (given: Proposal, values: Readonly<Record<Hex, Hex>> = proposalStorage) =>
  readProposalValues(holding(values), committee, given)
const nothing = { numbers: [], texts: [], weight: 0, accounts: [], flag: false }

test('what each kind of proposal would set is read from the storage of the committee', async () => {
  expect(await read(proposal(1n, 'update_governor', someAddress(20)))).toEqual({
    ...nothing,
    weight: 7,
    accounts: [someAddress(20)],
    flag: true,
  })
  expect(await read(proposal(2n, 'set_rate', someAddress(0x10001)))).toEqual({ ...nothing, numbers: [60, 51] })
  expect(await read(setting)).toEqual({ ...nothing, texts: ['tx_count_limit', '1500'] })
  const node = 'b49ae192'.repeat(16)
  expect(await read(proposal(4n, 'set_consensus_weight', someAddress(0x1003)))).toEqual({
    ...nothing,
    texts: [node],
    weight: 3,
    flag: true,
  })
})

test('storage that does not fit what is known of the proposal tells nothing', async () => {
  expect(await read({ ...setting, id: 5n })).toBeUndefined()
  expect(await read({ ...setting, type: 'remove_node' })).toBeUndefined()
  expect(await read({ ...setting, resource: someAddress(0x1003) })).toBeUndefined()
  expect(await read({ ...setting, type: 'unknown' })).toBeUndefined()
  expect(await readProposalValues(holding(proposalStorage), { ...committee, address: someAddress(9) }, setting)).toBe(
    undefined,
  )
})

test('a length that no proposal has is not believed', async () => {
  const huge: Hex = `0x${'ff'.repeat(32)}`
  const changed = Object.keys(proposalStorage).flatMap((slot) =>
    isHex(slot) ? [{ ...proposalStorage, [slot]: huge }] : [],
  )
  const right = { ...nothing, texts: ['tx_count_limit', '1500'] }
  const found = await Promise.all(changed.map((values) => read(setting, values)))
  // Slots of other proposals change nothing; of this one the members, its head, and the length and both texts.
  expect(found.filter((values) => JSON.stringify(values) !== JSON.stringify(right))).toEqual(Array(5).fill(undefined))
})
