import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import rateLimit from '@fastify/rate-limit'
import { type Area, allows, basePath, type Route, routes } from '@theriac/api'
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify'
import type { TSchema } from 'typebox'
import type { CallNotes } from '../accounts/sign-in/call-notes.ts'
import type { JobPlan } from '../jobs/plan.ts'
import { ProblemError } from '../problem-error.ts'
import type { Switchboard } from '../rpc.ts'
import { etagOf } from './etag.ts'
import type { AllHandlers, Caller, Commit } from './handler.ts'
import { createJsonParser } from './json-body.ts'
import { asProblemError, problemOf } from './problems.ts'
import { answerSchema } from './schemas.ts'
import { createValidation, type RequestPart } from './validation.ts'
import type { Writes } from './writes.ts'

/** Says who sends a request; undefined for nobody. Throws ProblemError for a credential that does not count (any more). */
export type Authenticate = (
  request: FastifyRequest,
  target: { readonly routeId: string; readonly route: Route },
) => Promise<Caller | undefined>

type Application = (request: IncomingMessage, response: ServerResponse) => void

/** What the HTTP side is made of. */
export interface AppDeps {
  readonly handlers: AllHandlers
  readonly authenticate: Authenticate
  readonly notes: CallNotes
  readonly writes: Writes
  readonly log: FastifyBaseLogger
  /** A proxy before the server speaks TLS with browsers, and tells who they are (`X-Forwarded-For`). */
  readonly behindTls: boolean
  /** Requests that one address may make to public routes in a minute. */
  readonly publicPerMinute: number
  /** Puts something else beside the application on its port. */
  readonly switchboard?: (application: Application) => Switchboard
  /** Told of every answer. */
  readonly answered: (answer: { readonly routeId: string; readonly status: number; readonly seconds: number }) => void
}

declare module 'fastify' {
  interface FastifyRequest {
    caller: Caller | undefined
    /** What its handler was given. */
    call: object | undefined
  }
  interface FastifyContextConfig {
    routeId?: string
    /** Its handler reads the body as it comes. */
    streams?: boolean
  }
}

const bodyLimit = 1024 * 1024

/** No page but our own may use what is answered, and nothing in it may run. */
const securityHeaders: Readonly<Record<string, string>> = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'x-frame-options': 'DENY',
}

/** The HTTP server with a route for each of the API's. Does not listen yet. */
export async function createApp(deps: AppDeps): Promise<FastifyInstance> {
  const app = Fastify({
    serverFactory: (application) => serverOf(deps.switchboard?.(application), application),
    loggerInstance: deps.log,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit,
    // One hop: what the proxy was told by others proves nothing.
    trustProxy: deps.behindTls ? (_address, hop) => hop === 0 : false,
    // A request that is not complete after a minute only holds a connection; uploads have the longer limit of their route.
    requestTimeout: 600_000,
    genReqId: (request) => requestIdOf(request.headers['x-request-id']),
    routerOptions: { maxParamLength: 200 },
  })
  const validator = createValidation()
  app.setValidatorCompiler(({ schema, httpPart }) => validator(schema as TSchema, httpPart as RequestPart))
  app.decorateRequest('caller', undefined)
  app.decorateRequest('call', undefined)
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(securityHeaders).header('x-request-id', request.id)
  })
  app.addHook('onResponse', async (request, reply) => {
    const { routeId = 'none' } = request.routeOptions.config
    const seconds = reply.elapsedTime / 1000
    deps.answered({ routeId, status: reply.statusCode, seconds })
    const account = request.caller?.accountId
    const data = { request: request.id, route: routeId, status: reply.statusCode, ms: Math.round(reply.elapsedTime) }
    request.log.info({ ...data, ...(account ? { account } : {}) }, 'answered')
  })
  app.addContentTypeParser('application/json', { parseAs: 'string' }, createJsonParser(app))
  for (const type of streamedTypes()) {
    if (app.hasContentTypeParser(type)) app.removeContentTypeParser(type)
    app.addContentTypeParser(type, async (request: FastifyRequest, payload: IncomingMessage) => {
      if (request.routeOptions.config.streams) return payload
      throw new ProblemError('UnsupportedMediaType', 'The body comes as application/json')
    })
  }
  app.setNotFoundHandler(async (request, reply) =>
    send(new ProblemError('NotFound', `There is no route ${request.method} ${pathOf(request)}`), request, reply),
  )
  app.setErrorHandler(async (error, request, reply) => send(asProblemError(error), request, reply))
  await app.register(rateLimit, { global: false, errorResponseBuilder: () => tooMany() })
  for (const [subject, area] of Object.entries(routes as Readonly<Record<string, Area>>)) {
    for (const [name, route] of Object.entries(area)) {
      const handler = (deps.handlers as unknown as HandlerTable)[subject]?.[name]
      if (!handler) throw new TypeError(`no handler for ${subject}.${name}`)
      mount(app, deps, `${subject}.${name}`, route, handler)
    }
  }
  return app
}

function serverOf(switchboard: Switchboard | undefined, application: Application): Server {
  if (!switchboard) return createServer(application)
  const server = createServer(switchboard.handle)
  server.on('upgrade', switchboard.upgrade)
  return server
}

/** Media types that handlers read as they come. */
function streamedTypes(): ReadonlySet<string> {
  const areas = Object.values(routes as Readonly<Record<string, Area>>)
  return new Set(areas.flatMap((area) => Object.values(area).flatMap(({ consumes }) => consumes ?? [])))
}

