import { type Address, decodeFunctionResult, encodeFunctionData, type Hex } from 'viem'
import { abis, addresses } from './abi.ts'
import { authority } from './authority.ts'
import { consensus, systemConfig } from './settings.ts'
import { type EngineState, type Proposal, SystemRevert } from './state.ts'

/** Does what a proposal says, when votes are enough; what the contract that is asked returns. */
export function carryOut(state: EngineState, from: Address, proposal: Proposal): number {
  const { type, resource, numbers, texts, weight, accounts, flag } = proposal
  const [first = '', second = ''] = texts
  const [account = resource] = accounts
  const [one = 0, two = 0] = numbers
  const ofConsensus = (data: Hex, functionName: 'addObserver' | 'addSealer' | 'setWeight' | 'remove') =>
    decodeFunctionResult({
      abi: abis.consensus,
      functionName,
      data: consensus(state, addresses.committee, data),
    })
  const ofAuthority = (data: Hex) => Number(BigInt.asIntN(256, BigInt(authority(state, addresses.committee, data))))
  switch (type) {
    case 11:
      if (weight === 0 && account === from) throw new SystemRevert(16, 'You can not remove yourself!')
      if (weight === 0) state.governors.delete(account)
      else state.governors.set(account, weight)
      return 0
    case 12:
      Object.assign(state.rates, { participates: one, win: two })
      return 0
    case 21:
      return ofAuthority(encodeFunctionData({ abi: abis.authority, functionName: 'setDeployAuthType', args: [one] }))
    case 22: {
      const functionName = flag ? 'openDeployAuth' : 'closeDeployAuth'
      return ofAuthority(encodeFunctionData({ abi: abis.authority, functionName, args: [account] }))
    }
    case 31: {
      const args = [resource, account] as const
      return ofAuthority(encodeFunctionData({ abi: abis.authority, functionName: 'resetAdmin', args }))
    }
    case 41: {
      const data = encodeFunctionData({
        abi: abis.systemConfig,
        functionName: 'setValueByKey',
        args: [first, second],
      })
      const output = systemConfig(state, addresses.committee, data)
      return decodeFunctionResult({ abi: abis.systemConfig, functionName: 'setValueByKey', data: output })
    }
    case 51: {
      // The flag adds; without it only the weight of a node that seals already is changed.
      if (flag && weight === 0) {
        const data = encodeFunctionData({ abi: abis.consensus, functionName: 'addObserver', args: [first] })
        return ofConsensus(data, 'addObserver')
      }
      const functionName = flag ? 'addSealer' : 'setWeight'
      const data = encodeFunctionData({ abi: abis.consensus, functionName, args: [first, BigInt(weight)] })
      return ofConsensus(data, functionName)
    }
    default: {
      const data = encodeFunctionData({ abi: abis.consensus, functionName: 'remove', args: [first] })
      return ofConsensus(data, 'remove')
    }
  }
}
