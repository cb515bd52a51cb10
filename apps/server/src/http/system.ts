import swagger, { type StaticDocumentSpec } from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Metrics } from '../metrics.ts'
import { ProblemError } from '../problem-error.ts'

/** What operators and their machines ask, beside the API. */
export interface SystemDeps {
  /** Parts that must work for requests to be served, and what is wrong with those that do not. */
  readonly readiness: () => Promise<Readonly<Record<string, { readonly ok: boolean; readonly detail?: string }>>>
  readonly metrics: Metrics
  readonly openApi: Record<string, unknown>
}

/** Health, readiness, metrics, and the API's reference. */
export async function addSystemRoutes(
  app: FastifyInstance,
  { readiness, metrics, openApi }: SystemDeps,
): Promise<void> {
  app.get('/health/live', async () => ({ status: 'alive' }))
  app.get('/health/ready', async (_request, reply) => {
    const parts = await readiness()
    const isReady = Object.values(parts).every(({ ok }) => ok)
    return reply.code(isReady ? 200 : 503).send({ status: isReady ? 'ready' : 'not ready', parts })
  })
  app.get('/metrics', { onRequest: requireOwnMachine }, async (_request, reply) =>
    reply.type(metrics.contentType).send(await metrics.text()),
  )
  app.get('/openapi.json', async () => openApi)
  // The plugin's types know OpenAPI up to 3.0; it passes the document on as it is.
  const document = openApi as unknown as StaticDocumentSpec['document']
  await app.register(swagger, { mode: 'static', specification: { document } })
  await app.register(swaggerUi, {
    routePrefix: '/reference',
    staticCSP: true,
    theme: { title: 'Theriac API' },
    uiConfig: { docExpansion: 'none', filter: true, tryItOutEnabled: false, persistAuthorization: false },
  })
}

/**
 * Lets only callers on this machine in that come directly: what a proxy passes on carries the header of one. For
 * figures and for the chain's own JSON-RPC, which know nothing of accounts.
 */
async function requireOwnMachine(request: FastifyRequest): Promise<void> {
  if (isFromOwnMachine(request.raw.socket.remoteAddress, request.headers)) return
  throw new ProblemError('Forbidden', 'This is answered to programs on the same machine only')
}

/** Whether a request was made on this machine, and not by a proxy for somebody else. */
export function isFromOwnMachine(
  address: string | undefined,
  headers: Readonly<Record<string, string | readonly string[] | undefined>>,
): boolean {
  const isLoopback = address === '::1' || /^(::ffff:)?127\.\d+\.\d+\.\d+$/.test(address ?? '')
  return isLoopback && !('forwarded' in headers) && !('x-forwarded-for' in headers)
}
