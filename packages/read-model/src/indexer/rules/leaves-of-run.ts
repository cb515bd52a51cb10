import { readCommissioning } from '../chain/call-data.ts'
import type { ChainEvent } from '../chain/chain-event.ts'

/**
 * Leaves of a run from the call that made it, 32 bytes each, in the order of their units' numbers. Undefined for a call that
 * another contract made in the operator's name: it is not in the transaction's own input.
 */
export function leavesOfRun({ args, callData }: ChainEvent<'RunCommissioned'>): Uint8Array | undefined {
  const called = callData && readCommissioning(callData)
  if (called?.lot.toLowerCase() !== args.lot.toLowerCase() || called.run !== args.run) return undefined
  return called.leaves.length === args.count * 32 ? called.leaves : undefined
}
