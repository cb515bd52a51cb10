import { sql } from 'drizzle-orm'
import type { Db } from '../core.ts'

/** Every row of the read model, table by table, as text and in an order that is the rows' own. */
export async function allRows(db: Db): Promise<Record<string, string[]>> {
  const tables = await db.execute<{ name: string }>(
    sql`select table_name as name from information_schema.tables where table_schema = 'ledger' order by 1`,
  )
  const found: Record<string, string[]> = {}
  for (const { name } of tables.rows) {
    if (name === 'migrations') continue
    const rows = await db.execute<{ row: string }>(
      sql`select t::text as row from ${sql.identifier('ledger')}.${sql.identifier(name)} t order by 1`,
    )
    found[name] = rows.rows.map(({ row }) => row)
  }
  return found
}
