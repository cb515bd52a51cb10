import Table from 'cli-table3'
import type { Terminal } from './terminal.ts'

/** Rows of a table by column name. */
export type Rows = readonly Readonly<Record<string, string | number | bigint>>[]

/** A table as text; numbers stand on the right. Empty where there is no row. */
export function renderTable(rows: Rows, { colours }: Pick<Terminal, 'colours'>): string {
  const [first] = rows
  if (!first) return ''
  const columns = Object.keys(first)
  const isNumber = (column: string): boolean => rows.every((row) => typeof row[column] !== 'string')
  const table = new Table({
    head: columns,
    colAligns: columns.map((column) => (isNumber(column) ? 'right' : 'left')),
    style: { head: colours ? ['bold'] : [], border: colours ? ['gray'] : [], compact: true },
  })
  for (const row of rows) table.push(columns.map((column) => String(row[column] ?? '')))
  return table.toString()
}
