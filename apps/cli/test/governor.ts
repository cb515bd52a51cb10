import { createNativeRpc, type SystemCall, sendNativeTransaction, systemCall } from '@theriac/fisco-bcos'
import { type Administration, createEndpoint, createFiscoBcosAdministration } from '@theriac/ledger'
import type { Hex } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import type { FiscoNode } from './fisco-node/index.ts'

/** A governor somewhere else, with a server of its own. */
export interface OtherGovernor {
  readonly account: Hex
  /** All that the engine's administration does, signed by this governor. */
  readonly administration: Administration
  /** Proposes rates that can be voted on for so few blocks. */
  proposeRates(rate: number, blocks: bigint): Promise<void>
}

/** One that goes through the second node. */
export function otherGovernor({ secondWeb3, secondRpc }: FiscoNode, privateKey: Hex): OtherGovernor {
  const signer = privateKeyToAccount(privateKey)
  const rpc = createNativeRpc({ urls: [secondRpc], group: 'group0', timeoutMs: 20_000 })
  const endpoint = createEndpoint({ urls: [secondWeb3] })
  const send = (call: SystemCall) => sendNativeTransaction(rpc, signer, call)
  return {
    account: signer.address,
    administration: createFiscoBcosAdministration({ endpoint, rpc, signer }),
    async proposeRates(rate, blocks) {
      await send(systemCall('committee', 'createSetRateProposal', [rate, rate, blocks]))
    },
  }
}
