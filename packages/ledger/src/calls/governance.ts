import { governanceAbi } from '@theriac/contracts'
import type { Address } from 'viem'
import { type Call, encoderOf } from './call.ts'

const call = encoderOf('governance', governanceAbi)

/**
 * Proposes a strong act; the approval that completes k carries it out.
 *
 * @param target - address of the contract that the act is a call on
 * @param act - the call
 * @param expiry - last second, Unix time, at which it can be approved; at most 30 days ahead
 * @param reason - told in public
 */
export function propose(target: Address, act: Call, expiry: number, reason: string): Call {
  return call('propose', [target, act.data, expiry, reason])
}

/** Approves a proposal; the approval that completes k carries it out. */
export function approve(id: bigint): Call {
  return call('approve', [id])
}

/** The proposer takes an open proposal back. */
export function cancel(id: bigint): Call {
  return call('cancel', [id])
}

/** Strong act: how many operators of the regulator a strong act needs from now on. */
export function setThreshold(threshold: number): Call {
  return call('setThreshold', [threshold])
}
