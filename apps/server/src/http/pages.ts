import { access } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
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

const pageHeaders = {
  'content-security-policy': pagePolicy,
  'permissions-policy': 'camera=(self), microphone=(), geolocation=()',
  'cache-control': 'no-cache',
}

/** Paths that are no page, whatever is asked of them. */
const noPage = /^\/(api|assets|reference|health|metrics|rpc|openapi\.json)(\/|$)/
/** The public page: also where the link that a pack carries (GS1 Digital Link) leads. */
const publicPage = /^\/(check|01\/\d{14})(\/|$)/
/** A file by its name; pages are served by their paths, with the headers of a page. */
const isFile = (path: string): boolean => /\.\w+$/.test(path) && !path.endsWith('.html') && !publicPage.test(path)

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
    serve: false,
    preCompressed: true,
    cacheControl: false,
    dotfiles: 'ignore',
    setHeaders: (reply, path) => reply.headers(headersOf(relative(folder, path).split(sep).join('/'))),
  })
  app.get('/*', (request: FastifyRequest, reply: FastifyReply) => {
    const path = request.url.split('?', 1)[0] ?? '/'
    if (isFile(path)) return reply.sendFile(path)
    if (noPage.test(path)) return reply.callNotFound()
    return reply.sendFile(publicPage.test(path) ? 'check.html' : 'index.html')
  })
}

/** Headers of a file that is there, by its name within the folder; it may be the compressed one. */
function headersOf(name: string): Record<string, string> {
  const plain = name.replace(/\.(br|gz)$/, '')
  if (plain.endsWith('.html')) return pageHeaders
  return {
    // Files of the build have their content in their name.
    'cache-control': plain.startsWith('assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
    // A worker goes by the policy that it comes with.
    ...(plain.endsWith('.js') ? { 'content-security-policy': pagePolicy } : {}),
  }
}
