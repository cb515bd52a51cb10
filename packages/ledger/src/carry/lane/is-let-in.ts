import type { Address } from 'viem'
import type { Endpoint } from '../../endpoint/index.ts'
import { asRpcError } from '../../endpoint/rpc-error.ts'
import { encodeCarry } from '../acts/calldata.ts'

/**
 * Whether the chain lets an account carry acts at all, which it says of carrying none. An engine can shut an account or a
 * contract out before the contract is asked: the receipt then looks as if the gas had not been enough.
 */
export async function isLetIn(endpoint: Endpoint, lane: Address, acts: Address): Promise<boolean> {
  try {
    const call = { from: lane, to: acts, data: encodeCarry([]) }
    await endpoint.request({ method: 'eth_call', params: [call, 'latest'] })
    return true
  } catch (error) {
    if (asRpcError(error) === undefined) throw error
    return false
  }
}
