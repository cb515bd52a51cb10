import { Readable } from 'node:stream'
import type { AsOf } from '@theriac/api'
import type { FastifyReply } from 'fastify'
import { csvOf } from '../../csv.ts'

/** A report before it is written: its rows come in portions. */
export interface Report<Head extends object, Row extends object> {
  /** Name of the file, without its end. */
  readonly name: string
  readonly asOf: AsOf
  readonly head: Head
  /** What of a row stands in the CSV, in this order; headings are the names of the JSON. */
  readonly columns: readonly (keyof Row & string)[]
  readonly batches: AsyncIterable<readonly Row[]> | Iterable<readonly Row[]>
}

/** What every report is asked for. */
export interface ReportFormat {
  readonly format?: 'json' | 'csv'
  readonly limit?: number
}

/** Answers with a report: as JSON up to a number of rows, or as CSV with all of them, which are read as they are sent. */
export async function sendReport<Head extends object, Row extends object>(
  reply: FastifyReply,
  { format = 'json', limit = 1000 }: ReportFormat,
  report: Report<Head, Row>,
): Promise<unknown> {
  const { asOf, head, batches } = report
  reply.header('cache-control', 'private, no-cache')
  if (format === 'json') {
    const rows = await firstRows(batches, limit + 1)
    return reply.send({ asOf, ...head, rows: rows.slice(0, limit), more: rows.length > limit })
  }
  const columns = report.columns.map((name) => ({ heading: name, value: (row: Row) => cell(row[name]) }))
  return reply
    .headers({
      'content-type': 'text/csv; charset=utf-8; header=present',
      'content-disposition': `attachment; filename="${report.name}.csv"`,
    })
    .send(Readable.from(await started(csvOf(columns, batches)), { objectMode: false }))
}

function cell(value: unknown): string | number | boolean | undefined {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : undefined
}

async function firstRows<Row>(batches: Report<object, Row & object>['batches'], count: number): Promise<Row[]> {
  const rows: Row[] = []
  for await (const batch of batches) {
    for (const row of batch) if (rows.length < count) rows.push(row)
    if (rows.length >= count) break
  }
  return rows
}

/** Reads the heading and the first rows now: what fails there is told as a problem, not by a torn answer. */
async function started(pieces: AsyncGenerator<string>): Promise<AsyncIterable<string>> {
  const heading = await pieces.next()
  const first = heading.done ? heading : await pieces.next()
  return (async function* () {
    if (!heading.done) yield heading.value
    if (!first.done) yield first.value
    yield* pieces
  })()
}
