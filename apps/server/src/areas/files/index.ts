import { Readable } from 'node:stream'
import type { fileRoutes, StoredFile } from '@theriac/api'
import type { Gln } from '@theriac/gs1'
import { type Db, hasWords, type Paging, pageQuery, recordVisibleTo, schema } from '@theriac/read-model'
import { and, eq, inArray, type SQL, sql } from 'drizzle-orm'
import * as app from '../../db/schema/index.ts'
import type { Caller, Handlers } from '../../http/handler.ts'
import { invalidField, notFound, ProblemError } from '../../problem-error.ts'
import { contentDisposition, servedMediaType } from './download.ts'
import { type FileStore, FileTooLarge } from './store.ts'

/** What the handlers of files need. */
export interface FileHandlersDeps {
  readonly db: Db
  readonly store: FileStore
  /** Unix milliseconds. */
  readonly clock: () => number
}

type Upload = typeof app.uploads.$inferSelect & { readonly attached: boolean }

// Named by hand: in a selection from one table the query builder leaves the table's name out of columns.
const attached = sql<boolean>`exists (select 1 from app.attachments
  where attachments.gln = uploads.gln and attachments.file = uploads.hash)`

const paging: Paging<Upload, 'uploadedAt' | 'name'> = {
  sorts: {
    uploadedAt: { by: app.uploads.uploadedAt, type: 'number', value: (row) => row.uploadedAt },
    name: { by: app.uploads.name, type: 'text', value: (row) => row.name },
  },
  id: { by: app.uploads.hash, type: 'text', value: (row) => row.hash },
  order: '-uploadedAt',
}

/** Files: an institution's own uploads, and those that are attached to records which it may read. */
export function createFileHandlers({ db, store, clock }: FileHandlersDeps): Handlers<typeof fileRoutes> {
  const selectFrom = (source: Db) =>
    source
      .select({
        gln: app.uploads.gln,
        hash: app.uploads.hash,
        name: app.uploads.name,
        mediaType: app.uploads.mediaType,
        size: app.uploads.size,
        accountId: app.uploads.accountId,
        uploadedAt: app.uploads.uploadedAt,
        attached,
      })
      .from(app.uploads)
  const select = () => selectFrom(db)

  /** The upload by which the caller may have a file: its own before another's. */
  async function uploadFor(caller: Caller, hash: string): Promise<Upload> {
    const isOwn = eq(app.uploads.gln, caller.gln)
    const [row] = await select()
      .where(and(eq(app.uploads.hash, hash), sql`(${isOwn} or ${isOnReadableRecord(caller)})`))
      .orderBy(sql`${isOwn} desc`, app.uploads.gln)
      .limit(1)
    if (!row) throw notFound('file')
    return row
  }

  return {
    async upload({ caller, query, body }) {
      const { gln, accountId } = caller
      const source: unknown = body
      if (!(source instanceof Readable)) {
        throw new ProblemError('UnsupportedMediaType', 'A file comes as application/octet-stream')
      }
      const { hash, size } = await store.put(source).catch((error: unknown) => {
        if (!(error instanceof FileTooLarge)) throw error
        throw new ProblemError('TooLarge', `A file has at most ${error.limit} bytes`, { cause: error })
      })
      if (query.hash !== undefined && query.hash !== hash) {
        throw invalidField('query.hash', 'hash', `is not that of the bytes that came, which is ${hash}`)
      }
      const { name, mediaType } = query
      return async (tx) => {
        await tx
          .insert(app.uploads)
          .values({ gln, hash, name, mediaType, size, accountId, uploadedAt: clock() })
          .onConflictDoNothing()
        const [row] = await selectFrom(tx).where(and(eq(app.uploads.gln, gln), eq(app.uploads.hash, hash)))
        if (!row) throw new TypeError('An upload was stored and is not there')
        return fileOf(row)
      }
    },

    async list({ caller, query }) {
      const { after, orderBy, limit, page } = pageQuery(paging, query)
      const rows = await select()
        .where(
          and(
            eq(app.uploads.gln, caller.gln),
            query.attached === undefined ? undefined : sql`${attached} = ${query.attached}`,
            hasWords(sql`lower(${app.uploads.name})`, query.text),
            after,
          ),
        )
        .orderBy(...orderBy)
        .limit(limit)
      const { items, ...rest } = page(rows)
      return { ...rest, items: items.map(fileOf) }
    },

    async find({ caller, params }) {
      const { name, mediaType, size } = await uploadFor(caller, params.hash)
      return { hash: params.hash, name, mediaType, size }
    },

    async download({ caller, params }, { request, reply }) {
      const { hash } = params
      const { name, mediaType, size } = await uploadFor(caller, hash)
      const etag = `"${hash}"`
      reply.headers({
        etag,
        'cache-control': 'private, no-cache',
        'content-security-policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
        'x-content-type-options': 'nosniff',
      })
      if (request.headers['if-none-match'] === etag) return reply.code(304).send()
      const state = await store.check(hash)
      if (state !== 'matches') {
        const detail = state === 'missing' ? 'The file is not on the disk any more' : 'The file was damaged on the disk'
        throw new ProblemError('Internal', detail, { reason: { name: 'FileDamaged', args: { hash, state } } })
      }
      return reply
        .headers({
          'content-type': servedMediaType(mediaType),
          'content-length': size,
          'content-disposition': contentDisposition(name),
        })
        .send(store.read(hash))
    },

    async remove({ caller, params }) {
      const own = and(eq(app.uploads.gln, caller.gln), eq(app.uploads.hash, params.hash))
      return async (tx) => {
        const [row] = await tx.select({ attached }).from(app.uploads).where(own)
        if (!row) throw notFound('file')
        if (row.attached) {
          const reason = { name: 'FileAttached', args: { hash: params.hash } }
          throw new ProblemError('WrongState', 'A record has the file: it stays', { reason })
        }
        // The bytes go with the next sweep: until the transaction is there for good they may be needed.
        await tx.delete(app.uploads).where(own)
      }
    },
  }
}

/** Whether an upload is attached to a record of its institution that the caller may read. */
function isOnReadableRecord(caller: Caller): SQL {
  const visible = recordVisibleTo(caller.kind === 'regulator' ? 'all' : { gln: caller.gln }) ?? sql`true`
  const { records, recordVersions } = schema
  return sql`exists (select 1 from ${app.attachments}
    join ${recordVersions} on ${recordVersions.hash} = ${app.attachments.document}
    join ${records} on ${records.ref} = ${recordVersions.recordRef} and ${records.author} = ${app.attachments.gln}
    where ${app.attachments.file} = ${app.uploads.hash} and ${app.attachments.gln} = ${app.uploads.gln} and ${visible})`
}

function fileOf(row: Upload): StoredFile {
  const { gln, hash, name, mediaType, size, uploadedAt } = row
  return {
    hash: hash as `0x${string}`,
    name,
    mediaType,
    size,
    gln: gln as Gln,
    uploadedAt: new Date(uploadedAt).toISOString(),
    attached: row.attached,
  }
}

/** Removes the bytes that no upload names any more. */
export function sweepFiles({ db, store, clock }: FileHandlersDeps): Promise<number> {
  return store.sweep(async (hashes) => {
    if (hashes.length === 0) return new Set()
    const rows = await db
      .selectDistinct({ hash: app.uploads.hash })
      .from(app.uploads)
      .where(inArray(app.uploads.hash, [...hashes]))
    return new Set(rows.map(({ hash }) => hash))
  }, clock())
}
