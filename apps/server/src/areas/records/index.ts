import { randomBytes } from 'node:crypto'
import {
  type FileReference,
  type RecordSubject,
  type RecordVerification,
  recordKinds,
  type recordRoutes,
} from '@theriac/api'
import type { Gln } from '@theriac/gs1'
import { amendRecord, type Reads, recordIdOf, voidRecord, writeRecord } from '@theriac/ledger'
import {
  type Db,
  type LeafIndex,
  type RecordFilter,
  type RecordReader,
  type RecordRow,
  recordQueries,
} from '@theriac/read-model'
import { bytesToHex, keccak256, stringToBytes } from 'viem'
import type { DocumentFetcher } from '../../exchange/fetch-document.ts'
import { requirePast, requirePermitted } from '../../goods/guards.ts'
import type { Caller, Handlers } from '../../http/handler.ts'
import { invalidField, notFound, ProblemError } from '../../problem-error.ts'
import type { FileStore } from '../files/store.ts'
import { isSealedBy, readDocument, type Statement, sealDocument } from './document.ts'
import { createKeptDocuments } from './kept.ts'
import { resolveSubject, shipmentHolder, subjectOf } from './subject.ts'
import { recordOf, versionOf } from './wire.ts'

/** What the handlers of records need. */
export interface RecordHandlersDeps {
  readonly db: Db
  readonly leaves: LeafIndex
  /** Reads on the chain itself, for who does not trust this server's tables. */
  readonly reads: Pick<Reads, 'records'>
  readonly store: FileStore
  readonly fetchDocument: DocumentFetcher
  /** Unix milliseconds. */
  readonly clock: () => number
}

const readerOf = ({ kind, gln }: Caller): RecordReader => (kind === 'regulator' ? 'all' : { gln })

