import type { FieldFault, FileReference } from '@theriac/api'
import type { Db } from '@theriac/read-model'
import { and, eq, inArray } from 'drizzle-orm'
import * as app from '../../db/schema/index.ts'
import type { SettledHooks } from '../../jobs/hooks.ts'
import { ProblemError } from '../../problem-error.ts'

/** A document that is about to be kept. */
export interface NewDocument {
  readonly gln: string
  readonly hash: string
  readonly text: string
  readonly jobId: string
  readonly createdAt: number
  readonly files: readonly FileReference[]
}

/** The documents of records, which the ledger has only the hashes of. */
export function createKeptDocuments(db: Db) {
  return {
    /** Those of an author's documents that are on this server, by hash. */
    async texts(gln: string, hashes: readonly string[]): Promise<ReadonlyMap<string, string>> {
      if (hashes.length === 0) return new Map()
      const { documents } = app
      const rows = await db
        .select({ hash: documents.hash, text: documents.text })
        .from(documents)
        .where(and(eq(documents.gln, gln), inArray(documents.hash, [...hashes])))
      return new Map(rows.map(({ hash, text }) => [hash, text]))
    },
    /**
     * Uploads of an institution by hash. Its own alone: who attaches a file could read another's by knowing its hash.
     *
     * @throws ProblemError Invalid with a fault for each that it has not uploaded
     */
    async filesOf(gln: string, hashes: readonly string[]): Promise<FileReference[]> {
      if (hashes.length === 0) return []
      const { uploads } = app
      const rows = await db
        .select({ hash: uploads.hash, name: uploads.name, mediaType: uploads.mediaType, size: uploads.size })
        .from(uploads)
        .where(and(eq(uploads.gln, gln), inArray(uploads.hash, [...hashes])))
      const found = new Map(rows.map((row) => [row.hash, { ...row, hash: row.hash as `0x${string}` }]))
      const faults: FieldFault[] = []
      const files = hashes.flatMap((hash, at): FileReference[] => {
        const file = found.get(hash)
        if (file) return [file]
        faults.push({ field: `/files/${at}`, rule: 'unknown', detail: 'is no file that the institution has uploaded' })
        return []
      })
      if (faults.length > 0)
        throw new ProblemError('Invalid', `${faults.length} files are not uploaded`, { errors: faults })
      return files
    },
    /** Keeps a document, if, and only if, the job is kept that takes its hash to the ledger. */
    async keep(tx: Db, { files, ...document }: NewDocument): Promise<void> {
      const { gln, hash } = document
      const hashes = files.map((file) => file.hash)
      if (hashes.length > 0) {
        const { uploads } = app
        // Locked: an upload that is being removed at this moment must not be attached.
        const own = and(eq(uploads.gln, gln), inArray(uploads.hash, hashes))
        const rows = await tx.select({ hash: uploads.hash }).from(uploads).where(own).for('update')
        if (rows.length < hashes.length) throw new ProblemError('WrongState', 'A file was removed meanwhile')
      }
      await tx.insert(app.documents).values(document)
      if (hashes.length === 0) return
      await tx.insert(app.attachments).values(hashes.map((file) => ({ gln, document: hash, file })))
    },
  }
}

/** What the ledger refused leaves no document behind, and sets its files free. */
export function createRecordsSettled(): SettledHooks {
  const settled: SettledHooks[string] = async (tx, { id, state }) => {
    if (state === 'sealed') return
    const { documents, attachments } = app
    const gone = await tx
      .delete(documents)
      .where(eq(documents.jobId, id))
      .returning({ gln: documents.gln, hash: documents.hash })
    for (const { gln, hash } of gone) {
      await tx.delete(attachments).where(and(eq(attachments.gln, gln), eq(attachments.document, hash)))
    }
  }
  return { 'records.write': settled, 'records.amend': settled }
}
