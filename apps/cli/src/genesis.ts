import type { Endpoint } from '@theriac/ledger'
import { type Hex, isHex } from 'viem'
import { CliError } from './cli-error.ts'

/** Hash of block 0. Throws CliError NodeUnfit where the node tells none. */
export async function genesisHashOf(endpoint: Endpoint): Promise<Hex> {
  const block = await endpoint.request({ method: 'eth_getBlockByNumber', params: ['0x0', false] })
  const { hash } = (block ?? {}) as { readonly hash?: unknown }
  if (isHex(hash)) return hash
  throw new CliError('NodeUnfit', 'The node tells no first block', 'It is no node, or has not started: check its URL.')
}
