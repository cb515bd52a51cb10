import { ApiError } from '@theriac/api'
import type { LineFault, ReadSerials } from './read-serials.ts'

const kinds: Readonly<Record<string, LineFault['kind']>> = { format: 'wrong', repeated: 'repeated', used: 'used' }

/** What the server found wrong with single serials of a list, by the lines that they stand on; none where it is something else. */
export function serverFaults(error: unknown, { serials, lines }: ReadSerials): readonly LineFault[] {
  if (!(error instanceof ApiError)) return []
  return (error.problem.errors ?? []).flatMap(({ field, rule, detail }): LineFault[] => {
    const [, number] = /^line\/(\d+)$/.exec(field) ?? []
    if (number === undefined) return []
    const place = Number(number) - 1
    const kind = kinds[rule] ?? 'other'
    return [{ line: lines[place] ?? place + 1, kind, text: kind === 'other' ? detail : (serials[place] ?? detail) }]
  })
}
