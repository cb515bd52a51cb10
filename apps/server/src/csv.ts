import { stringify } from 'csv-stringify/sync'

/** A column: its heading, and what of a row stands in it. */
export interface CsvColumn<Row> {
  readonly heading: string
  readonly value: (row: Row) => string | number | boolean | undefined
}

/** Without it, spreadsheets take UTF-8 for the code page of the machine. */
const byteOrderMark = '\uFEFF'

/**
 * A table as comma-separated values (RFC 4180) in UTF-8 with a byte order mark, bit by bit: a heading, then the rows of each
 * batch. Texts that a spreadsheet would take for a formula get an apostrophe before them: a lot number may start with `=`.
 *
 * @param batches - rows in any portions; each is one piece of text
 */
export async function* csvOf<Row>(
  columns: readonly CsvColumn<Row>[],
  batches: AsyncIterable<readonly Row[]> | Iterable<readonly Row[]>,
): AsyncGenerator<string> {
  yield byteOrderMark + linesOf([columns.map(({ heading }) => heading)])
  for await (const rows of batches) {
    if (rows.length > 0) yield linesOf(rows.map((row) => columns.map(({ value }) => value(row))))
  }
}

function linesOf(table: readonly (readonly (string | number | boolean | undefined)[])[]): string {
  return stringify([...table], {
    record_delimiter: 'windows',
    escape_formulas: true,
    // Only the whole delimiter is looked for by itself; readers take a lone one for the end of a line.
    quoted_match: /[\r\n]/,
    cast: { boolean: (value) => (value ? 'true' : 'false') },
  })
}
