import { describe, expect, test } from 'vitest'
import { csvOf } from '../src/csv.ts'

type Row = { readonly lot: string; readonly units?: number; readonly whole?: boolean }

async function written(...batches: readonly Row[][]): Promise<string> {
  const columns = (['lot', 'units', 'whole'] as const).map((name) => ({
    heading: name,
    value: (row: Row) => row[name],
  }))
  let text = ''
  for await (const piece of csvOf(columns, batches)) text += piece
  return text
}

describe('comma-separated values', () => {
  test('start with a byte order mark and a heading, and end each line with CR LF', async () => {
    expect(await written([{ lot: 'A1', units: 7, whole: true }], [{ lot: 'A2', whole: false }])).toBe(
      '\uFEFFlot,units,whole\r\nA1,7,true\r\nA2,,false\r\n',
    )
    expect(await written()).toBe('\uFEFFlot,units,whole\r\n')
  })

  test.each([
    ['a,b', '"a,b"'],
    ['say "so"', '"say ""so"""'],
    ['two\nlines', '"two\nlines"'],
    ['two\rlines', '"two\rlines"'],
    ['two\r\nlines', '"two\r\nlines"'],
    ['', ''],
  ])('quote %j where a reader would break it', async (lot, cell) => {
    expect(await written([{ lot }])).toBe(`\uFEFFlot,units,whole\r\n${cell},,\r\n`)
  })

  test.each(['=HYPERLINK("http://x")', '+1', '-1', '@SUM(A1)', '\tx'])(
    'keep a spreadsheet from taking %j for a formula',
    async (lot) => {
      const [, line = ''] = (await written([{ lot }])).split('\r\n')
      expect(line.replace(/^"/, '').startsWith("'")).toBe(true)
    },
  )
})
