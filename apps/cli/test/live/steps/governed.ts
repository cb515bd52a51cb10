import type { Governed } from '@theriac/fisco-bcos'
import { createEndpoint } from '@theriac/ledger'
import { nativeRpcOf } from '../../../src/funding.ts'
import type { LiveWorld } from '../world.ts'

/** Does something with the chain for the engine's own transactions. */
export async function withGoverned({ nodes, governor }: LiveWorld, act: (chain: Governed) => Promise<void>) {
  const endpoint = createEndpoint({ urls: nodes.web3 })
  try {
    await act({
      rpc: nativeRpcOf(nodes),
      governor,
      web3: (method, params) => endpoint.request({ method, params }),
    })
  } finally {
    endpoint.close()
  }
}
