import type { Static, TObject, TSchema } from 'typebox'
import type { Access } from './access.ts'

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/**
 * What a route does, which says what the server does around its handler:
 * - `read` changes nothing;
 * - `write` changes the server's own data, in one transaction with its idempotency key;
 * - `job` writes to the ledger: the answer is a `Job`, at once (202), or when it is settled where the client asks to wait;
 * - `stream` answers by itself: a file, events.
 */
export type RouteKind = 'read' | 'write' | 'job' | 'stream'

/** One route, defined once: server, client and OpenAPI document derive from it. */
export interface Route {
  readonly kind: RouteKind
  readonly method: Method
  /** From `/api/v1`; parameters as `:gtin`. */
  readonly path: string
  /** One line: what it gives or does. */
  readonly summary: string
  readonly description?: string
  readonly access: Access
  readonly params?: TObject
  readonly query?: TObject
  readonly body?: TSchema
  /** What a success answers; nothing (204) where it is absent. Of a job: what `result` holds. */
  readonly answer?: TSchema
  /** Largest body in bytes; 1 MiB unless given. */
  readonly bodyLimit?: number
  /** The answer holds a secret that is shown once: it is not kept for a repeated request. */
  readonly secret?: true
  /** Media types of a stream. */
  readonly produces?: readonly string[]
  /** Media type of a body that is not JSON; the handler reads it as a stream. */
  readonly consumes?: string
}

/** Routes of one subject by name. */
export type Area = Readonly<Record<string, Route>>

/** For definitions: keeps the literal types. */
export const defineRoutes = <const A extends Area>(area: A): A => area

type StaticOf<T> = T extends TSchema ? Static<T> : undefined

/** What a handler of the route is given, after validation. */
export interface Input<R extends Route> {
  readonly params: StaticOf<R['params']>
  readonly query: StaticOf<R['query']>
  /** Where the route says what it `consumes`: the bytes as they come. */
  readonly body: R extends { readonly consumes: string } ? AsyncIterable<Uint8Array> : StaticOf<R['body']>
}

/** What a success answers. */
export type Answer<R extends Route> = R extends { readonly answer: infer A extends TSchema } ? Static<A> : undefined
