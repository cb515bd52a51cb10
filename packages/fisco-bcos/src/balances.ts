import { type Address, type Hex, hexToBigInt } from 'viem'
import type { NativeSigner } from './codec/index.ts'
import { FiscoError } from './errors.ts'
import { readGoverningCommittee } from './governing.ts'
import type { NativeRpc } from './rpc/index.ts'
import { sendNativeTransaction } from './send.ts'
import { readSetting } from './setting.ts'
import { readSystem, type SystemCall, systemCall, systemOutcome } from './system/index.ts'
import { type Web3Request, web3Reader } from './web3.ts'

/** A chain whose state is changed by the engine's own transactions. */
export interface Governed {
  readonly rpc: NativeRpc
  /** Reads go over Web3, whose answers are known from a real chain. */
  readonly web3: Web3Request
  /** Signs natively, which needs no balance. Where authority is checked it must be of the committee, and its vote enough. */
  readonly governor: NativeSigner
}

/** Switches that senders' balances need, in this order: the second needs the first. */
export const balanceFeatures = ['feature_balance', 'feature_balance_precompiled'] as const
/** The switch by which contracts see seconds, and not milliseconds. */
export const timestampFeature = 'feature_evm_timestamp'
/** Gas costs nothing: a sender only must not have nothing. 10^24. */
const amount = 10n ** 24n
/** Of a committee's proposal, which the first vote of a new chain carries out. */
const proposalBlocks = 1_000n

/**
 * Switches features on that are off. They cannot be switched off again.
 *
 * @returns those that were off
 * @throws FiscoError of the RPC; ActRefused with what the system contract says; ActPending where other governors must vote
 */
export async function switchOn(chain: Governed, features: readonly string[]): Promise<readonly string[]> {
  const { rpc, web3 } = chain
  const off: string[] = []
  for (const feature of features) if (!(await isOn(rpc, feature))) off.push(feature)
  const committee = off.length > 0 && (await readGoverningCommittee(rpc, web3Reader(web3)))
  for (const feature of off) {
    if (committee)
      await act(chain, systemCall('committee', 'createSetSysConfigProposal', [feature, '1', proposalBlocks]))
    else await act(chain, systemCall('systemConfig', 'setValueByKey', [feature, '1']))
    if (!(await isOn(rpc, feature))) throw new FiscoError('ActPending', { what: feature })
  }
  return off
}

/**
 * Gives accounts a balance, so that the chain takes their Web3 transactions: from 3.16.4 on it refuses a sender that has
 * none, even at a gas price of 0. Balances must be on. What has been done is not done again.
 *
 * @returns those that had none
 * @throws as {@link switchOn} does
 */
export async function fundAccounts(chain: Governed, accounts: readonly Address[]): Promise<readonly Address[]> {
  const { rpc, web3 } = chain
  const poor: Address[] = []
  for (const account of accounts) {
    if (hexToBigInt((await web3('eth_getBalance', [account, 'latest'])) as Hex) === 0n) poor.push(account)
  }
  if (poor.length > 0 && (await readGoverningCommittee(rpc, web3Reader(web3)))) await registerCaller(chain)
  for (const account of poor) await act(chain, systemCall('balance', 'addBalance', [account, amount]))
  return poor
}

/** Where authority is checked only registered callers add balances; a governor registers itself. */
async function registerCaller(chain: Governed): Promise<void> {
  const { address } = chain.governor
  const callers = await readSystem(web3Reader(chain.web3), 'balance', 'listCaller', [])
  if (callers.some((caller) => caller.toLowerCase() === address.toLowerCase())) return
  await act(chain, systemCall('balance', 'registerCaller', [address]))
}

async function act({ rpc, governor }: Governed, call: SystemCall): Promise<void> {
  const outcome = systemOutcome(await sendNativeTransaction(rpc, governor, call))
  if (!outcome.ok) throw new FiscoError('ActRefused', { account: governor.address, fault: outcome.reason })
}

const isOn = async (rpc: NativeRpc, feature: string): Promise<boolean> => (await readSetting(rpc, feature)) === '1'
