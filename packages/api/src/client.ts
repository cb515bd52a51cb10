import type { Problem, ProblemCode } from './problem.ts'
import type { Answer, Area, Input, Route } from './route.ts'
import { basePath, type Routes, routes } from './routes/index.ts'
import type { Job } from './routes/jobs.ts'

/** What a client needs. */
export interface ClientOptions {
  /** Origin of the server, such as `http://127.0.0.1:8080`; empty in a browser. */
  readonly baseUrl?: string
  readonly fetch?: typeof globalThis.fetch
  /** API token of a machine. A browser has a cookie instead. */
  readonly token?: string
  /** Headers of every request, asked for anew each time: the CSRF token of a browser's session. */
  readonly headers?: () => Readonly<Record<string, string>>
}

type Optional<T, K extends keyof T> = T[K] extends undefined ? { readonly [P in K]?: undefined } : Pick<T, K>

type BodyOf<R extends Route> = R extends { readonly consumes: string }
  ? { readonly body: NonNullable<RequestInit['body']> }
  : Optional<Input<R>, 'body'>

/** What a call of a route takes. */
export type CallInput<R extends Route> = Optional<Input<R>, 'params'> &
  BodyOf<R> & { readonly query?: Input<R>['query'] } & {
    readonly signal?: AbortSignal
    /** Made up where it is not given; give one to be able to repeat the call after an error. */
    readonly idempotencyKey?: string
    /** Of jobs: seconds to wait for the ledger, at most 60. */
    readonly waitSeconds?: number
  }

type CallResult<R extends Route> = R['kind'] extends 'job'
  ? Omit<Job, 'result'> & { result: Answer<R> extends undefined ? Job['result'] : Answer<R> }
  : R['kind'] extends 'stream'
    ? Response
    : Answer<R>

type CallOf<R extends Route> =
  Record<never, never> extends CallInput<R>
    ? (input?: CallInput<R>) => Promise<CallResult<R>>
    : (input: CallInput<R>) => Promise<CallResult<R>>

type AreaClient<A extends Area> = { readonly [Name in keyof A]: CallOf<A[Name]> }

/** A function for each route: `client.products.list({ query: { limit: 10 } })`. */
export type Client = { readonly [Subject in keyof Routes]: AreaClient<Routes[Subject]> }

/** What the server answered instead of a success. */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly code: ProblemCode
  readonly status: number
  readonly problem: Problem

  constructor(problem: Problem) {
    super(problem.detail)
    this.code = problem.code
    this.status = problem.status
    this.problem = problem
  }
}

/**
 * Makes a client of the API. Each call rejects with `ApiError` for what the server refused, and with what `fetch` rejects
 * with where no answer came: a write may then be repeated with the same idempotency key.
 */
export function createClient(options: ClientOptions = {}): Client {
  const areas = Object.entries(routes as Readonly<Record<string, Area>>).map(([subject, area]) => [
    subject,
    Object.fromEntries(Object.entries(area).map(([name, route]) => [name, callOf(route, options)])),
  ])
  return Object.fromEntries(areas) as Client
}

interface AnyInput {
  readonly params?: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, unknown>>
  readonly body?: unknown
  readonly signal?: AbortSignal
  readonly idempotencyKey?: string
  readonly waitSeconds?: number
}

function callOf(route: Route, { baseUrl = '', fetch = globalThis.fetch, token, headers }: ClientOptions) {
  return async (input: AnyInput = {}): Promise<unknown> => {
    const isRaw = route.consumes !== undefined
    const response = await fetch(`${baseUrl}${pathOf(route, input)}`, {
      method: route.method,
      credentials: 'same-origin',
      headers: {
        accept: route.produces?.join(', ') ?? 'application/json',
        ...(input.body === undefined ? {} : { 'content-type': route.consumes ?? 'application/json' }),
        ...(route.method === 'GET' ? {} : { 'idempotency-key': input.idempotencyKey ?? crypto.randomUUID() }),
        ...(input.waitSeconds === undefined ? {} : { prefer: `wait=${input.waitSeconds}` }),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...headers?.(),
      },
      ...(input.body === undefined
        ? {}
        : { body: isRaw ? (input.body as NonNullable<RequestInit['body']>) : JSON.stringify(input.body) }),
      ...(input.signal ? { signal: input.signal } : {}),
    })
    if (!response.ok) throw new ApiError(await problemOf(response))
    if (route.kind === 'stream') return response
    return response.status === 204 ? undefined : response.json()
  }
}

function pathOf({ path }: Route, { params = {}, query = {} }: AnyInput): string {
  const filled = path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''))
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) if (value !== undefined) search.append(name, String(value))
  const tail = search.size > 0 ? `?${search}` : ''
  return `${basePath}${filled}${tail}`
}

/** A proxy in between may answer with something else than problem details. */
async function problemOf(response: Response): Promise<Problem> {
  const text = await response.text()
  try {
    const problem = JSON.parse(text) as Problem
    if (typeof problem.code === 'string' && typeof problem.detail === 'string') return problem
  } catch {
    // Not JSON: told below.
  }
  const detail = `The server answered ${response.status} without saying why`
  const code: ProblemCode = response.status === 503 ? 'NotReady' : 'Internal'
  return { type: 'about:blank', title: response.statusText, status: response.status, code, detail }
}
