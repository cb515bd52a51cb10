import type { jobRoutes } from '@theriac/api'
import { type Db, type Paging, pageQuery } from '@theriac/read-model'
import { and, eq } from 'drizzle-orm'
import { jobs as jobTable } from '../db/schema/index.ts'
import type { Caller, Handlers } from '../http/handler.ts'
import type { Jobs } from '../jobs/engine.ts'
import { findJob, type JobRow, transactionsOf } from '../jobs/store.ts'
import { jobOf } from '../jobs/wire.ts'
import { notFound } from '../problem-error.ts'

const paging: Paging<JobRow, 'createdAt'> = {
  sorts: { createdAt: { by: jobTable.createdAt, type: 'number', value: (row) => row.createdAt } },
  id: { by: jobTable.id, type: 'text', value: (row) => row.id },
  order: '-createdAt',
}

/** Jobs: an institution's own, and all for the regulator. */
export function createJobHandlers({ db, jobs }: { readonly db: Db; readonly jobs: Jobs }): Handlers<typeof jobRoutes> {
  const mayRead = (row: JobRow | undefined, caller: Caller): row is JobRow =>
    row !== undefined && (row.gln === caller.gln || caller.kind === 'regulator')
  return {
    async list({ caller, query }) {
      const filters = [
        ...(caller.kind === 'regulator' ? [] : [eq(jobTable.gln, caller.gln)]),
        ...(query.state ? [eq(jobTable.state, query.state)] : []),
        ...(query.operation ? [eq(jobTable.operation, query.operation)] : []),
      ]
      const { after, orderBy, limit, page } = pageQuery(paging, query)
      const rows = await db
        .select()
        .from(jobTable)
        .where(and(...filters, after))
        .orderBy(...orderBy)
        .limit(limit)
      const { items, ...rest } = page(rows)
      return { ...rest, items: items.map((row) => jobOf(row)) }
    },
    async find({ caller, params, query, signal }) {
      const row = await findJob(db, params.id)
      if (!mayRead(row, caller)) throw notFound('job')
      const isSettled = row.state === 'sealed' || row.state === 'rejected'
      const waited = isSettled || !query.wait ? { job: row } : await jobs.wait(params.id, query.wait * 1000, signal)
      if (!waited) throw notFound('job')
      return jobOf(waited.job, waited.transactions ?? (await transactionsOf(db, params.id)))
    },
  }
}
