import { type NativeRpc, readContractAuth, readMethodAuth, systemCall } from '@theriac/fisco-bcos'
import { type Address, type Hex, isAddressEqual } from 'viem'
import type { EngineChange, EngineRefusal } from '../../committee-types.ts'
import type { ContractAuthority, ContractState, MethodAuthority } from '../../contract-types.ts'
import { type ActParts, change } from '../act.ts'
import { refuse } from './refusals.ts'

/** A contract's administrator and state, and who may call its methods. */
export async function readContractAuthority(
  rpc: NativeRpc,
  contract: Address,
  selectors: readonly Hex[],
): Promise<Omit<ContractAuthority, 'own'>> {
  const [{ admin, isAvailable }, methods] = await Promise.all([
    readContractAuth(rpc.call, contract),
    Promise.all(selectors.map(async (selector) => ({ selector, ...(await authorityOf(rpc, contract, selector)) }))),
  ])
  return { ...(admin === undefined ? {} : { admin }), state: isAvailable ? 'available' : 'frozen', methods }
}

async function authorityOf(rpc: NativeRpc, contract: Address, selector: Hex): Promise<MethodAuthority> {
  const { kind, open, shut } = await readMethodAuth(rpc.call, contract, selector)
  if (kind === 'listed') return { rule: kind, accounts: open }
  // A kind that was set never goes away: "all but nobody" is how everybody may again.
  return kind === 'unset' || shut.length === 0 ? { rule: 'everybody', accounts: [] } : { rule: kind, accounts: shut }
}

/** Freezes a contract, or thaws it. */
export async function setContractState(
  parts: ActParts,
  contract: Address,
  state: ContractState,
): Promise<EngineChange> {
  const { isAvailable, refusal } = await changeable(parts, contract)
  if (refusal) return refusal
  if (isAvailable === (state === 'available')) return { state: 'made' }
  return change(parts, systemCall('contractAuth', 'setContractStatus', [contract, state === 'frozen']))
}

/** Whether a contract is this server's to change. The engine would refuse in fewer words. */
export async function changeable(
  { rpc, signer }: ActParts,
  contract: Address,
): Promise<{ readonly isAvailable: boolean; readonly refusal?: EngineRefusal }> {
  const { admin, isAvailable } = await readContractAuth(rpc.call, contract)
  if (admin === undefined) return { isAvailable, refusal: refuse('ContractAdminMissing') }
  return { isAvailable, ...(isAddressEqual(admin, signer.address) ? {} : { refusal: refuse('NotContractAdmin') }) }
}

/** Why an account is not proposed as a contract's administrator: the committee reverts without a word where it is that already. */
export async function adminFault(
  rpc: NativeRpc,
  contract: Address,
  account: Address,
): Promise<EngineRefusal | undefined> {
  const { admin } = await readContractAuth(rpc.call, contract)
  return admin !== undefined && isAddressEqual(admin, account) ? refuse('AdminAlready') : undefined
}
