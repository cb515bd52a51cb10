import {
  type Committee as EngineCommittee,
  isFiscoError,
  type NativeRpc,
  type NativeSigner,
  readGoverningCommittee,
  type Web3Request,
  web3Reader,
  web3Storage,
} from '@theriac/fisco-bcos'
import type { Endpoint } from '../../endpoint/index.ts'
import { LedgerError } from '../../errors.ts'
import type { Administration, Supported } from '../types.ts'
import { createWeb3Administration } from '../web3-administration.ts'
import { readAccount, readDeployment, setAccount } from './accounts.ts'
import { type ActParts, change, proposalCall } from './act.ts'
import { changeRole } from './change-role.ts'
import { readConfiguration, setConfiguration } from './configuration.ts'
import { adminFault, readContractAuthority, setContractState } from './contracts/authority.ts'
import { setMethodRule } from './contracts/method-rule.ts'
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
  const overWeb3: Web3Request = (method, params) => endpoint.request({ method, params })
  const rpc: NativeRpc = { ...native, call: web3Reader(overWeb3) }
  const storage = web3Storage(overWeb3)
  const own = signer?.address

  /** Does what this server's key signs, on the chain of the contracts only. */
  async function signed<T>(change: (parts: ActParts) => Promise<T>): Promise<Supported<T>> {
    if (!signer) return { supported: false, why: 'no_key' }
    await asked(requireSameChain(endpoint, rpc))
    return { supported: true, value: await asked(change({ rpc, signer })) }
  }

  /** Asks what there is only where authority is checked. */
  async function ofCommittee<T>(ask: (committee: EngineCommittee) => Promise<T>): Promise<Supported<T>> {
    const committee = await asked(readGoverningCommittee(rpc))
    return committee
      ? { supported: true, value: await asked(ask(committee)) }
      : { supported: false, why: 'no_committee' }
  }

  /** Does what this server's key signs, where authority is checked. */
  async function whereChecked<T>(
    change: (parts: ActParts, committee: EngineCommittee) => Promise<T>,
  ): Promise<Supported<T>> {
    if (!signer) return { supported: false, why: 'no_key' }
    const committee = await asked(readGoverningCommittee(rpc))
    return committee ? signed((parts) => change(parts, committee)) : { supported: false, why: 'no_committee' }
  }

  return {
    ...web3,
    async overview() {
      const [overview, pending] = await Promise.all([web3.overview(), told(rpc.getPendingTxSize().then(Number))])
      return { ...overview, pending }
    },
    nodes: () => told(readNodes(rpc)),
    systemConfiguration: () => told(readConfiguration(rpc)),
    committee: () =>
      ofCommittee(async ({ governors, participatesRate, winRate }) => {
        const deployment = await readDeployment(rpc)
        return { governors, participatesRate, winRate, deployment, ...(own === undefined ? {} : { own }) }
      }),
    changeRole: (id, role) => signed((parts) => changeRole(parts, id, role)),
    proposals: (count, before) =>
      ofCommittee((committee) => readProposalPage({ rpc, committee, storage, own }, count, before)),
    propose: (act) =>
      whereChecked(async (parts) => {
        const fault = act.kind === 'contract_admin' && (await adminFault(rpc, act.contract, act.account))
        return fault || change(parts, proposalCall(act))
      }),
    vote: (proposal, agree) => whereChecked((parts, committee) => vote(parts, committee, proposal, agree)),
    revoke: (proposal) => whereChecked((parts, committee) => revoke(parts, committee, proposal)),
    setConfiguration: (key, value, forever) => signed((parts) => setConfiguration(parts, { key, value, forever })),
    drift: async () => ({ supported: true, value: await readDrift(ownNodes) }),
    account: (account) => ofCommittee(() => readAccount(rpc, account)),
    setAccount: (account, state, forever) => whereChecked((parts) => setAccount(parts, account, state, forever)),
    contractAuthority: (contract, selectors) =>
      ofCommittee(async () => {
        const authority = await readContractAuthority(rpc, contract, selectors)
        return { ...authority, ...(own === undefined ? {} : { own }) }
      }),
    setMethodRule: (contract, selector, authority) =>
      whereChecked((parts) => setMethodRule(parts, { contract, selector }, authority)),
    setContractState: (contract, state) => whereChecked((parts) => setContractState(parts, contract, state)),
  }
}

/** What the native RPC tells beside the rest: a page without it is better than none. */
async function told<T>(answer: Promise<T>): Promise<Supported<T>> {
  try {
    return { supported: true, value: await answer }
  } catch (error) {
    if (!isFiscoError(error)) throw error
    return { supported: false, why: 'not_answered' }
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