/** Records: what institutions write about products, lots, packs, shipments and each other. */
export function createRecordHandlers(deps: RecordHandlersDeps): Handlers<typeof recordRoutes> {
  const { db, reads, store, clock } = deps
  const records = recordQueries(db)
  const kept = createKeptDocuments(db)

  async function findFor(caller: Caller, record: string): Promise<RecordRow> {
    const row = await records.find(readerOf(caller), record, recordKinds)
    if (!row) throw notFound('record')
    return row
  }

  /** A record that the caller may write the next version of. */
  async function findOwn(caller: Caller, record: string, version: number): Promise<RecordRow> {
    const row = await findFor(caller, record)
    if (row.author !== caller.gln) throw new ProblemError('Forbidden', 'Only its author changes a record')
    await checkPermission(caller, row.kind)
    if (row.voided) {
      throw new ProblemError('WrongState', 'The record is void', {
        reason: { name: 'RecordsVoided', args: { record } },
      })
    }
    if (row.version !== version) {
      const reason = { name: 'RecordsWrongVersion', args: { record, version: row.version } }
      throw new ProblemError('WrongState', `The newest version is ${row.version}: read it first`, { reason })
    }
    return row
  }

  /** Refuses what the ledger would refuse. */
  async function checkPermission({ gln }: Caller, kind: string): Promise<void> {
    const permission = kind === 'inspection' ? 'inspect' : 'record'
    await requirePermitted(deps, 'The institution', gln, permission)
  }

  function checkInspection(kind: string, { inspection }: { readonly inspection?: unknown }): void {
    if (kind === 'inspection' && inspection === undefined) {
      throw invalidField('/inspection', 'required', 'is missing: an inspection has its day and outcome')
    }
    if (kind !== 'inspection' && inspection !== undefined) {
      throw invalidField('/inspection', 'unknown', `does not go with a ${kind}`)
    }
  }

  async function sealed(caller: Caller, body: Said, kind: string, subject: RecordSubject) {
    checkInspection(kind, body)
    requirePast(deps, '/eventTime', body.eventTime)
    const files = await kept.filesOf(caller.gln, body.files ?? [])
    const { content, eventTime, inspection } = body
    const statement: Statement = {
      kind,
      subject,
      content,
      files,
      ...(eventTime === undefined ? {} : { eventTime }),
      ...(inspection ? { inspection } : {}),
    }
    const document = sealDocument(statement, bytesToHex(randomBytes(16)))
    const alongside = (tx: Db, jobId: string): Promise<void> =>
      kept.keep(tx, { gln: caller.gln, jobId, createdAt: clock(), ...document, files })
    return { hash: document.hash, alongside }
  }

  return {
    async list({ caller, query }) {
      const { kind, author, voided, gtin, lot, gln, sender, number, ...request } = query
      if (lot !== undefined && gtin === undefined) throw invalidField('query.gtin', 'required', 'goes with a lot')
      if ((sender === undefined) !== (number === undefined)) {
        const missing = sender === undefined ? 'sender' : 'number'
        throw invalidField(`query.${missing}`, 'required', 'a shipment has a sender and a number')
      }
      const filter: RecordFilter = {
        kinds: kind === undefined ? recordKinds : [kind],
        ...(author === undefined ? {} : { author }),
        ...(voided === undefined ? {} : { voided }),
        ...(gtin === undefined ? {} : { gtin }),
        ...(lot === undefined ? {} : { lotNumber: lot }),
        ...(gln === undefined ? {} : { gln }),
        ...(sender === undefined || number === undefined ? {} : { shipment: shipmentHolder(sender, number) }),
      }
      const { items, ...rest } = await records.list(readerOf(caller), filter, request)
      return { ...rest, items: items.map((row) => recordOf(row)) }
    },

    async find({ caller, params }) {
      const row = await findFor(caller, params.record)
      const texts = await kept.texts(row.author, row.voided ? [] : [row.hash])
      return recordOf(row, texts.get(row.hash))
    },

    async versions({ caller, params }) {
      const row = await findFor(caller, params.record)
      const versions = await records.versions(row.ref)
      const texts = await kept.texts(
        row.author,
        versions.flatMap(({ hash }) => hash ?? []),
      )
      return { items: versions.map((version) => versionOf(version, texts.get(version.hash ?? ''))) }
    },

    async verify({ caller, params }) {
      const row = await findFor(caller, params.record)
      const versions = await records.versions(row.ref)
      const onLedger = await reads.records.record(row.record)
      if (!onLedger) throw new ProblemError('Internal', 'The ledger does not know the record that was read from it')
      const texts = await kept.texts(
        row.author,
        versions.flatMap(({ hash }) => hash ?? []),
      )
      const checked: RecordVerification['versions'] = []
      for (const { version, hash } of versions) {
        if (hash === null) continue
        const text = texts.get(hash)
        const document = text === undefined ? 'missing' : isSealedBy(hash, text) ? 'matches' : 'differs'
        // What a document says that was changed is nobody's word: its files say nothing.
        const files = text !== undefined && document === 'matches' ? await checkFiles(readDocument(text).files) : []
        checked.push({ version, hash, document, files })
      }
      const newest = versions.at(-1)
      const expected = row.voided ? keccak256(stringToBytes(newest?.reason ?? '')) : newest?.hash
      const { version, voided, hash } = onLedger
      const matches = version === row.version && voided === row.voided && hash === expected
      const whole =
        matches &&
        checked.every(
          ({ document, files }) => document === 'matches' && files.every(({ state }) => state === 'matches'),
        )
      return { whole, ledger: { version, voided, hash, matches }, versions: checked }
    },

    async fetch({ caller, params, signal }) {
      const row = await findFor(caller, params.record)
      if (row.voided) throw new ProblemError('WrongState', 'The record is void: there is nothing to fetch')
      const there = await kept.texts(row.author, [row.hash])
      const keep = there.has(row.hash)
        ? undefined
        : await deps.fetchDocument({ asker: caller.gln, author: row.author as Gln, hash: row.hash }, signal)
      return async (tx) => {
        await keep?.(tx)
        const texts = await createKeptDocuments(tx).texts(row.author, [row.hash])
        return recordOf(row, texts.get(row.hash))
      }
    },

    async write({ caller, body }) {
      await checkPermission(caller, body.kind)
      const subject = await resolveSubject(deps, caller, body.subject)
      const { hash, alongside } = await sealed(caller, body, body.kind, body.subject)
      const number = bytesToHex(randomBytes(32))
      const record = recordIdOf(caller.gln, number)
      return {
        stages: [[writeRecord(number, body.kind, subject, hash)]],
        result: { record, version: 1, hash },
        alongside,
      }
    },

    async amend({ caller, params, body }) {
      const { version, reason } = body
      const row = await findOwn(caller, params.record, version)
      const { hash, alongside } = await sealed(caller, body, row.kind, await subjectAsWritten(row))
      const call = amendRecord(row.record, version, hash, reason)
      return { stages: [[call]], result: { record: row.record, version: version + 1, hash }, alongside }
    },

    async void({ caller, params, body }) {
      const row = await findOwn(caller, params.record, body.version)
      const call = voidRecord(row.record, body.version, body.reason)
      return { stages: [[call]], result: { record: row.record, version: body.version + 1 } }
    },
  }

  /** As the version before says it: with the serial of a pack, which the ledger does not have. */
  async function subjectAsWritten({ author, hash, topic }: RecordRow): Promise<RecordSubject> {
    const text = (await kept.texts(author, [hash])).get(hash)
    return text === undefined ? subjectOf(topic) : readDocument(text).subject
  }

  async function checkFiles(files: readonly FileReference[]) {
    const checked: RecordVerification['versions'][number]['files'] = []
    for (const { hash, name } of files) checked.push({ hash, name, state: await store.check(hash) })
    return checked
  }
}

type Said = Pick<Statement, 'content' | 'eventTime' | 'inspection'> & { readonly files?: readonly string[] }

export { createRecordsSettled } from './kept.ts'
