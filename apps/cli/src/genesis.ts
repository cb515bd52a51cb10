import type { Endpoint } from '@theriac/ledger'
import type { Hex } from 'viem'

/** Hash of block 0. */
export async function genesisHashOf(endpoint: Endpoint): Promise<Hex> {
  const block = await endpoint.request({ method: 'eth_getBlockByNumber', params: ['0x0', false] })
  return (block as { hash: Hex }).hash
}
