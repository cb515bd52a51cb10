import { type Address, decodeFunctionData, encodeFunctionResult, type Hex } from 'viem'
import { abis, addresses } from './abi.ts'
import { type EngineState, lower, SystemRevert } from './state.ts'

const noAuthority = -50_000
const badNodeId = -51_100
const lastSealer = -51_101
const notThere = -51_103
const observerFirst = -51_104

/** Where authority is checked, nobody but the committee's contract changes settings and nodes. */
const isShutOut = (state: EngineState, from: Address): boolean =>
  state.config.get('auth_check_status') === '1' && from !== addresses.committee

/** 0x1000 */
export function systemConfig(state: EngineState, from: Address, data: Hex): Hex {
  const { functionName, args } = decodeFunctionData({ abi: abis.systemConfig, data })
  const [key] = args
  if (functionName === 'getValueByKey')
    return encodeFunctionResult({ abi: abis.systemConfig, functionName, result: [state.config.get(key) ?? '', 0n] })
  const returns = (result: number) => encodeFunctionResult({ abi: abis.systemConfig, functionName, result })
  if (isShutOut(state, from)) return returns(noAuthority)
  const [, value] = args
  const isSwitch = /^(feature|bugfix)_/.test(key)
  if (!state.config.has(key) && !isSwitch) throw new SystemRevert(15, `unsupported key ${key}`)
  if (isSwitch && value !== '1') throw new SystemRevert(15, `The value for ${key} must be 1`)
  if (!/^\d/.test(value)) throw new SystemRevert(15, `The value for ${key} must be a number`)
  state.config.set(key, value)
  return returns(0)
}

/** 0x1003 */
export function consensus(state: EngineState, from: Address, data: Hex): Hex {
  const { functionName, args } = decodeFunctionData({ abi: abis.consensus, data })
  const result = isShutOut(state, from) ? noAuthority : change(state, functionName, args[0], Number(args[1] ?? 0))
  return encodeFunctionResult({ abi: abis.consensus, functionName, result })
}

function change({ sealers, observers }: EngineState, name: string, id: string, weight: number): number {
  if (!/^[0-9a-f]{128}$/.test(id)) return badNodeId
  const isLast = sealers.has(id) && sealers.size === 1
  switch (name) {
    case 'addObserver':
      if (isLast) return lastSealer
      sealers.delete(id)
      observers.add(id)
      return 0
    case 'addSealer':
      if (!observers.delete(id) && !sealers.has(id)) return observerFirst
      sealers.set(id, weight)
      return 0
    case 'setWeight':
      if (!sealers.has(id)) return notThere
      sealers.set(id, weight)
      return 0
    default:
      if (isLast) return lastSealer
      return sealers.delete(id) || observers.delete(id) ? 0 : notThere
  }
}

/** 0x1011 */
export function balance(state: EngineState, from: Address, data: Hex): Hex {
  if (state.config.get('feature_balance_precompiled') !== '1') throw new SystemRevert(15, 'Call address error.')
  const call = decodeFunctionData({ abi: abis.balance, data })
  const isChecked = state.config.get('auth_check_status') === '1'
  switch (call.functionName) {
    case 'listCaller': {
      const result = [...state.callers] as Address[]
      return encodeFunctionResult({ abi: abis.balance, functionName: 'listCaller', result })
    }
    case 'getBalance': {
      const result = state.balances.get(lower(call.args[0])) ?? 0n
      return encodeFunctionResult({ abi: abis.balance, functionName: 'getBalance', result })
    }
    case 'addBalance': {
      if (isChecked && !state.callers.has(from)) throw new SystemRevert(15, 'caller is not registered')
      const account = lower(call.args[0])
      state.balances.set(account, (state.balances.get(account) ?? 0n) + call.args[1])
      return word
    }
    default: {
      if (isChecked && !state.governors.has(from)) throw new SystemRevert(15, 'caller is not a governor')
      const account = lower(call.args[0])
      if (call.functionName === 'registerCaller') state.callers.add(account)
      else state.callers.delete(account)
      return word
    }
  }
}

/** What a contract that returns nothing answers with all the same. */
const word: Hex = `0x${'00'.repeat(32)}`
