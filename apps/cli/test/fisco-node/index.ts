import type { Address } from 'viem'
import { type Consensus, openConsensus } from './chain/consensus.ts'
import type { Replica } from './chain/replica.ts'
import { nodeIds } from './rpc/group.ts'
import { openPort, type Port } from './rpc/json-rpc.ts'
import { answerNative } from './rpc/native.ts'
import { answerWeb3 } from './rpc/web3.ts'
import { stateAtGenesis } from './system/state.ts'

/** How a chain is made that differs from one without authority checking. */
export interface FiscoNodeOptions {
  /** Authority is checked, and these govern. The first one alone does where no more is said, with rates of 0. */
  readonly governors?: readonly Address[]
  readonly participatesRate?: number
  readonly winRate?: number
  /** `filter_max_process_block`; 10 as the engine has it. */
  readonly logBlocks?: number
}

/** One of two nodes whose RPCs answer; the two others of the chain have none. */
interface NodeAccess {
  readonly web3: string
  readonly rpc: string
  /** Settings that this node has otherwise than the chain. */
  readonly differs: Map<string, string>
  stop(): Promise<void>
  start(): Promise<void>
}

/**
 * Both RPCs of two nodes of FISCO BCOS 3.16.4, over the embedded chain: with the limits and surprises of the real ones, as its
 * recorded answers have them.
 */
export interface FiscoNode {
  readonly web3: string
  /** The Web3 RPC of a second node of the chain, which is a block behind for a moment. */
  readonly secondWeb3: string
  readonly rpc: string
  readonly secondRpc: string
  readonly first: NodeAccess
  readonly second: NodeAccess
  /** Methods that were called on the native RPC, in order. */
  readonly native: string[]
  /** The rest of the chain: halts it, lets the second node stand still, makes blocks. */
  readonly chain: Pick<Consensus, 'setHalted' | 'setStuck' | 'advance' | 'pending' | 'state'>
  close(): Promise<void>
}

/** Who governs by the genesis where authority is not checked: an account is asked for there too, and a committee made. */
const unusedGovernor: Address = '0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266'

/** Opens two of them on a chain in a folder; nobody has a balance yet. */
export async function openFiscoNode(folder: string, options: FiscoNodeOptions = {}): Promise<FiscoNode> {
  const { governors, participatesRate = 0, winRate = 0, logBlocks = 10 } = options
  const isAuthChecked = governors !== undefined
  const genesis = { nodeIds, isAuthChecked, governors: governors ?? [unusedGovernor], participatesRate, winRate }
  const consensus = await openConsensus(folder, stateAtGenesis(genesis))
  const native: string[] = []
  const down = new Set<string>()
  let halted = false
  // Of the two without an RPC both are away where the chain stands still.
  const connected = () => nodeIds.slice(0, halted ? 2 : 4).filter((id) => !down.has(id))

  async function openNode(replica: Replica, nodeId: string): Promise<NodeAccess & { readonly ports: readonly Port[] }> {
    const differs = new Map<string, string>()
    const answer = answerNative({ consensus, replica, nodeId, connected, differs })
    const ports = [
      await openPort(answerWeb3({ consensus, replica, logBlocks })),
      await openPort((method, params) => {
        native.push(method)
        return answer(method, params)
      }),
    ] as const
    return {
      web3: ports[0].url,
      rpc: ports[1].url,
      differs,
      ports,
      async stop() {
        down.add(nodeId)
        for (const port of ports) await port.stop()
      },
      async start() {
        for (const port of ports) await port.start()
        down.delete(nodeId)
      },
    }
  }

  const [one = '', two = ''] = nodeIds
  const [first, second] = [await openNode(consensus.first, one), await openNode(consensus.second, two)]
  return {
    web3: first.web3,
    secondWeb3: second.web3,
    rpc: first.rpc,
    secondRpc: second.rpc,
    first,
    second,
    native,
    chain: {
      ...consensus,
      setHalted(now) {
        halted = now
        consensus.setHalted(now)
      },
    },
    async close() {
      for (const port of [...first.ports, ...second.ports]) await port.stop()
      await consensus.close()
    },
  }
}
