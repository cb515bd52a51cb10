import {
  accountStatuses,
  FiscoError,
  type NativeRpc,
  readSystem,
  systemCall,
  systemContracts,
} from '@theriac/fisco-bcos'
import type { Address } from 'viem'
import type { AccountState, DeploymentRule, EngineAccount, EngineChange } from '../committee-types.ts'
import { type ActParts, change } from './act.ts'
import { needsForever } from './forever.ts'

/** By the engine's number for it. */
export const deploymentRules: readonly DeploymentRule[] = ['everybody', 'listed', 'not_listed']

/** Who may make contracts. */
export async function readDeployment(rpc: NativeRpc): Promise<DeploymentRule> {
  const number = Number(await readSystem(rpc.call, 'contractAuth', 'deployType', []))
  const rule = deploymentRules[number]
  if (rule === undefined) throw unknownAnswer('contractAuth', 'deployType', number)
  return rule
}

/** A number that this version of the engine has no meaning for. */
const unknownAnswer = (contract: 'contractAuth' | 'accounts', functionName: string, output: number) =>
  new FiscoError('OutputInvalid', { address: systemContracts[contract].address, functionName, output: String(output) })

/** An account as the engine sees it. */
export async function readAccount(rpc: NativeRpc, account: Address): Promise<EngineAccount> {
  const [status, mayDeploy] = await Promise.all([
    readSystem(rpc.call, 'accounts', 'getAccountStatus', [account]),
    readSystem(rpc.call, 'contractAuth', 'hasDeployAuth', [account]),
  ])
  const state = accountStatuses[status]
  if (state === undefined) throw unknownAnswer('accounts', 'getAccountStatus', status)
  return { state, mayDeploy }
}

/** Freezes, thaws or abolishes an account: each governor alone may. */
export async function setAccount(
  parts: ActParts,
  account: Address,
  state: AccountState,
  forever: boolean,
): Promise<EngineChange> {
  if (state === 'abolished' && !forever) return needsForever
  return change(parts, systemCall('accounts', 'setAccountStatus', [account, accountStatuses.indexOf(state)]))
}
