import { type Column, getTableColumns, type SQL, sql } from 'drizzle-orm'
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core'
import { getTableConfig } from 'drizzle-orm/pg-core'
import type { Db } from '../database.ts'

/** What to do with a row whose key is there. */
export type OnConflict = 'replace' | 'keep' | 'add'

/** Rows that travel in one statement. */
const mostRows = 5_000

/**
 * Inserts rows, many in one statement: each column travels as one array, so that the statement is the same however many
 * rows there are, and no row costs a parameter.
 *
 * @param key - columns that may be taken already, and what happens onTaken: `replace` writes all others, `keep` none, `add`
 * adds those that are not in the key to what is there
 */
export async function insertRows<T extends PgTable>(
  db: Db,
  table: T,
  rows: readonly T['$inferInsert'][],
  key?: { readonly columns: readonly PgColumn[]; readonly onTaken: OnConflict },
): Promise<void> {
  for (let start = 0; start < rows.length; start += mostRows) {
    await db.execute(insertion(table, rows.slice(start, start + mostRows), key))
  }
}

function insertion<T extends PgTable>(
  table: T,
  rows: readonly T['$inferInsert'][],
  key: Parameters<typeof insertRows<T>>[3],
): SQL {
  const columns = Object.entries(getTableColumns(table) as Record<string, PgColumn>)
  const names = sql.join(
    columns.map(([, column]) => sql.identifier(column.name)),
    sql`, `,
  )
  const arrays = columns.map(([property, column]) =>
    arrayOf(
      column,
      rows.map((row) => (row as Record<string, unknown>)[property]),
    ),
  )
  const chosen = columns.map(([, column], i) =>
    column.getSQLType() === 'jsonb' ? sql.raw(`a${i}::jsonb`) : sql.raw(`a${i}`),
  )
  const aliases = sql.raw(columns.map((_, i) => `a${i}`).join(', '))
  const source = sql`select ${sql.join(chosen, sql`, `)} from unnest(${sql.join(arrays, sql`, `)}) as rows(${aliases})`
  return sql`insert into ${table} (${names}) ${source}${key ? conflictOf(table, columns, key) : sql``}`
}

function conflictOf(
  table: PgTable,
  columns: readonly [string, PgColumn][],
  key: { readonly columns: readonly PgColumn[]; readonly onTaken: OnConflict },
): SQL {
  const target = sql.join(
    key.columns.map((column) => sql.identifier(column.name)),
    sql`, `,
  )
  const others = columns.map(([, column]) => column).filter((column) => !key.columns.includes(column))
  if (key.onTaken === 'keep' || others.length === 0) return sql` on conflict (${target}) do nothing`
  const own = sql.identifier(getTableConfig(table).name)
  const changes = others.map((column) => {
    const name = sql.identifier(column.name)
    return key.onTaken === 'add' ? sql`${name} = ${own}.${name} + excluded.${name}` : sql`${name} = excluded.${name}`
  })
  return sql` on conflict (${target}) do update set ${sql.join(changes, sql`, `)}`
}

/** A column's values as one parameter; PostgreSQL reads the text as an array of the column's type. */
export function arrayOf(column: PgColumn, values: readonly unknown[]): SQL {
  // JSON in an array would have to be quoted twice over; as text it is quoted once.
  const type = column.getSQLType() === 'jsonb' ? 'text' : column.getSQLType()
  return sql`cast(${arrayText(column, values)}::text as ${sql.raw(type)}[])`
}

/** A condition: the column has one of the values. */
export function isOneOf(column: PgColumn, values: Iterable<unknown>): SQL {
  return sql`${column} = any(${arrayOf(column, [...values])})`
}

/** A condition: two columns have one of the pairs. */
export function arePairs(first: PgColumn, second: PgColumn, pairs: readonly (readonly [unknown, unknown])[]): SQL {
  const firsts = arrayOf(
    first,
    pairs.map((pair) => pair[0]),
  )
  const seconds = arrayOf(
    second,
    pairs.map((pair) => pair[1]),
  )
  return sql`(${first}, ${second}) in (select * from unnest(${firsts}, ${seconds}))`
}

/** https://www.postgresql.org/docs/current/arrays.html#ARRAYS-IO */
function arrayText(column: Column, values: readonly unknown[]): string {
  return `{${values.map((value) => elementText(column, value)).join(',')}}`
}

function elementText(column: Column, value: unknown): string {
  if (value === null || value === undefined) return 'NULL'
  const mapped = column.getSQLType() === 'jsonb' ? JSON.stringify(value, storable) : column.mapToDriverValue(value)
  if (typeof mapped === 'number' || typeof mapped === 'bigint' || typeof mapped === 'boolean') return String(mapped)
  if (mapped instanceof Uint8Array) return `"\\\\x${Buffer.from(mapped).toString('hex')}"`
  return `"${storable('', String(mapped)).replace(/["\\]/g, '\\$&')}"`
}

/**
 * Text without NUL, the one character that PostgreSQL cannot hold. The ledger can: whoever writes to it by other means
 * than this server may put it into a name, and everybody must be able to read on.
 * https://www.postgresql.org/docs/current/datatype-character.html
 */
function storable(_key: string, value: string): string
function storable(_key: string, value: unknown): unknown
function storable(_key: string, value: unknown): unknown {
  return typeof value === 'string' ? value.replaceAll('\0', '\ufffd') : value
}