type AnyHandler = (call: unknown, raw: unknown) => Promise<unknown>
type HandlerTable = Readonly<Record<string, Readonly<Record<string, AnyHandler>>>>

function mount(app: FastifyInstance, deps: AppDeps, routeId: string, route: Route, handler: AnyHandler): void {
  const { authenticate, writes } = deps
  const isPublic = route.access === 'public'
  const changes = route.kind === 'job' || route.kind === 'write' || (route.kind === 'stream' && route.method !== 'GET')
  const writeOf = (request: FastifyRequest, reply: FastifyReply) => ({
    routeId,
    route,
    caller: request.caller,
    call: request.call,
    request,
    reply,
  })

  app.route({
    method: route.method,
    url: `${basePath}${route.path}`,
    bodyLimit: route.bodyLimit ?? bodyLimit,
    config: {
      routeId,
      streams: route.consumes !== undefined,
      ...(isPublic ? { rateLimit: { max: deps.publicPerMinute, timeWindow: 60_000 } } : {}),
    },
    schema: {
      ...(route.params ? { params: route.params } : {}),
      ...(route.query ? { querystring: route.query } : {}),
      ...(route.body && route.consumes === undefined ? { body: route.body } : {}),
      ...(route.kind === 'stream' || (route.kind !== 'job' && route.answer === undefined)
        ? {}
        : { response: { '2xx': answerSchema(route) } }),
    },
    // Before anything of the body is read: who may not call learns nothing from what a body would be answered.
    async onRequest(request) {
      request.caller = await authenticate(request, { routeId, route })
      if (allows(route.access, request.caller)) return
      if (!request.caller) throw new ProblemError('NotSignedIn', 'Sign in, or send an API token')
      const { kind, role } = request.caller
      throw new ProblemError('Forbidden', `An account with role ${role} of a ${kind} may not do this`)
    },
    async handler(request, reply) {
      const gone = new AbortController()
      request.raw.once('close', () => {
        if (request.raw.readableAborted || reply.raw.destroyed) gone.abort()
      })
      const { caller, params, query, body, id: requestId, ip } = request
      const call = { caller, params, query, body, requestId, ip, signal: gone.signal }
      request.call = call
      deps.notes.setUserAgent(call, request.headers['user-agent'])
      switch (route.kind) {
        case 'job':
          return writes.job(
            writeOf(request, reply),
            () => handler(call, undefined) as Promise<JobPlan<unknown>>,
            gone.signal,
          )
        case 'write':
          return writes.commit(writeOf(request, reply), () => handler(call, undefined) as Promise<Commit<unknown>>)
        case 'stream':
          return handler(call, { request, reply })
        case 'read':
          return handler(call, undefined)
        default:
          return route.kind satisfies never
      }
    },
    async onError(request, reply, error) {
      // An answer that was given to a job which the ledger refused is in the log as the job is.
      const problem = asProblemError(error)
      if (!changes || problem.data.jobId !== undefined || isNobodys(request, problem)) return
      await writes.refusal(writeOf(request, reply), problem).catch((fault: unknown) => {
        request.log.error({ err: fault, request: request.id }, 'a refusal could not be logged')
      })
    },
    async onSend(request, reply, payload) {
      const cookie = request.call && deps.notes.cookieOf(request.call, deps.behindTls)
      if (cookie) reply.header('set-cookie', cookie)
      return route.method === 'GET' && route.kind === 'read' ? etagged(request, reply, payload) : payload
    },
  })
}

/** Nobody's attempts are not noted: whoever has no account could fill the disk with them. Wrong passwords are somebody's. */
function isNobodys({ caller, call }: FastifyRequest, { code }: ProblemError): boolean {
  return !caller && !call && (code === 'NotSignedIn' || code === 'SessionExpired' || code === 'TooManyRequests')
}

/** A read that gives what the client has already is answered without it. */
async function etagged(request: FastifyRequest, reply: FastifyReply, payload: unknown): Promise<unknown> {
  if (reply.statusCode !== 200 || typeof payload !== 'string') return payload
  const etag = etagOf(payload)
  reply.header('etag', etag).header('cache-control', 'private, no-cache')
  const known = request.headers['if-none-match']
  if (known?.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag)) {
    reply.code(304)
    return ''
  }
  return payload
}

function send(error: ProblemError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const problem = problemOf(error, request.id)
  if (problem.status >= 500) request.log.error({ err: error.cause ?? error, request: request.id }, error.message)
  if (problem.retryAfterSeconds !== undefined) reply.header('retry-after', problem.retryAfterSeconds)
  if (problem.status === 401) reply.header('www-authenticate', 'Bearer')
  return reply
    .code(problem.status)
    .header('content-type', 'application/problem+json')
    .serializer(JSON.stringify)
    .send(problem)
}

const tooMany = (): ProblemError =>
  new ProblemError('TooManyRequests', 'Too many requests from this address; wait a minute', { retryAfterSeconds: 60 })

const pathOf = ({ url }: FastifyRequest): string => url.split('?', 1)[0] ?? url

/** A client's own id is kept, so that both sides' logs tell the same story. */
function requestIdOf(header: string | string[] | undefined): string {
  return typeof header === 'string' && /^[\w.-]{8,64}$/.test(header) ? header : crypto.randomUUID()
}
