import { parseSerial, type Serial } from '@theriac/gs1'

/** What is wrong with a line of a list. Lines count from 1. */
export interface LineFault {
  readonly line: number
  /** `used`: it is the serial of another pack already, as only the server knows. */
  readonly kind: 'wrong' | 'repeated' | 'used' | 'other'
  /** What stands there. */
  readonly text: string
}

/** Serials of a list, the line of each, and what is wrong with the others. */
export interface ReadSerials {
  readonly serials: readonly Serial[]
  readonly lines: readonly number[]
  readonly faults: readonly LineFault[]
}

/** Reads a list with one serial on each line; empty lines are passed over. */
export function readSerials(text: string): ReadSerials {
  const lineOf = new Map<Serial, number>()
  const faults: LineFault[] = []
  for (const [index, raw] of text
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .entries()) {
    const trimmed = raw.trim()
    if (trimmed === '') continue
    const line = index + 1
    const serial = parseSerial(trimmed)
    if (!serial.ok) faults.push({ line, kind: 'wrong', text: trimmed })
    else if (lineOf.has(serial.value)) faults.push({ line, kind: 'repeated', text: trimmed })
    else lineOf.set(serial.value, line)
  }
  return { serials: [...lineOf.keys()], lines: [...lineOf.values()], faults }
}
