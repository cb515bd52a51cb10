import { parseSerial, type Serial } from '@theriac/gs1'

/** Serials of a list, and what is wrong with it: the first line that is none, or that came before. Lines count from 1. */
export interface ReadSerials {
  readonly serials: readonly Serial[]
  readonly fault?: { readonly kind: 'wrong' | 'repeated'; readonly line: number }
}

/** Reads a list with one serial on each line; empty lines are passed over. */
export function readSerials(text: string): ReadSerials {
  const seen = new Set<Serial>()
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    const line = raw.trim()
    if (line === '') continue
    const serial = parseSerial(line)
    if (!serial.ok) return { serials: [...seen], fault: { kind: 'wrong', line: index + 1 } }
    if (seen.has(serial.value)) return { serials: [...seen], fault: { kind: 'repeated', line: index + 1 } }
    seen.add(serial.value)
  }
  return { serials: [...seen] }
}
