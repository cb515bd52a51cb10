import {
  type MethodAuth,
  methodAuthTypes,
  type NativeRpc,
  readMethodAuth,
  type SystemCall,
  systemCall,
} from '@theriac/fisco-bcos'
import { type Address, type Hex, isAddressEqual } from 'viem'
import { delay } from '../../../waits.ts'
import type { EngineChange } from '../../committee-types.ts'
import type { MethodAuthority } from '../../contract-types.ts'
import { type ActParts, act } from '../act.ts'
import { changeable } from './authority.ts'
import { madeInPart, refuse } from './refusals.ts'

/** A method of a contract. */
export interface Method {
  readonly contract: Address
  readonly selector: Hex
}

type Kind = keyof typeof methodAuthTypes

/**
 * Settles who may call a method: afterwards these accounts are listed and no other ones. The engine takes one step in each
 * transaction; accounts are entered before others are left out, so that no list is empty in between but a new one.
 */
export async function setMethodRule(
  parts: ActParts,
  method: Method,
  { rule, accounts }: MethodAuthority,
): Promise<EngineChange> {
  // Where nobody is listed, the engine lets other methods of the contract decide.
  if (rule !== 'everybody' && accounts.length === 0) return refuse('NobodyListed')
  const { refusal } = await changeable(parts, method.contract)
  if (refusal) return refusal
  const before = await readMethodAuth(parts.rpc.call, method.contract, method.selector)
  if (rule === 'everybody' && before.kind === 'unset') return { state: 'made' }

  const kind: Kind = rule === 'listed' ? 'listed' : 'not_listed'
  const isTurned = before.kind !== kind
  if (isTurned) {
    const args = [method.contract, method.selector, methodAuthTypes[kind]] as const
    const turned = await act(parts, systemCall('contractAuth', 'setMethodAuthType', args))
    if (!turned.ok) return turned.reason
  }
  // The list of each kind comes to light with it.
  const now = isTurned ? await readTurned(parts.rpc, method, kind) : before
  if (!now) return refuse('NotShownYet')
  const calls = callsTo(method, kind, now, rule === 'everybody' ? [] : accounts)
  for (const [step, call] of calls.entries()) {
    const done = await act(parts, call)
    if (!done.ok) return isTurned || step > 0 ? madeInPart(done.reason) : done.reason
  }
  return { state: 'made' }
}

const isIn = (list: readonly Address[], account: Address): boolean => list.some((one) => isAddressEqual(one, account))

/** What makes the engine's list the one that is wanted. */
function callsTo(
  { contract, selector }: Method,
  kind: Kind,
  { open, shut }: MethodAuth,
  wanted: readonly Address[],
): readonly SystemCall[] {
  const [list, enter, leaveOut] =
    kind === 'listed'
      ? ([open, 'openMethodAuth', 'closeMethodAuth'] as const)
      : ([shut, 'closeMethodAuth', 'openMethodAuth'] as const)
  const call = (functionName: typeof enter, account: Address) =>
    systemCall('contractAuth', functionName, [contract, selector, account])
  return [
    ...wanted.filter((account) => !isIn(list, account)).map((account) => call(enter, account)),
    ...list.filter((account) => !isIn(wanted, account)).map((account) => call(leaveOut, account)),
  ]
}

const looks = 20
const betweenLooksMs = 500

/** What is stored of a method once its kind has changed: the node that is read from may be a moment behind the one that was written to. */
async function readTurned(rpc: NativeRpc, { contract, selector }: Method, kind: Kind): Promise<MethodAuth | undefined> {
  const { signal } = new AbortController()
  for (let look = 0; look < looks; look++) {
    if (look > 0) await delay(betweenLooksMs, signal)
    const told = await readMethodAuth(rpc.call, contract, selector)
    if (told.kind === kind) return told
  }
  return undefined
}
