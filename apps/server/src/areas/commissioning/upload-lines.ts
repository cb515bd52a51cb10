import { TextDecoder } from 'node:util'
import { ProblemError } from '../../problem-error.ts'
import type { ListedSerial } from './listed-serials.ts'

/** How a line holds its serial: as it is, or as JSON. */
export type LineFormat = 'text' | 'ndjson'

/** No line with a serial is longer, in whatever JSON. */
const longestLine = 1_000

/**
 * The lines of an upload, while it comes. Empty ones are left out, and count.
 *
 * @throws ProblemError TooLarge when there are more bytes than the limit, or a line that goes on and on; Malformed for bytes
 * that are not UTF-8
 */
export async function* linesOf(
  body: AsyncIterable<Uint8Array>,
  format: LineFormat,
  mostBytes: number,
): AsyncGenerator<ListedSerial> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let bytes = 0
  let rest = ''
  let number = 0
  for await (const chunk of body) {
    bytes += chunk.length
    if (bytes > mostBytes) throw new ProblemError('TooLarge', `A file has at most ${mostBytes} bytes`)
    const lines = (rest + decoded(decoder, chunk)).split('\n')
    rest = lines.pop() ?? ''
    if (rest.length > longestLine) throw new ProblemError('TooLarge', `Line ${number + lines.length + 1} does not end`)
    for (const line of lines) {
      number++
      const text = textOf(line, format)
      if (text !== undefined) yield { number, text }
    }
  }
  const text = textOf(rest + decoded(decoder), format)
  if (text !== undefined) yield { number: number + 1, text }
}

function decoded(decoder: TextDecoder, chunk?: Uint8Array): string {
  try {
    return chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode()
  } catch (cause) {
    throw new ProblemError('Malformed', 'The file is not UTF-8', { cause })
  }
}

/** What a line holds; a text that is no serial where it holds none. */
function textOf(line: string, format: LineFormat): string | undefined {
  const text = line.endsWith('\r') ? line.slice(0, -1) : line
  if (text.trim() === '') return undefined
  if (format === 'text') return text
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'string') return value
    if (typeof value === 'object' && value !== null && 'serial' in value && typeof value.serial === 'string') {
      return value.serial
    }
  } catch {
    // Not JSON: as a text it breaks the rules of a serial, or is longer than one.
  }
  return ''
}
