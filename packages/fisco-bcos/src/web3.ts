import type { Hex } from 'viem'
import type { Reader } from './system/index.ts'

/** One call of a node's Ethereum JSON-RPC: its result, or a rejection. */
export type Web3Request = (method: string, params: readonly unknown[]) => Promise<unknown>

/** Reads contracts over a node's Ethereum JSON-RPC. */
export const web3Reader =
  (web3: Web3Request): Reader =>
  async (to, data) =>
    (await web3('eth_call', [{ to, data }, 'latest'])) as Hex
