import type { Client, Transport } from 'viem'

/** One JSON-RPC call (EIP-1193). */
export interface RpcRequest {
  readonly method: string
  readonly params?: unknown
}

/** Carries calls to a node: the answer's `result`, or a rejection whose `code` and `data` are those of the answer. */
export type RequestFunction = (request: RpcRequest) => Promise<unknown>

/** What an engine takes and gives, where engines differ. */
export interface Profile {
  readonly engine: 'theriac' | 'fisco-bcos' | 'unknown'
  /** Blocks to ask logs of at once, to begin with. */
  readonly logPageBlocks: number
  /** Calls in one batch. */
  readonly batchSize: number
  /** Whether the engine mines a transaction whose nonce leaves a gap. */
  readonly nonceGaps: boolean
  /**
   * Milliseconds in which a transaction may still be mined after the node refused it: FISCO BCOS says `AlreadyInTxPool`, in
   * words alone, of one that it goes on to mine, and stalls 3.6 s when its leader goes away.
   */
  readonly graceMs: number
}

/** How a node of an endpoint does. */
export interface NodeStatus {
  /** Its URL without user, password and query; `in-process` for a request function. */
  readonly node: string
  /** `behind`: answers, and lacks blocks that another node has. */
  readonly state: 'unknown' | 'healthy' | 'behind' | 'down' | 'wrong chain'
  readonly current: boolean
  /** Why it is down or refused. */
  readonly fault?: string
}

/** One chain, reached over one's own nodes. */
export interface Endpoint {
  /**
   * One call, on a node that answers. A node's own error answer is thrown as viem's `RpcRequestError`.
   *
   * @throws LedgerError EndpointUnavailable, EndpointWrongChain, EndpointClosed; the signal's reason when aborted
   */
  request(request: RpcRequest, options?: { readonly signal?: AbortSignal | undefined }): Promise<unknown>
  /** Several calls that the same node answers, in their order. Rejects when one of them does. */
  batch(requests: readonly RpcRequest[], options?: { readonly signal?: AbortSignal | undefined }): Promise<unknown[]>
  /** The chain's id, asked once. */
  chainId(): Promise<number>
  /** What the engine takes, from the client version the node tells, asked once. */
  profile(): Promise<Profile>
  /** For viem's actions. */
  readonly transport: Transport
  readonly client: Client
  /** Calls on each new block where a node pushes them; what stops it, or undefined where none does. */
  onHead(listener: () => void): (() => void) | undefined
  status(): readonly NodeStatus[]
  close(): void
}
