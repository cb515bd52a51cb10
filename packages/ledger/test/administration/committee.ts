import { committeeMembersAbi, proposalsAbi, systemContracts } from '@theriac/fisco-bcos'
import type { StandIn } from '@theriac/fisco-bcos/testing'
import { type Abi, type Address, type Hex, numberToHex, toEventSelector } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { type Administration, createFiscoBcosAdministration } from '../../src/index.ts'
import { endpointOver, number, openNode, rpcOf, someAddress, zero } from './support.ts'

export const signer = privateKeyToAccount(generatePrivateKey())
export const members = someAddress(0x10)
const manager = someAddress(0x11)
export const bob = someAddress(0x12)
export const eve = someAddress(0x13)

interface Stored {
  readonly resourceId: Address
  readonly proposer: Address
  readonly proposalType: number
  readonly blockNumberInterval: bigint
  readonly status: number
  readonly agreeVoters: readonly Address[]
  readonly againstVoters: readonly Address[]
}
const stored = (proposalType: number, lastBlock: bigint, more: Partial<Stored> = {}): Stored => ({
  resourceId: eve,
  proposer: bob,
  proposalType,
  blockNumberInterval: lastBlock,
  status: 1,
  agreeVoters: [bob],
  againstVoters: [],
  ...more,
})

/** A chain of 100 blocks with authority checking, and what was sent to it. */
interface World {
  hasCommittee: boolean
  governors: readonly Address[]
  proposals: readonly Stored[]
  config: Readonly<Record<string, string>>
  version: string
  deployType: bigint
  accountStatus: number
  /** Of the committee's contract, by slot. */
  storage: Readonly<Record<string, Hex>>
  receipt: { status: number; output: Hex; carriedOut?: bigint }
  sent: { readonly to: string; readonly functionName: string; readonly args: readonly unknown[] | undefined }[]
}
const first = (): World => ({
  hasCommittee: true,
  governors: [signer.address, bob],
  proposals: [
    stored(11, 5_000n, { status: 2 }),
    stored(41, 90n),
    stored(12, 460n),
    stored(21, 200n, { proposer: signer.address, agreeVoters: [signer.address] }),
  ],
  config: { tx_count_limit: '1000', feature_balance: '1' },
  version: '3.16.4',
  deployType: 1n,
  accountStatus: 1,
  storage: {},
  receipt: { status: 0, output: number(0n) },
  sent: [],
})

/** The committee by itself, and what may be seen and done by whoever has its key and by others. */
export interface Committee {
  readonly world: World
  readonly administration: Administration
  readonly onlooker: Administration
  /** Compares the node with a further one. */
  readonly compare: (other: StandIn) => ReturnType<Administration['drift']>
  /** Opens a further node, with settings and a version of its own. */
  readonly openOther: (own?: Pick<World, 'config' | 'version'>) => Promise<StandIn>
  readonly close: () => Promise<unknown>
}

/** Opens a node of a chain whose authority a committee settles. */
export async function openCommittee(): Promise<Committee> {
  const world = first()
  const open = (own: Pick<World, 'config' | 'version'> = world) =>
    openNode(
      () => ({ height: 100, version: own.version, configOf: (key) => own.config[key] }),
      (sent) => {
        world.sent.push(sent)
        const { carriedOut, ...receipt } = world.receipt
        return carriedOut === undefined ? receipt : { ...receipt, logEntries: [carriedOutLog(carriedOut)] }
      },
    )
  const endpoint = endpointOver(
    { [members]: committeeMembersAbi as Abi, [manager]: proposalsAbi as Abi },
    {
      _committee: () => (world.hasCommittee ? members : zero),
      _proposalMgr: () => manager,
      getCommitteeInfo: () => [50, 60, world.governors, world.governors.map((_, i) => i + 1)],
      _proposalCount: () => BigInt(world.proposals.length),
      getProposalInfoList: ([from, to]) => world.proposals.slice(Number(from) - 1, Number(to)),
      deployType: () => world.deployType,
      hasDeployAuth: () => false,
      getAccountStatus: () => world.accountStatus,
    },
    (method, [, slot]) =>
      method === 'eth_getStorageAt' ? (world.storage[String(slot)] ?? numberToHex(0, { size: 32 })) : undefined,
  )
  const node = await open()
  const others: StandIn[] = []
  const rpc = rpcOf(node)
  return {
    world,
    administration: createFiscoBcosAdministration({ endpoint, rpc, signer }),
    onlooker: createFiscoBcosAdministration({ endpoint, rpc }),
    compare: (other) => createFiscoBcosAdministration({ endpoint, rpc, ownNodes: [rpc, rpcOf(other)] }).drift(),
    async openOther(own) {
      const other = await open(own)
      others.push(other)
      return other
    },
    close: () => Promise.all([node, ...others].map((one) => one.close())),
  }
}

const carriedOutLog = (result: bigint) => ({
  address: systemContracts.committee.address.slice(2),
  topics: [toEventSelector('execResult(int256)')],
  data: number(result),
})
