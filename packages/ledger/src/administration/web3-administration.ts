import { type Hex, hexToNumber } from 'viem'
import type { Endpoint } from '../endpoint/index.ts'
import { asRpcError } from '../endpoint/rpc-error.ts'
import type { Administration, BlockSummary, Supported } from './types.ts'
import { web3Reads } from './web3-reads.ts'

interface RawLimits {
  readonly gasLimit: Hex
}

/**
 * Manages the embedded chain, or any chain of which no more is known than its Ethereum JSON-RPC. The embedded chain has one
 * sealer, which signs every block: it is where blocks come from, and there is nobody for it to agree with.
 */
export function createWeb3Administration(endpoint: Endpoint): Administration {
  const reads = web3Reads(endpoint)
  const ask = async <T>(method: string, ...params: readonly unknown[]): Promise<T> =>
    (await endpoint.request({ method, params })) as T
  const why = async () => ((await endpoint.profile()).engine === 'theriac' ? 'one_sealer' : 'not_connected')
  const unsupported = async () => ({ supported: false, why: await why() }) as const

  async function newest(): Promise<BlockSummary> {
    const [head] = await reads.blocks(1)
    // A chain has a genesis block: a node that tells none has lost it between two questions.
    if (!head) throw new TypeError('The node tells no block')
    return head
  }

  async function pending(): Promise<Supported<number>> {
    try {
      const status = await ask<{ pending: Hex; queued: Hex }>('txpool_status')
      return { supported: true, value: hexToNumber(status.pending) + hexToNumber(status.queued) }
    } catch (error) {
      if (asRpcError(error) === undefined) throw error
      return { supported: false, why: 'not_told' }
    }
  }

  return {
    blocks: reads.blocks,
    block: reads.block,
    transaction: reads.transaction,
    receipt: reads.receipt,
    async overview() {
      const [{ engine }, version, chainId, genesis, head, waiting] = await Promise.all([
        endpoint.profile(),
        ask<string>('web3_clientVersion'),
        endpoint.chainId(),
        reads.block(0),
        newest(),
        pending(),
      ])
      return { engine, version, chainId, genesisHash: genesis?.hash ?? '0x', head, pending: waiting }
    },
    async nodes() {
      const head = await newest()
      if ((await why()) !== 'one_sealer' || head.sealer === undefined) return { supported: false, why: 'not_told' }
      const { number: height, sealer: address } = head
      const node = { address, role: 'sealer', state: 'up', height, lag: 0, weight: 1, lastSigned: height } as const
      return { supported: true, value: { nodes: [{ ...node, missedSignatures: 0 }], sealers: 1, spare: 0 } }
    },
    async systemConfiguration() {
      if ((await why()) !== 'one_sealer') return unsupported()
      const { gasLimit } = await ask<RawLimits>('eth_getBlockByNumber', 'latest', false)
      const chainId = await endpoint.chainId()
      return {
        supported: true,
        value: [
          { key: 'chain_id', value: String(chainId), settledBy: 'genesis', irreversible: true },
          { key: 'block_gas_limit', value: BigInt(gasLimit).toString(), settledBy: 'program', irreversible: false },
        ],
      }
    },
    committee: unsupported,
    changeRole: unsupported,
    proposals: unsupported,
    propose: unsupported,
    vote: unsupported,
    revoke: unsupported,
    setConfiguration: unsupported,
    drift: unsupported,
    account: unsupported,
    setAccount: unsupported,
    contractAuthority: unsupported,
    setMethodRule: unsupported,
    setContractState: unsupported,
  }
}
