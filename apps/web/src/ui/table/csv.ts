import { saveFile } from '../save-file.ts'
import type { Column } from './column.ts'

/** Saves rows as CSV (RFC 4180) with the columns' labels, for spreadsheets. */
export function saveCsv<T>(name: string, columns: readonly Column<T>[], rows: readonly T[]): void {
  const lines = [columns.map(({ label }) => label), ...rows.map((row) => columns.map(({ value }) => value(row)))]
  const text = lines.map((line) => line.map(quoted).join(',')).join('\r\n')
  // Spreadsheets take it for UTF-8 by the mark at its start.
  saveFile(`${name}.csv`, new Blob(['\ufeff', text, '\r\n'], { type: 'text/csv;charset=utf-8' }))
}

/** What begins like a formula is kept from being one. */
function quoted(value: string | number | undefined): string {
  if (typeof value === 'number') return String(value)
  const text = value ?? ''
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
