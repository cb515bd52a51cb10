import { type Address, decodeFunctionData, encodeFunctionResult, type Hex, slice, zeroAddress } from 'viem'
import { abis, addresses } from './abi.ts'
import { type EngineState, lower, type MethodRule } from './state.ts'

const noAuthority = -50_000
const noType = -51_003
const listed = 1

const keyOf = (contract: Address, method: Hex): string => `${lower(contract)}:${method.toLowerCase()}`
const bare = (accounts: ReadonlySet<Address>): string[] => [...accounts].map((account) => account.slice(2))

/** Whether an account may call a method of a contract. */
function mayCall(rule: MethodRule | undefined, account: Address): boolean {
  if (!rule || rule.type === 0) return true
  return rule.type === listed ? rule.open.has(account) : !rule.shut.has(account)
}

/** 0x1005 */
export function authority(state: EngineState, from: Address, data: Hex): Hex {
  const call = decodeFunctionData({ abi: abis.authority, data })
  const abi = abis.authority
  const adminOf = (contract: Address): Address => state.admins.get(lower(contract)) ?? zeroAddress
  switch (call.functionName) {
    case 'getAdmin':
      return encodeFunctionResult({ abi, functionName: 'getAdmin', result: adminOf(call.args[0]) })
    case 'deployType':
      return encodeFunctionResult({ abi, functionName: 'deployType', result: BigInt(state.deployment.type) })
    case 'hasDeployAuth':
      return encodeFunctionResult({ abi, functionName: 'hasDeployAuth', result: mayDeploy(state, call.args[0]) })
    case 'contractAvailable':
      return encodeFunctionResult({
        abi,
        functionName: 'contractAvailable',
        result: !state.frozen.has(lower(call.args[0])),
      })
    case 'checkMethodAuth': {
      const [contract, method, account] = call.args
      const result = mayCall(state.methods.get(keyOf(contract, method)), lower(account))
      return encodeFunctionResult({ abi, functionName: 'checkMethodAuth', result })
    }
    case 'getMethodAuth': {
      const rule = state.methods.get(keyOf(call.args[0], call.args[1]))
      const result = [rule?.type ?? 0, bare(rule?.open ?? new Set()), bare(rule?.shut ?? new Set())] as const
      return encodeFunctionResult({ abi, functionName: 'getMethodAuth', result })
    }
    default: {
      const result = BigInt(change(state, from, call))
      return encodeFunctionResult({ abi, functionName: call.functionName, result })
    }
  }
}

type Call = ReturnType<typeof decodeFunctionData<typeof abis.authority>>

function change(state: EngineState, from: Address, call: Call): number {
  const { deployment } = state
  switch (call.functionName) {
    case 'setDeployAuthType':
    case 'openDeployAuth':
    case 'closeDeployAuth':
    case 'resetAdmin': {
      if (from !== addresses.committee) return noAuthority
      if (call.functionName === 'setDeployAuthType') deployment.type = call.args[0]
      else if (call.functionName === 'resetAdmin') state.admins.set(lower(call.args[0]), lower(call.args[1]))
      else {
        const account = lower(call.args[0])
        const opens = call.functionName === 'openDeployAuth'
        const list = deployment.type === listed ? deployment.listed : deployment.shut
        if (opens === (deployment.type === listed)) list.add(account)
        else list.delete(account)
      }
      return 0
    }
    case 'setContractStatus': {
      const contract = lower(call.args[0])
      if (state.admins.get(contract) !== from) return noAuthority
      if (call.args[1]) state.frozen.add(contract)
      else state.frozen.delete(contract)
      return 0
    }
    case 'setMethodAuthType': {
      const [contract, method, type] = call.args
      if (state.admins.get(lower(contract)) !== from) return noAuthority
      const rule = state.methods.get(keyOf(contract, method)) ?? { type, open: new Set(), shut: new Set() }
      rule.type = type
      state.methods.set(keyOf(contract, method), rule)
      return 0
    }
    case 'openMethodAuth':
    case 'closeMethodAuth': {
      const [contract, method, account] = call.args
      if (state.admins.get(lower(contract)) !== from) return noAuthority
      const rule = state.methods.get(keyOf(contract, method))
      if (!rule) return noType
      const opens = call.functionName === 'openMethodAuth'
      const list = rule.type === listed ? rule.open : rule.shut
      if (opens === (rule.type === listed)) list.add(lower(account))
      else list.delete(lower(account))
      return 0
    }
    default:
      return noAuthority
  }
}

function mayDeploy({ deployment }: EngineState, account: Address): boolean {
  if (deployment.type === 0) return true
  return deployment.type === listed ? deployment.listed.has(lower(account)) : !deployment.shut.has(lower(account))
}

/** 0x10003 */
export function accounts(state: EngineState, from: Address, data: Hex): Hex {
  const call = decodeFunctionData({ abi: abis.accounts, data })
  const account = lower(call.args[0])
  if (call.functionName === 'getAccountStatus') {
    const result = state.accounts.get(account) ?? 0
    return encodeFunctionResult({ abi: abis.accounts, functionName: 'getAccountStatus', result })
  }
  // A governor cannot be frozen, and an abolished account stays so.
  const isMay = state.governors.has(from) && !state.governors.has(account) && state.accounts.get(account) !== 2
  if (isMay) state.accounts.set(account, call.args[1])
  return encodeFunctionResult({
    abi: abis.accounts,
    functionName: 'setAccountStatus',
    result: isMay ? 0 : noAuthority,
  })
}

/** Status with which the engine refuses a transaction before any contract runs; 0 where it lets it pass. */
export function refusedStatus(state: EngineState, from: Address, to: Address | undefined, input: Hex): number {
  if (state.config.get('auth_check_status') !== '1') return 0
  const account = state.accounts.get(from) ?? 0
  if (account !== 0) return account === 1 ? 22 : 23
  if (to === undefined) return mayDeploy(state, from) ? 0 : 18
  if (state.frozen.has(lower(to))) return 21
  if (input.length < 10) return 0
  return mayCall(state.methods.get(keyOf(to, slice(input, 0, 4))), from) ? 0 : 18
}
