import type { Answer, Area, Input, Kind, Role, Route, Routes } from '@theriac/api'
import type { Gln } from '@theriac/gs1'
import type { Db } from '@theriac/read-model'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Address } from 'viem'
import type { JobPlan } from '../jobs/plan.ts'

/** Who calls: an account, and the institution that it belongs to. */
export interface Caller {
  readonly accountId: string
  /** Name that it signs in with. */
  readonly name: string
  readonly gln: Gln
  readonly kind: Kind
  readonly role: Role
  /** Account on the ledger that its acts are signed by, in lower case. */
  readonly operator: Address
  /** Session or token that it came with. */
  readonly credential: { readonly kind: 'session' | 'token'; readonly id: string }
}

/** What every handler is given. Params, query and body have been validated against the route's schemas. */
export interface Call<R extends Route> extends Input<R> {
  /** Absent only on public routes. */
  readonly caller: R['access'] extends 'public' ? Caller | undefined : Caller
  readonly requestId: string
  /** Address of the client. */
  readonly ip: string
  /** Aborted when the client goes away. */
  readonly signal: AbortSignal
}

/**
 * A change of the server's own data. Everything that it reads and writes goes through `tx`: with the embedded database
 * there is one connection, and a query beside the transaction would wait for it for ever.
 */
export type Commit<T> = (tx: Db) => Promise<T>

/** How a handler of a route looks: by the route's kind. */
type Handler<R extends Route> = R['kind'] extends 'job'
  ? (call: Call<R>) => Promise<JobPlan<Answer<R>>>
  : R['kind'] extends 'write'
    ? (call: Call<R>) => Promise<Commit<Answer<R>>>
    : R['kind'] extends 'stream'
      ? (call: Call<R>, raw: { readonly request: FastifyRequest; readonly reply: FastifyReply }) => Promise<unknown>
      : (call: Call<R>) => Promise<Answer<R>>

/** A handler for each route of an area. */
export type Handlers<A extends Area> = { readonly [Name in keyof A]: Handler<A[Name]> }

/** A handler for every route there is. */
export type AllHandlers = { readonly [Subject in keyof Routes]: Handlers<Routes[Subject]> }
