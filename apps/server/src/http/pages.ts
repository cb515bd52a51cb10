import { access } from 'node:fs/promises'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

/**
 * What a page may load: what this server gives, and nothing else. Styles may stand in the page, as component libraries
 * put them there; without images, fonts or requests to elsewhere they can carry nothing out.
 */
const pagePolicy = [
  "default-src 'none'",
  // Compiling the barcode reader; no text is ever run.
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "media-src 'self' blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

const pageHeaders: Readonly<Record<string, string>> = {
  'content-security-policy': pagePolicy,
  'permissions-policy': 'camera=(self), microphone=(), geolocation=()',
  'cache-control': 'no-cache',
}

/** Paths that are no page, whatever is asked of them. */
const noPage = /^\/(api|assets|reference|health|metrics|rpc|openapi\.json)(\/|$)/
/** The public page: also where the link that a pack carries (GS1 Digital Link) leads. */
const publicPage = /^\/(check|01\/\d{14})(\/|$)/

/**
 * Serves the built web application: files by their name, and for every other path the page that finds its way itself.
 *
 * @param folder - what the web application's build wrote
 * @throws Error where there is no such folder
 */
export async function addPages(app: FastifyInstance, folder: string): Promise<void> {
  await access(join(folder, 'index.html'))
  await app.register(fastifyStatic, {
    root: folder,
    prefix: '/',
    wildcard: false,
    index: false,
    preCompressed: true,
    cacheControl: false,
    // Pages are served below, each with the headers of a page.
    globIgnore: ['*.html*', '.*'],
    setHeaders(response, path) {
      const isHashed = path.slice(folder.length).replaceAll('\\', '/').startsWith('/assets/')
      response.header('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache')
      // A worker goes by the policy that it comes with.
      if (/\.m?js(\.br|\.gz)?$/.test(path)) response.header('content-security-policy', pagePolicy)
    },
  })
  app.get('/*', (request: FastifyRequest, reply: FastifyReply) => {
    const path = request.url.split('?', 1)[0] ?? '/'
    if (noPage.test(path) || /\.\w+$/.test(path)) return reply.callNotFound()
    return reply.headers(pageHeaders).sendFile(publicPage.test(path) ? 'check.html' : 'index.html')
  })
}
