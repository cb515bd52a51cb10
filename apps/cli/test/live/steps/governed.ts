import type { Governed, Web3Request } from '@theriac/fisco-bcos'
import { nativeRpcOf } from '../../../src/funding.ts'
import type { LiveWorld } from '../world.ts'

/** The chain for the engine's own transactions, by its first nodes. */
export function governed({ nodes, governor }: LiveWorld): Governed {
  const [url = ''] = nodes.web3
  let id = 0
  const web3: Web3Request = async (method, params) => {
    id += 1
    const body = JSON.stringify({ jsonrpc: '2.0', id, method, params })
    const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
    const { result, error } = (await response.json()) as { readonly result?: unknown; readonly error?: unknown }
    if (error !== undefined) throw new Error(`${method}: ${JSON.stringify(error)}`)
    return result
  }
  return { rpc: nativeRpcOf(nodes), governor, web3 }
}
