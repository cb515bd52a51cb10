import { type Address, type Hash, type Hex, hexToBigInt } from 'viem'
import { readGoverningCommittee } from '../governing.ts'
import type { ConsensusStatus, NativeRpc, SyncStatus, Web3Rpc } from '../rpc/index.ts'
import { readSetting } from '../setting.ts'
import { type Committee, readContractAuth } from '../system/index.ts'
import { type Web3Request, web3Reader } from '../web3.ts'
import { type Asked, asked, notAsked } from './asked.ts'
import { measureLogSpan } from './log-span.ts'
import {
  askNative,
  askWeb3,
  isFiscoBcos,
  mainOf,
  type NativeIdentity,
  type Told,
  type Way,
  type Web3Identity,
} from './nodes.ts'

/** What is asked of. */
export interface Patient {
  /** Each RPC that was named, best first. All are asked who they are, and the first that is right is asked the rest. */
  readonly web3: readonly Way<Web3Rpc>[]
  readonly native: readonly Way<NativeRpc>[]
  /** Accounts that are to send, such as lanes. */
  readonly senders: readonly Address[]
  /** What is known of the chain from before. */
  readonly expected?: { readonly chainId: number; readonly genesisHash?: Hash }
  /** The platform's contracts by name, where they are deployed. */
  readonly contracts?: Readonly<Record<string, Address>>
}

/** Configuration that the platform depends on. */
const configKeys = [
  'compatibility_version',
  'web3_chain_id',
  'feature_balance',
  'feature_balance_precompiled',
  'feature_evm_timestamp',
  'feature_raw_address',
  'executor_version',
  'tx_gas_price',
  'tx_gas_limit',
] as const
type ConfigKey = (typeof configKeys)[number]

/** A block and its time, which is that of the node that made it. */
export interface BlockFact {
  readonly number: bigint
  readonly timestampMs: bigint
}

/** One contract of the platform, as the chain has it. */
export interface ContractFact {
  readonly name: string
  readonly hasCode: boolean
  /** Undefined where authority is not checked, or was not when it was deployed. */
  readonly admin?: Address
  readonly isAvailable: boolean
}

/** What could be found out about a chain, piece by piece: one that fails leaves the others as they are. */
export interface ChainFacts {
  readonly web3: readonly Told<Web3Identity>[]
  readonly native: readonly Told<NativeIdentity>[]
  readonly expected: Patient['expected']
  /** By key; undefined for one that was never set. */
  readonly config: Asked<Readonly<Record<ConfigKey, string | undefined>>>
  readonly consensus: Asked<ConsensusStatus>
  readonly sync: Asked<SyncStatus>
  /** When the asking began, by this machine's clock, and the newest block then. */
  readonly askedAtMs: number
  readonly head: Asked<BlockFact>
  /** The newest block when all else had been asked. */
  readonly newest: Asked<BlockFact>
  /** Undefined where authority is not checked. */
  readonly committee: Asked<Committee | undefined>
  /** Blocks that one question for logs looks at; undefined where the chain has too little to measure it by. */
  readonly logBlocks: Asked<number | undefined>
  readonly senders: Asked<readonly { readonly account: Address; readonly balance: bigint }[]>
  /** Undefined where they are not deployed. */
  readonly contracts: Asked<readonly ContractFact[] | undefined>
}

/** Asks a chain everything that the examination looks at. Changes nothing. */
export async function gatherFacts(patient: Patient): Promise<ChainFacts> {
  const { senders, contracts } = patient
  const [web3, native] = await Promise.all([askWeb3(patient.web3), askNative(patient.native)])
  const ofWeb3 = asker('web3', patient.web3, mainOf(web3, isFiscoBcos))
  const ofNative = asker('native', patient.native, mainOf(native))
  const ofBoth = async <Value>(ask: (native: NativeRpc, web3: Web3Rpc) => Promise<Value>): Promise<Asked<Value>> => {
    const both = await ofWeb3((web3Rpc) => ofNative((nativeRpc) => ask(nativeRpc, web3Rpc)))
    return both.ok ? both.value : both
  }

  const askedAtMs = Date.now()
  const head = await ofNative(readHead)
  const config = await ofNative(readConfig)
  const consensus = await ofNative((rpc) => rpc.getConsensusStatus())
  const sync = await ofNative((rpc) => rpc.getSyncStatus())
  const committee = await ofBoth((rpc, { request }) => readGoverningCommittee(rpc, web3Reader(request)))
  const isGoverned = committee.ok && committee.value !== undefined
  const deployed = await ofBoth(
    async (rpc, { request }) => contracts && readContracts(rpc, request, contracts, isGoverned),
  )
  const logBlocks = await ofWeb3(({ request }) => measureLogSpan(request))
  const balances = await ofWeb3(({ request }) => readBalances(request, senders))
  const newest = await ofNative(readHead)
  const { expected } = patient
  const settings = { config, committee, contracts: deployed, senders: balances }
  return { web3, native, expected, askedAtMs, head, newest, consensus, sync, logBlocks, ...settings }
}

/** Asks the RPC that is to be asked the rest, unless it has shown itself to be no such RPC. */
function asker<Rpc>(side: 'web3' | 'native', ways: readonly Way<Rpc>[], main: Told<unknown> | undefined) {
  const way = ways.find(({ url }) => url === main?.url)
  return async <Value>(ask: (rpc: Rpc) => Promise<Value>): Promise<Asked<Value>> =>
    way && main?.told.ok ? asked(side, () => ask(way.rpc)) : notAsked(side)
}

async function readHead(rpc: NativeRpc): Promise<BlockFact> {
  const { number, timestamp } = await rpc.getHeader(await rpc.getBlockNumber())
  return { number, timestampMs: timestamp }
}

async function readConfig(rpc: NativeRpc): Promise<Readonly<Record<ConfigKey, string | undefined>>> {
  const found: [ConfigKey, string | undefined][] = []
  for (const key of configKeys) found.push([key, await readSetting(rpc, key)])
  return Object.fromEntries(found) as Record<ConfigKey, string | undefined>
}

async function readBalances(web3: Web3Request, accounts: readonly Address[]) {
  const found: { account: Address; balance: bigint }[] = []
  for (const account of accounts) {
    const balance = await web3('eth_getBalance', [account, 'latest'])
    found.push({ account, balance: hexToBigInt(balance as Hex) })
  }
  return found
}

/** Who administers a contract is known to the engine where it checks authority, and it is not asked elsewhere. */
async function readContracts(
  rpc: NativeRpc,
  web3: Web3Request,
  contracts: Readonly<Record<string, Address>>,
  isGoverned: boolean,
): Promise<readonly ContractFact[]> {
  const found: ContractFact[] = []
  for (const [name, address] of Object.entries(contracts)) {
    const hasCode = (await web3('eth_getCode', [address, 'latest'])) !== '0x'
    const auth = isGoverned ? await readContractAuth(rpc.call, address) : { isAvailable: true }
    found.push({ name, hasCode, ...auth })
  }
  return found
}
