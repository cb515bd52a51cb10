import { randomBytes } from 'node:crypto'
import type { drugUseRoutes } from '@theriac/api'
import type { Gln, Gtin, LotNumber, Serial } from '@theriac/gs1'
import { amendRecord, type LotId, recordIdOf, type Subject, voidRecord, writeRecord } from '@theriac/ledger'
import { type Db, type DrugUseRow, drugUseQueries, type LeafIndex, schema } from '@theriac/read-model'
import { and, eq } from 'drizzle-orm'
import { type Hex, toHex } from 'viem'
import type { Vault } from '../../accounts/vault.ts'
import { requirePast, requirePermitted } from '../../goods/guards.ts'
import { findPack } from '../../goods/one-pack.ts'
import type { Caller, Handlers } from '../../http/handler.ts'
import { invalidField, notFound, ProblemError } from '../../problem-error.ts'
import { instantOfSeconds } from '../../times.ts'
import { createDrugUseDetails, type DrugUseDetails } from './details.ts'
import { createDrugUseStatistics } from './statistics.ts'

/** What drug-use records work with. */
export interface DrugUseDeps {
  readonly db: Db
  readonly leaves: Pick<LeafIndex, 'findMany'>
  readonly vault: Vault
  /** Now, Unix ms. */
  readonly clock: () => number
}

