import { randomUUID } from 'node:crypto'
import type { Gln } from '@theriac/gs1'
import { type Db, type Page, type PageRequest, type Paging, pageQuery } from '@theriac/read-model'
import { and, eq } from 'drizzle-orm'
import type { Hex } from 'viem'
import type { Vault } from '../../accounts/vault.ts'
import { administrations as table } from '../../db/schema/index.ts'
import type { Caller, Commit } from '../../http/handler.ts'
import type { SettledHooks } from '../../jobs/hooks.ts'
import { notFound, ProblemError } from '../../problem-error.ts'
import { instantOf } from '../../times.ts'
import { erasureOf, openDetails, sealDetails } from './sealed-details.ts'

/** To whom packs were given. */
interface Recipient {
  readonly [key: string]: string
  readonly patient: string
}

type Row = typeof table.$inferSelect

const paging: Paging<Row, 'at'> = {
  sorts: { at: { by: table.createdAt, type: 'number', value: ({ createdAt }) => createdAt } },
  order: '-at',
  id: { by: table.id, type: 'text', value: ({ id }) => id },
}

const aboutOf = (id: string): string => `administration ${id}`

/** Who received dispensed packs: known in the hospital alone, and erasable. */
export function createAdministrations({
  db,
  vault,
  clock,
}: {
  readonly db: Db
  readonly vault: Vault
  readonly clock: () => number
}) {
  function wireOf(row: Row) {
    const erased = erasureOf(row)
    const opened = row.sealed === null ? undefined : openDetails<Recipient>(vault, row.sealed, aboutOf(row.id))
    return {
      id: row.id,
      gln: row.gln as Gln,
      at: instantOf(row.createdAt),
      accountId: row.accountId,
      jobId: row.jobId,
      units: row.units,
      commitment: row.commitment as Hex,
      ...(opened ? { details: opened.details } : {}),
      ...(erased ? { erased } : {}),
    }
  }

  return {
    /** Seals who receives packs; what `store` writes belongs to the job. */
    prepare(caller: Caller, units: number, recipient: Recipient) {
      const id = randomUUID()
      const { sealed, hash } = sealDetails(vault, recipient, aboutOf(id))
      const { gln, accountId } = caller
      const store = async (tx: Db, jobId: string): Promise<void> => {
        const row = { id, gln, accountId, jobId, units, commitment: hash, sealed, state: 'pending' }
        await tx.insert(table).values({ ...row, createdAt: clock() })
      }
      return { id, commitment: hash, store }
    },

    async list({ gln }: Caller, request: PageRequest<'at'>): Promise<Page<ReturnType<typeof wireOf>>> {
      const { after, orderBy, limit, page } = pageQuery(paging, request)
      const rows = await db
        .select()
        .from(table)
        .where(and(eq(table.gln, gln), eq(table.state, 'sealed'), after))
        .orderBy(...orderBy)
        .limit(limit)
      const { items, next } = page(rows)
      return { items: items.map(wireOf), ...(next === undefined ? {} : { next }) }
    },

    async erase({ gln, name }: Caller, id: string, reason: string): Promise<Commit<ReturnType<typeof wireOf>>> {
      return async (tx) => {
        const mine = and(eq(table.id, id), eq(table.gln, gln))
        const [before] = await tx.select().from(table).where(mine)
        if (!before) throw notFound('administration')
        if (before.erasedAt !== null) throw erasedAlready(before.erasedAt)
        const [row] = await tx
          .update(table)
          .set({ sealed: null, erasedAt: clock(), erasedBy: name, erasedReason: reason })
          .where(mine)
          .returning()
        return wireOf(row ?? before)
      }
    },
  }
}

/** Details can be erased once. */
export function erasedAlready(at: number): ProblemError {
  const args = { at: instantOf(at) }
  return new ProblemError('WrongState', 'The details are erased already', { reason: { name: 'erased', args } })
}

/** An administration that the ledger refused never happened: nothing is kept of it. */
export const administrationsSettled: SettledHooks = {
  'dispensing.administer': async (tx, { id, state }) => {
    const ofJob = eq(table.jobId, id)
    if (state === 'rejected') await tx.delete(table).where(ofJob)
    else await tx.update(table).set({ state: 'sealed' }).where(ofJob)
  },
}
