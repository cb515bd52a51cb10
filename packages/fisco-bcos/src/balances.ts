import type { Address } from 'viem'
import type { NativeSigner } from './codec/index.ts'
import { FiscoError, isFiscoError } from './errors.ts'
import type { NativeRpc } from './rpc/index.ts'
import { sendNativeTransaction } from './send.ts'
import {
  readCommittee,
  readSystem,
  type SystemCall,
  type SystemOutcome,
  systemCall,
  systemOutcome,
} from './system/index.ts'

/** What {@link fundAccounts} has changed; empty lists where nothing was to be done. */
export interface Funding {
  readonly switchedOn: readonly string[]
  readonly funded: readonly Address[]
}

// In this order: the second needs the first. They cannot be switched off again.
const features = ['feature_balance', 'feature_balance_precompiled'] as const
/** Gas costs nothing: a sender only must not have nothing. 10^24. */
const amount = 10n ** 24n
/** Of a committee's proposal, which the first vote of a new chain carries out. */
const proposalBlocks = 1_000n

/**
 * Gives accounts a balance, so that the chain takes their Web3 transactions: from 3.16.4 on it refuses a sender that has
 * none, even at a gas price of 0. Switches balances on where they are off. What has been done is not done again.
 *
 * @param governor - signs natively, which needs no balance. Where authority is checked it must be of the committee, and its
 * vote enough
 * @throws FiscoError of the RPC; ActRefused with what the system contract says
 */
export async function fundAccounts(
  rpc: NativeRpc,
  governor: NativeSigner,
  accounts: readonly Address[],
): Promise<Funding> {
  const committee = await readCommittee(rpc.call)
  const act = async (call: SystemCall): Promise<SystemOutcome> => {
    const outcome = systemOutcome(await sendNativeTransaction(rpc, governor, call))
    if (outcome.ok) return outcome.value
    throw new FiscoError('ActRefused', { account: governor.address, fault: outcome.reason })
  }

  const switchedOn: string[] = []
  for (const feature of features) {
    if (await isOn(rpc, feature)) continue
    if (committee) await act(systemCall('committee', 'createSetSysConfigProposal', [feature, '1', proposalBlocks]))
    else await act(systemCall('systemConfig', 'setValueByKey', [feature, '1']))
    if (!(await isOn(rpc, feature))) throw new FiscoError('ActPending', { what: feature })
    switchedOn.push(feature)
  }

  const funded: Address[] = []
  for (const account of accounts) {
    if ((await readSystem(rpc.call, 'balance', 'getBalance', [account])) > 0n) continue
    // Only callers who are registered add balances, and the committee's own can register themselves.
    if (committee && funded.length === 0) await registerCaller()
    await act(systemCall('balance', 'addBalance', [account, amount]))
    funded.push(account)
  }
  return { switchedOn, funded }

  async function registerCaller(): Promise<void> {
    const callers = await readSystem(rpc.call, 'balance', 'listCaller', [])
    if (callers.some((caller) => caller.toLowerCase() === governor.address.toLowerCase())) return
    await act(systemCall('balance', 'registerCaller', [governor.address]))
  }
}

async function isOn(rpc: NativeRpc, feature: string): Promise<boolean> {
  try {
    return (await rpc.getSystemConfigByKey(feature)).value === '1'
  } catch (error) {
    if (isFiscoError(error, 'NotFound')) return false
    throw error
  }
}
