import type { exchangeRoutes } from '@theriac/api'
import type { Gln } from '@theriac/gs1'
import { setService } from '@theriac/ledger'
import { type Db, institutionQueries, recordQueries } from '@theriac/read-model'
import { and, eq } from 'drizzle-orm'
import type { FastifyRequest } from 'fastify'
import { lowerCase } from '../accounts/keys.ts'
import { accounts, attachments, documents } from '../db/schema/index.ts'
import type { FetchDeps } from '../exchange/fetch-document.ts'
import { createServices } from '../exchange/services.ts'
import { exchangeHeader, isSignedBy, mostSkewSeconds, readHeader } from '../exchange/signed-request.ts'
import type { Handlers } from '../http/handler.ts'
import { faultOfOrigin } from '../outgoing/target.ts'
import { invalidField, notFound, ProblemError } from '../problem-error.ts'

/** What the handlers of the exchange need. */
export interface ExchangeHandlersDeps extends FetchDeps {
  readonly db: Db
}

/** Documents between servers: where they are, and what a partner's server may fetch from this one. */
export function createExchangeHandlers(deps: ExchangeHandlersDeps): Handlers<typeof exchangeRoutes> {
  const { db, store, rules, clock, chainId, addresses } = deps
  const services = createServices(deps)
  const institutions = institutionQueries(db)
  const records = recordQueries(db)

  async function isHere(gln: Gln): Promise<boolean> {
    const [there] = await db.select({ id: accounts.id }).from(accounts).where(eq(accounts.gln, gln)).limit(1)
    return there !== undefined
  }

  /** Throws unless the request is signed by the server of an institution that the ledger shows the document's record. */
  async function admitted(request: FastifyRequest, path: string, author: Gln, hash: string): Promise<void> {
    const refused = (words: string): ProblemError => new ProblemError('NotSignedIn', words)
    const said = readHeader(request.headers[exchangeHeader])
    if (!said) throw refused(`The header ${exchangeHeader} is missing, or is not <GLN>;<Unix seconds>;<signature>`)
    const { from, at, signature } = said
    if (Math.abs(at - Math.floor(clock() / 1000)) > mostSkewSeconds)
      throw refused('The request was signed too long ago, or the clocks of the two servers differ by minutes')
    const service = await services.find(from)
    const isGenuine =
      service !== undefined &&
      (await isSignedBy(service.signer, { chainId, nodes: addresses.nodes }, { from, to: author, path, at }, signature))
    if (!isGenuine) throw refused('The signature is not that of the account which the ledger has for this server')
    const asker = await institutions.find(from)
    if (asker?.status !== 'active') throw refused('The institution is not active')
    const reader = asker.kind === 'regulator' ? 'all' : { gln: from }
    if (!(await records.shows(reader, author, hash))) throw notFound('document')
  }

  return {
    async service({ params }) {
      const { gln } = params
      if (!(await institutions.find(gln))) throw notFound('institution with this GLN')
      const service = await services.find(gln)
      const said = service && { url: service.url, signer: lowerCase(service.signer) }
      return { gln, ...said, here: await isHere(gln) }
    },

    async setService({ caller, body }) {
      const url = originOf(body.url)
      const signer = await services.accountFor(caller.gln)
      return { stages: [[setService(url === '' ? undefined : { url, signer })]], result: { url, signer } }
    },

    async document({ params }, { request, reply }) {
      const { author, document: hash } = params
      await admitted(request, `/exchange/${author}/documents/${hash}`, author, hash)
      const isIt = and(eq(documents.gln, author), eq(documents.hash, hash))
      const [row] = await db.select({ text: documents.text }).from(documents).where(isIt)
      if (!row) throw notFound('document')
      return reply.header('cache-control', 'no-store').type('application/json; charset=utf-8').send(row.text)
    },

    async file({ params }, { request, reply }) {
      const { author, document: hash, file } = params
      await admitted(request, `/exchange/${author}/documents/${hash}/files/${file}`, author, hash)
      const isIt = and(eq(attachments.gln, author), eq(attachments.document, hash), eq(attachments.file, file))
      const [row] = await db.select({ file: attachments.file }).from(attachments).where(isIt)
      if (!row || (await store.check(file)) !== 'matches') throw notFound('file')
      return reply.header('cache-control', 'no-store').type('application/octet-stream').send(store.read(file))
    },
  }

  /** Scheme, host and port. Throws ProblemError Invalid for an address that partners could not, or should not, ask. */
  function originOf(text: string): string {
    if (text === '') return ''
    const fault = faultOfOrigin(text, rules)
    if (fault) throw invalidField('/url', fault.rule, fault.detail)
    return new URL(text).origin
  }
}
