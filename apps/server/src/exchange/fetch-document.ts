import { basePath } from '@theriac/api'
import type { Gln } from '@theriac/gs1'
import type { Addresses, Reads } from '@theriac/ledger'
import type { Db } from '@theriac/read-model'
import type { AccountKeys } from '../accounts/keys.ts'
import { type FileStore, FileTooLarge } from '../areas/files/store.ts'
import { isSealedBy } from '../areas/records/document.ts'
import { attachments, documents, uploads } from '../db/schema/index.ts'
import { faultOfOrigin, type TargetRules } from '../outgoing/target.ts'
import { ProblemError } from '../problem-error.ts'
import { ask, PartnerFault } from './ask.ts'
import { readForeign } from './foreign-document.ts'
import { createServices } from './services.ts'
import { exchangeHeader, signRequest } from './signed-request.ts'

/** What fetching works with. */
export interface FetchDeps {
  readonly reads: Pick<Reads, 'nodes'>
  readonly addresses: Addresses
  readonly chainId: number
  readonly keys: Pick<AccountKeys, 'create' | 'list' | 'signerOf'>
  readonly store: FileStore
  readonly rules: TargetRules
  /** Unix milliseconds. */
  readonly clock: () => number
}

/** A document that is on another institution's server. */
export interface Wanted {
  readonly asker: Gln
  readonly author: Gln
  /** SHA-256 of the document, as the ledger has it. */
  readonly hash: string
}

/** Fetches one document, and gives what keeps it. */
export type DocumentFetcher = ReturnType<typeof createDocumentFetcher>

/** Longer than any document that a server takes. */
const longestDocument = 2 * 1024 * 1024
const timeoutMs = 10_000
/** For one document or file, over the slowest of lines. */
const mostMs = 600_000

/**
 * Fetches a document and its files from its author's server. What comes is compared with the hash on the ledger, so that it
 * does not matter whether the server, or who is between, tells the truth.
 *
 * @returns what keeps it, in a transaction
 * @throws ProblemError WrongState where either server is not on the ledger, what comes is not what the ledger knows, or is what
 * no author's server writes; PartnerAway where the other one does not answer
 */
export function createDocumentFetcher(deps: FetchDeps) {
  const { store, rules, clock, addresses, chainId } = deps
  const services = createServices(deps)

  return async ({ asker, author, hash }: Wanted, signal: AbortSignal): Promise<(tx: Db) => Promise<void>> => {
    const [own, theirs] = await Promise.all([services.signerOf(asker), services.find(author)])
    if (!own) throw missing(asker, 'This institution’s server has no address on the ledger yet: an admin sets it first')
    if (!theirs) throw missing(author, 'The author’s server has no address on the ledger')

    const get = async (path: string): Promise<AsyncIterable<Uint8Array>> => {
      const at = Math.floor(clock() / 1000)
      const header = await signRequest({ chainId, nodes: addresses.nodes }, own, { from: asker, to: author, path, at })
      const url = `${new URL(theirs.url).origin}${basePath}${path}`
      return ask({ url, headers: { [exchangeHeader]: header }, timeoutMs, mostMs, rules, signal })
    }

    try {
      // Whoever writes to the ledger by other means than a server of ours writes there what it likes.
      const fault = faultOfOrigin(theirs.url, rules)
      if (fault) throw new PartnerFault(`its address on the ledger ${fault.detail}`)
      const path = `/exchange/${author}/documents/${hash}`
      const text = await textOf(await get(path))
      if (!isSealedBy(hash, text)) throw differs('document', hash)
      const files = readForeign(text)?.files
      if (!files) throw malformed(hash)
      for (const file of files) {
        const stored = await store.put(await get(`${path}/files/${file.hash}`))
        if (stored.hash !== file.hash) throw differs('file', file.hash)
        // It is told to browsers and proxies: of one that is too small the rest would be taken for the next answer.
        if (stored.size !== file.size) throw malformed(hash)
      }
      const now = clock()
      return async (tx) => {
        const kept = await tx
          .insert(documents)
          .values({ gln: author, hash, text, jobId: null, createdAt: now })
          .onConflictDoNothing()
          .returning({ hash: documents.hash })
        if (kept.length === 0 || files.length === 0) return
        const rows = files.map((file) => ({ gln: author, ...file, accountId: null, uploadedAt: now }))
        await tx.insert(uploads).values(rows).onConflictDoNothing()
        await tx.insert(attachments).values(files.map((file) => ({ gln: author, document: hash, file: file.hash })))
      }
    } catch (error) {
      throw asProblem(error)
    }
  }
}

async function textOf(body: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of body) {
    bytes += chunk.length
    if (bytes > longestDocument) throw new PartnerFault('sends more than a document')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

const missing = (gln: Gln, words: string): ProblemError =>
  new ProblemError('WrongState', words, { reason: { name: 'ServiceUnknown', args: { gln } } })

const differs = (what: string, hash: string): ProblemError =>
  new ProblemError(
    'WrongState',
    `The author’s server gave another ${what} than the ledger knows; nothing of it was kept`,
    {
      reason: { name: 'DocumentDiffers', args: { what, hash } },
    },
  )

const malformed = (hash: string): ProblemError =>
  new ProblemError('WrongState', 'The document is what the ledger knows, but not of the form of a document', {
    reason: { name: 'DocumentMalformed', args: { hash } },
  })

function asProblem(error: unknown): unknown {
  if (error instanceof FileTooLarge) return new ProblemError('TooLarge', error.message, { cause: error })
  if (error instanceof PartnerFault || isBrokenOff(error)) {
    const why = error instanceof PartnerFault ? error.message : 'the answer was broken off'
    return new ProblemError('PartnerAway', `The author’s server did not give it: ${why}`, { cause: error })
  }
  return error
}

/** Node's own errors of a connection that ends in the middle. */
function isBrokenOff(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return code === 'ECONNRESET' || code === 'ERR_STREAM_PREMATURE_CLOSE' || code === 'ABORT_ERR'
}