/** Records of how drugs were used: a hash on the ledger, the details in the hospital. */
export function createDrugUseHandlers(deps: DrugUseDeps): Handlers<typeof drugUseRoutes> {
  const { db } = deps
  const queries = drugUseQueries(db)
  const details = createDrugUseDetails(deps)
  const statistics = createDrugUseStatistics(db)

  /** A record that the caller may know of: its own, or any for the regulator. */
  async function find(caller: Caller, id: string): Promise<DrugUseRow> {
    const row = await queries.find(id)
    if (!row || (caller.kind !== 'regulator' && row.author !== caller.gln)) throw notFound('drug-use record')
    return row
  }

  /** A record of the caller's that can still be changed, in the version that it has seen. */
  async function findOpen(caller: Caller, id: string, version: number): Promise<DrugUseRow> {
    await requirePermitted(deps, 'Your hospital', caller.gln, 'record_use')
    const row = await find(caller, id)
    if (row.voided) throw wrong('voided', 'The record is voided', { version: row.version })
    if (row.version !== version) {
      const detail = `The record is in version ${row.version} by now`
      throw wrong('newer_version', detail, { version: row.version })
    }
    return row
  }

  async function wireOf(caller: Caller, row: DrugUseRow) {
    const kept = row.author === caller.gln ? await details.find(row.record, newestWithDetails(row)) : undefined
    const { lot, index } = subjectOf(row)
    return {
      id: row.record as Hex,
      gln: row.author as Gln,
      gtin: (row.gtin ?? gtinOfProduct(row)) as Gtin,
      ...(lot === undefined ? {} : { lot }),
      ...(index === undefined ? {} : { index }),
      version: row.version,
      voided: row.voided,
      hash: row.hash as Hex,
      writtenAt: instantOfSeconds(row.writtenAt),
      updatedAt: instantOfSeconds(row.updatedAt),
      ...(kept?.details
        ? { details: kept.details, isIntact: kept.isIntact && (row.voided || kept.hash === row.hash) }
        : {}),
      ...(kept?.erased ? { erased: kept.erased } : {}),
    }
  }

  return {
    async write({ caller, body }) {
      const { gtin, lot, serial, ...said } = body
      requirePast(deps, '/usedAt', said.usedAt)
      await requirePermitted(deps, 'Your hospital', caller.gln, 'record_use')
      const subject = await findSubject(gtin, lot, serial)
      const number = toHex(randomBytes(32))
      const id = recordIdOf(caller.gln, number)
      const kept: DrugUseDetails = { ...said, ...(serial === undefined ? {} : { serial }) }
      const { hash, store } = details.prepare(caller, { record: id, version: 1, gtin: subject.gtin }, kept)
      return {
        stages: [[writeRecord(number, 'drug_use', subject.subject, hash)]],
        result: { id, version: 1, hash },
        alongside: store,
      }
    },

    async amend({ caller, params, body }) {
      const { version, because, ...said } = body
      requirePast(deps, '/usedAt', said.usedAt)
      const row = await findOpen(caller, params.id, version)
      const before = await details.find(row.record, row.version)
      if (before?.erased) throw wrong('erased', 'The details were erased; the record can only be voided', {})
      const serial = before?.details?.serial
      const kept: DrugUseDetails = { ...said, ...(serial === undefined ? {} : { serial }) }
      const gtin = row.gtin ?? gtinOfProduct(row)
      const next = { record: row.record, version: version + 1, gtin }
      const { hash, store } = details.prepare(caller, next, kept)
      return {
        stages: [[amendRecord(params.id, version, hash, because)]],
        result: { id: params.id, version: version + 1, hash },
        alongside: store,
      }
    },

    async void({ caller, params, body }) {
      await findOpen(caller, params.id, body.version)
      return {
        stages: [[voidRecord(params.id, body.version, body.because)]],
        result: { id: params.id, version: body.version + 1 },
      }
    },

    async list({ caller, query }) {
      const { gln, gtin, voided, ...request } = query
      const author = caller.kind === 'regulator' ? gln : caller.gln
      const { items, next } = await queries.list({ gln: author, gtin, voided }, request)
      const rows = []
      for (const row of items) rows.push(await wireOf(caller, row))
      return { items: rows, ...(next === undefined ? {} : { next }) }
    },

    find: async ({ caller, params }) => wireOf(caller, await find(caller, params.id)),

    async versions({ caller, params }) {
      const row = await find(caller, params.id)
      const items = []
      for (const { version, hash, reason, time, operator } of await queries.versions(row.ref)) {
        const kept = row.author === caller.gln ? await details.find(row.record, version) : undefined
        items.push({
          version,
          at: instantOfSeconds(time),
          ...(operator === null ? {} : { operator: operator as Hex }),
          ...(hash === null ? {} : { hash: hash as Hex }),
          voided: hash === null,
          ...(reason === null || reason === '' ? {} : { reason }),
          ...(kept?.details ? { details: kept.details } : {}),
          ...(kept?.erased ? { erased: kept.erased } : {}),
        })
      }
      return { items }
    },

    async eraseDetails({ caller, params, body }) {
      const row = await find(caller, params.id)
      const erase = details.erase(caller, row.record, body.reason)
      return async (tx) => ({ id: params.id, erased: await erase(tx) })
    },

    statistics: ({ query }) => statistics(query),
  }

  /** What a record is about: a pack that the hospital has or had, a lot, or a product. */
  async function findSubject(
    gtin: Gtin,
    lotNumber: LotNumber | undefined,
    serial: Serial | undefined,
  ): Promise<{ subject: Subject; gtin: string }> {
    if (serial !== undefined) {
      const { lot, index } = await findPack(deps, { gtin, serial })
      if (lotNumber !== undefined && lot.lotNumber !== lotNumber) {
        throw invalidField('/lot', 'LOT_13', 'is not the lot of this serial')
      }
      return { subject: { kind: 'unit', lot: lot.lot as LotId, index }, gtin: lot.gtin }
    }
    if (lotNumber !== undefined) {
      const { lots } = schema
      const [row] = await db
        .select()
        .from(lots)
        .where(and(eq(lots.gtin, gtin), eq(lots.lotNumber, lotNumber)))
      if (!row) throw invalidField('/lot', 'unknown', `there is no lot ${lotNumber} of ${gtin}`)
      return { subject: { kind: 'lot', lot: row.lot as LotId }, gtin }
    }
    const { products } = schema
    const [row] = await db.select({ gtin: products.gtin }).from(products).where(eq(products.gtin, gtin))
    if (!row) throw invalidField('/gtin', 'unknown', `there is no product ${gtin}`)
    return { subject: { kind: 'product', gtin }, gtin }
  }
}

const wrong = (name: string, detail: string, args: Record<string, unknown>): ProblemError =>
  new ProblemError('WrongState', detail, { reason: { name, args } })

/** The tombstone has no details: those of the version before stand. */
const newestWithDetails = ({ version, voided }: DrugUseRow): number => (voided ? version - 1 : version)

const gtinOfProduct = ({ subjectId }: DrugUseRow): string => BigInt(subjectId).toString().padStart(14, '0')

function subjectOf({ subjectKind, subjectId, lotNumber }: DrugUseRow): { lot?: LotNumber; index?: number } {
  const lot = lotNumber === null ? {} : { lot: lotNumber as LotNumber }
  return subjectKind === 'unit' ? { ...lot, index: Number.parseInt(subjectId.slice(-8), 16) } : lot
}
