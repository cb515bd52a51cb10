import { deflateRawSync, inflateRawSync } from 'node:zlib'
import type { Gtin, Serial } from '@theriac/gs1'
import { unitsPerRun } from '@theriac/ledger'
import { type Db, schema } from '@theriac/read-model'
import { and, asc, eq, gt, gte, inArray, isNotNull, isNull, sql } from 'drizzle-orm'
import type { Vault } from '../../accounts/vault.ts'
import { jobSteps, serials } from '../../db/schema/index.ts'
import { letOthers } from './let-others.ts'

/** The serials of a run, packed. */
export type PackedSerials = Uint8Array

/** The serials of one run. */
export interface SerialRun {
  readonly run: number
  readonly serials: readonly Serial[]
}

/** What a run is stored with. */
export interface NewRun {
  readonly lot: string
  readonly gtin: Gtin
  readonly jobId: string
  readonly run: number
  readonly count: number
  readonly packed: PackedSerials
}

/** About 200 kB of sealed serials. */
const rowsAtOnce = 25

/** No serial has a line break in it. Level 1 takes a third off random serials, and most off those that count up. */
export const packSerials = (list: readonly Serial[]): PackedSerials =>
  deflateRawSync(Buffer.from(list.join('\n'), 'latin1'), { level: 1 })

const unpackSerials = (packed: PackedSerials): Serial[] =>
  inflateRawSync(packed).toString('latin1').split('\n') as Serial[]

/** Keeps the serials of units that are commissioned here, sealed. */
export function createSerialStore({ db, vault }: { readonly db: Db; readonly vault: Vault }) {
  const { lots, runs } = schema
  const about = ({ lot, run }: { lot: string; run: number }): string => `${lot} ${run}`
  const opened = (row: { lot: string; run: number; sealed: Uint8Array }): SerialRun => ({
    run: row.run,
    serials: unpackSerials(vault.open('serials', row.sealed, about(row))),
  })
  /** Rows with the run that the ledger has for them, if it has. */
  const joined = () =>
    db
      .select({ lot: serials.lot, run: serials.run, count: serials.count, sealed: serials.sealed })
      .from(serials)
      .leftJoin(lots, eq(lots.lot, serials.lot))
      .leftJoin(runs, and(eq(runs.lotRef, lots.ref), eq(runs.run, serials.run)))

  return {
    async add(tx: Db, list: readonly NewRun[]): Promise<void> {
      const rows = list.map(({ packed, ...run }) => ({ ...run, sealed: vault.seal('serials', packed, about(run)) }))
      for (let start = 0; start < rows.length; start += rowsAtOnce) {
        await letOthers()
        await tx.insert(serials).values(rows.slice(start, start + rowsAtOnce))
      }
    },

    /** Runs of a job in their order. */
    async ofJob(jobId: string, firstRun: number, most: number): Promise<SerialRun[]> {
      const rows = await db
        .select()
        .from(serials)
        .where(and(eq(serials.jobId, jobId), gte(serials.run, firstRun)))
        .orderBy(asc(serials.run))
        .limit(most)
      return rows.map(opened)
    },

    /** Runs of a lot that the ledger has, in their order. */
    async sealedOf(lot: string, afterRun: number, most: number): Promise<SerialRun[]> {
      const rows = await joined()
        .where(and(eq(serials.lot, lot), gt(serials.run, afterRun), isNotNull(runs.run)))
        .orderBy(asc(serials.run))
        .limit(most)
      return rows.map(opened)
    },

    /** Serials of units of a lot by their numbers, as far as they are known here. */
    async ofUnits(lot: string, indices: readonly number[]): Promise<ReadonlyMap<number, Serial>> {
      const found = new Map<number, Serial>()
      if (indices.length === 0) return found
      const wanted = [...new Set(indices.map((index) => Math.floor(index / unitsPerRun)))]
      const rows = await db
        .select()
        .from(serials)
        .where(and(eq(serials.lot, lot), inArray(serials.run, wanted)))
      const known = new Map(rows.map((row) => [row.run, opened(row).serials]))
      for (const index of indices) {
        const serial = known.get(Math.floor(index / unitsPerRun))?.[index % unitsPerRun]
        if (serial !== undefined) found.set(index, serial)
      }
      return found
    },

    /** Runs of a product that the ledger does not have yet, bit by bit. */
    async *pendingOf(gtin: Gtin): AsyncGenerator<SerialRun> {
      let last = { lot: '', run: -1 }
      for (;;) {
        const rows = await joined()
          .where(
            and(
              eq(serials.gtin, gtin),
              isNull(runs.run),
              sql`(${serials.lot}, ${serials.run}) > (${last.lot}, ${last.run}::int)`,
            ),
          )
          .orderBy(asc(serials.lot), asc(serials.run))
          .limit(rowsAtOnce)
        for (const row of rows) yield opened(row)
        const newest = rows.at(-1)
        if (!newest || rows.length < rowsAtOnce) return
        last = newest
      }
    },

    /** Units of a lot that are being commissioned, and are not on the ledger yet. */
    async pendingUnits(lot: string): Promise<number> {
      const [row] = await db
        .select({ units: sql<number>`coalesce(sum(${serials.count}), 0)`.mapWith(Number) })
        .from(serials)
        .leftJoin(lots, eq(lots.lot, serials.lot))
        .leftJoin(runs, and(eq(runs.lotRef, lots.ref), eq(runs.run, serials.run)))
        .where(and(eq(serials.lot, lot), isNull(runs.run)))
      return row?.units ?? 0
    },

    /** Forgets the runs of a job that the ledger did not take. */
    async dropRefused(tx: Db, jobId: string, firstRun: number): Promise<void> {
      const taken = tx
        .select({ run: sql<number>`${jobSteps.position} + ${firstRun}::int` })
        .from(jobSteps)
        .where(and(eq(jobSteps.jobId, jobId), eq(jobSteps.state, 'taken')))
      await tx.delete(serials).where(and(eq(serials.jobId, jobId), sql`${serials.run} not in ${taken}`))
    },
  }
}

export type SerialStore = ReturnType<typeof createSerialStore>
