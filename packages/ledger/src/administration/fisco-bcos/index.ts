import {
  type Committee as EngineCommittee,
  isFiscoError,
  type NativeRpc,
  type NativeSigner,
  readCommittee,
  web3Reader,
} from '@theriac/fisco-bcos'
import type { Endpoint } from '../../endpoint/index.ts'
import { LedgerError } from '../../errors.ts'
import type { Administration, Supported } from '../types.ts'
import { createWeb3Administration } from '../web3-administration.ts'
import { readAccount, readDeployment, setAccount } from './accounts.ts'
import { type ActParts, change, proposalCall } from './act.ts'
import { changeRole } from './change-role.ts'
import { readConfiguration, setConfiguration } from './configuration.ts'
import { readDrift } from './drift.ts'
import { readNodes } from './nodes.ts'
import { readProposalPage, revoke, vote } from './proposals.ts'
import { requireSameChain } from './same-chain.ts'

/** What a group of FISCO BCOS is managed with. */
export interface FiscoBcosParts {
  readonly endpoint: Endpoint
  /** The native RPC of a node of the same group. */
  readonly rpc: NativeRpc
  /** The native RPC of each node of one's own by itself: settings are compared between them. */
  readonly ownNodes?: readonly NativeRpc[]
  /** Signs changes of nodes: an account that the engine lets make them, a governor where authority is checked. */
  readonly signer?: NativeSigner
}

/** Manages a group of FISCO BCOS: what its native RPC tells, beside what every engine tells over Ethereum's. */
export function createFiscoBcosAdministration({
  endpoint,
  rpc: native,
  ownNodes = [native],
  signer,
}: FiscoBcosParts): Administration {
  const web3 = createWeb3Administration(endpoint)
  // Contracts are read over the RPC whose answers to calls are known from a real chain.
  const rpc: NativeRpc = { ...native, call: web3Reader((method, params) => endpoint.request({ method, params })) }
  const own = signer?.address

  /** Does what this server's key signs, on the chain of the contracts only. */
  async function signed<T>(change: (parts: ActParts) => Promise<T>): Promise<Supported<T>> {
    if (!signer) return { supported: false, why: 'no_key' }
    await asked(requireSameChain(endpoint, rpc))
    return { supported: true, value: await asked(change({ rpc, signer })) }
  }

  /** Asks what there is only where authority is checked. */
  async function ofCommittee<T>(ask: (committee: EngineCommittee) => Promise<T>): Promise<Supported<T>> {
    const committee = await asked(readCommittee(rpc.call))
    return committee
      ? { supported: true, value: await asked(ask(committee)) }
      : { supported: false, why: 'no_committee' }
  }

  /** Does what only a member of the committee can. */
  async function asMember<T>(
    change: (parts: ActParts, committee: EngineCommittee) => Promise<T>,
  ): Promise<Supported<T>> {
    if (!signer) return { supported: false, why: 'no_key' }
    const committee = await asked(readCommittee(rpc.call))
    return committee ? signed((parts) => change(parts, committee)) : { supported: false, why: 'no_committee' }
  }

  return {
    ...web3,
    async overview() {
      const [overview, pending] = await Promise.all([web3.overview(), asked(rpc.getPendingTxSize())])
      return { ...overview, pending: { supported: true, value: Number(pending) } }
    },
    nodes: async () => ({ supported: true, value: await asked(readNodes(rpc)) }),
    systemConfiguration: async () => ({ supported: true, value: await asked(readConfiguration(rpc)) }),
    committee: () =>
      ofCommittee(async ({ governors, participatesRate, winRate }) => {
        const deployment = await readDeployment(rpc)
        return { governors, participatesRate, winRate, deployment, ...(own === undefined ? {} : { own }) }
      }),
    changeRole: (id, role) => signed((parts) => changeRole(parts, id, role)),
    proposals: (count, before) => ofCommittee((committee) => readProposalPage({ rpc, committee, own }, count, before)),
    propose: (act) => asMember((parts) => change(parts, proposalCall(act))),
    vote: (proposal, agree) => asMember((parts, committee) => vote(parts, committee, proposal, agree)),
    revoke: (proposal) => asMember((parts, committee) => revoke(parts, committee, proposal)),
    setConfiguration: (key, value, forever) => signed((parts) => setConfiguration(parts, { key, value, forever })),
    drift: async () => ({ supported: true, value: await readDrift(ownNodes) }),
    account: (account) => ofCommittee(() => readAccount(rpc, account)),
    setAccount: (account, state, forever) => asMember((parts) => setAccount(parts, account, state, forever)),
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
