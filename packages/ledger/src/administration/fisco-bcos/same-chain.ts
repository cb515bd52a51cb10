import type { NativeRpc } from '@theriac/fisco-bcos'
import type { Endpoint } from '../../endpoint/index.ts'
import { LedgerError } from '../../errors.ts'

/**
 * Makes sure that both RPCs of nodes lead to one chain. Ids do not tell: chains are often made with the same. What is sent over the
 * native one is signed by a governor, and cannot be taken back.
 *
 * @throws LedgerError EndpointWrongChain; of the endpoint; FiscoError of the RPC
 */
export async function requireSameChain(endpoint: Pick<Endpoint, 'request'>, rpc: NativeRpc): Promise<void> {
  const [block, header] = await Promise.all([
    endpoint.request({ method: 'eth_getBlockByNumber', params: ['0x0', false] }),
    rpc.getHeader(0n),
  ])
  const expected = String((block as { readonly hash?: unknown } | null)?.hash).toLowerCase()
  const actual = header.hash.toLowerCase()
  if (actual === expected) return
  const node = 'The native RPC'
  throw new LedgerError('EndpointWrongChain', `${node} is of another chain`, {
    node,
    what: 'genesis',
    expected,
    actual,
  })
}
