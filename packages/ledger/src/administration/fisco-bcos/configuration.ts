import { type NativeRpc, readGoverningCommittee, readSetting, systemCall } from '@theriac/fisco-bcos'
import type { EngineChange, EngineRefusal } from '../committee-types.ts'
import type { ConfigEntry } from '../types.ts'
import { type ActParts, change, votingBlocks } from './act.ts'
import { needsForever } from './forever.ts'

/** Settings that the engine's configuration contract keeps for every group. */
const keys = [
  'auth_check_status',
  'compatibility_version',
  'consensus_leader_period',
  'executor_version',
  'tx_count_limit',
  'tx_gas_limit',
  'tx_gas_price',
  'web3_chain_id',
] as const

/** Switches that this platform depends on. Every other one is told too where a node names it. */
const features = ['feature_balance', 'feature_balance_precompiled', 'feature_evm_cancun', 'feature_evm_timestamp']

/** What was settled when the chain was made: the engine takes no other value for it. */
const ofGenesis: ReadonlySet<string> = new Set(['executor_version', 'web3_chain_id'])

/**
 * A switch that is on stays on, and a version is only raised. Authority that is checked is the committee's to settle from then
 * on; that it could be switched off again is written nowhere.
 */
const isIrreversible = (key: string): boolean =>
  /^(feature|bugfix)_|^(auth_check_status|compatibility_version)$/.test(key)

/** The settings of the group, in order of their keys; what was never set is left out. */
export async function readConfiguration(rpc: NativeRpc): Promise<ConfigEntry[]> {
  const { nodeList } = await rpc.getGroupInfo()
  const named = nodeList.flatMap(({ featureKeys }) => featureKeys ?? [])
  const wanted = [...new Set([...keys, ...features, ...named])].sort()
  const entries = await Promise.all(wanted.map((key) => entryOf(rpc, key)))
  return entries.flatMap((entry) => entry ?? [])
}

async function entryOf(rpc: NativeRpc, key: string): Promise<ConfigEntry | undefined> {
  const value = await readSetting(rpc, key)
  if (value === undefined) return undefined
  const settledBy = ofGenesis.has(key) ? 'genesis' : 'vote'
  return { key, value, settledBy, irreversible: isIrreversible(key) || settledBy === 'genesis' }
}

/** Changes a setting: through the configuration contract, or by a proposal where a committee decides. */
export async function setConfiguration(
  parts: ActParts,
  { key, value, forever }: { readonly key: string; readonly value: string; readonly forever: boolean },
): Promise<EngineChange> {
  if (ofGenesis.has(key)) return settledByGenesis
  const [current, committee] = await Promise.all([entryOf(parts.rpc, key), readGoverningCommittee(parts.rpc)])
  if (current?.value === value) return { state: 'made' }
  if (isIrreversible(key) && !forever) return needsForever
  const call = committee
    ? systemCall('committee', 'createSetSysConfigProposal', [key, value, votingBlocks])
    : systemCall('systemConfig', 'setValueByKey', [key, value])
  return change(parts, call)
}

const settledByGenesis: EngineRefusal = {
  state: 'refused',
  code: 'SettledByGenesis',
  words: { en: 'this was settled with the first block', zh: '该配置项已由创世区块确定，不能变更' },
}
