import { isFiscoError, type NativeRpc, type NativeSigner, readCommittee } from '@theriac/fisco-bcos'
import type { Endpoint } from '../../endpoint/index.ts'
import { LedgerError } from '../../errors.ts'
import type { Administration } from '../types.ts'
import { createWeb3Administration } from '../web3-administration.ts'
import { changeRole } from './change-role.ts'
import { readConfiguration } from './configuration.ts'
import { readNodes } from './nodes.ts'
import { requireSameChain } from './same-chain.ts'

/** What a group of FISCO BCOS is managed with. */
export interface FiscoBcosParts {
  readonly endpoint: Endpoint
  /** The native RPC of a node of the same group. */
  readonly rpc: NativeRpc
  /** Signs changes of nodes: an account that the engine lets make them, a governor where authority is checked. */
  readonly signer?: NativeSigner
}

/** Manages a group of FISCO BCOS: what its native RPC tells, beside what every engine tells over Ethereum's. */
export function createFiscoBcosAdministration({ endpoint, rpc, signer }: FiscoBcosParts): Administration {
  const web3 = createWeb3Administration(endpoint)
  return {
    ...web3,
    async overview() {
      const [overview, pending] = await Promise.all([web3.overview(), asked(rpc.getPendingTxSize())])
      return { ...overview, pending: { supported: true, value: Number(pending) } }
    },
    nodes: async () => ({ supported: true, value: await asked(readNodes(rpc)) }),
    systemConfiguration: async () => ({ supported: true, value: await asked(readConfiguration(rpc)) }),
    async committee() {
      const committee = await asked(readCommittee(rpc.call))
      if (!committee) return { supported: false, why: 'no_committee' }
      const { governors, participatesRate, winRate } = committee
      return { supported: true, value: { governors, participatesRate, winRate } }
    },
    async changeRole(id, role) {
      if (!signer) return { supported: false, why: 'no_key' }
      await asked(requireSameChain(endpoint, rpc))
      return { supported: true, value: await asked(changeRole({ rpc, signer }, id, role)) }
    },
  }
}

/** A native RPC that does not answer rightly is told as an endpoint that does not: nobody else need know of two. */
async function asked<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer
  } catch (error) {
    if (!isFiscoError(error)) throw error
    const attempts = [{ node: 'native RPC', fault: error.code }]
    throw new LedgerError('EndpointUnavailable', error.message, { method: 'native RPC', attempts }, error)
  }
}
