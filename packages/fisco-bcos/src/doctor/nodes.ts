import type { Hash } from 'viem'
import type { Group, NativeRpc, Web3Rpc } from '../rpc/index.ts'
import { type Asked, asked } from './asked.ts'

/** One RPC of one node, by itself. */
export interface Way<Rpc> {
  /** As it is shown: without user and password. */
  readonly url: string
  readonly rpc: Rpc
}

/** What an RPC says it is. */
export interface Told<What> {
  readonly url: string
  readonly told: Asked<What>
}

/** What a Web3 RPC says it is. */
export interface Web3Identity {
  readonly clientVersion: string
  readonly chainId: number
  /** Hash of block 0, which both RPCs of a node tell alike. */
  readonly genesisHash: Hash
}

/** What a native RPC says it is. */
export interface NativeIdentity {
  readonly group: Group
  readonly genesisHash: Hash
}

/** Asks a Web3 RPC who it is. */
export const readWeb3Identity = async (rpc: Web3Rpc): Promise<Web3Identity> => ({
  clientVersion: await rpc.clientVersion(),
  chainId: await rpc.chainId(),
  genesisHash: (await rpc.block(0n)).hash,
})

/** Asks a native RPC who it is. */
export const readNativeIdentity = async (rpc: NativeRpc): Promise<NativeIdentity> => ({
  group: await rpc.getGroupInfo(),
  genesisHash: (await rpc.getHeader(0n)).hash,
})

/** Asks each Web3 RPC who it is. */
export function askWeb3(ways: readonly Way<Web3Rpc>[]): Promise<readonly Told<Web3Identity>[]> {
  return Promise.all(
    ways.map(async ({ url, rpc }) => ({ url, told: await asked('web3', () => readWeb3Identity(rpc)) })),
  )
}

/** Asks each native RPC who it is. */
export function askNative(ways: readonly Way<NativeRpc>[]): Promise<readonly Told<NativeIdentity>[]> {
  return Promise.all(
    ways.map(async ({ url, rpc }) => ({ url, told: await asked('native', () => readNativeIdentity(rpc)) })),
  )
}

/** Whether a Web3 RPC is one of FISCO BCOS. */
export const isFiscoBcos = ({ clientVersion }: Web3Identity): boolean => /^fisco/i.test(clientVersion)

/** The one that everything else is asked of: the first that is what it should be, or else the first. */
export function mainOf<What>(
  nodes: readonly Told<What>[],
  isRight: (what: What) => boolean = () => true,
): Told<What> | undefined {
  return nodes.find(({ told }) => told.ok && isRight(told.value)) ?? nodes[0]
}
