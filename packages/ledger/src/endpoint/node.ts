import type { RpcRequest } from './types.ts'

/** One answer of a node, its own error included; a fault of the way to it rejects instead. */
export type Answer = { readonly ok: true; readonly result: unknown } | { readonly ok: false; readonly error: Error }

/** One node of an endpoint. */
export interface RpcNode {
  readonly name: string
  /** Answers in the order of the requests, at most `batchSize` of them in one message. Rejects when the node cannot be reached. */
  send(requests: readonly RpcRequest[]): Promise<readonly Answer[]>
  onHead?(listener: () => void): () => void
  close(): void
}

/** A fault of the way to a node, in words for a status. */
export class NodeFault extends Error {
  override readonly name = 'NodeFault'
}
