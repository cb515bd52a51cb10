import type { Hex } from 'viem'
import type { Reader, StorageReader } from './system/index.ts'

/** One call of a node's Ethereum JSON-RPC: its result, or a rejection. */
export type Web3Request = (method: string, params: readonly unknown[]) => Promise<unknown>

/** Reads contracts over a node's Ethereum JSON-RPC. */
export const web3Reader =
  (web3: Web3Request): Reader =>
  async (to, data) =>
    (await web3('eth_call', [{ to, data }, 'latest'])) as Hex

/** Reads a contract's storage over a node's Ethereum JSON-RPC. */
export const web3Storage =
  (web3: Web3Request): StorageReader =>
  async (contract, slot) =>
    (await web3('eth_getStorageAt', [contract, slot, 'latest'])) as Hex
