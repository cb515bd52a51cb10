import { proposeRepairs, readScan, type Scan } from '@theriac/gs1'

/**
 * Reads a code where the server is not asked: `readCode(text)?.summary.gtin`. A code that cannot be read as it is, is read
 * as what a keyboard most likely made of it.
 *
 * @returns undefined where it is no code at all
 */
export function readCode(text: string): Scan | undefined {
  const reference = { referenceYear: new Date().getFullYear() }
  const read = readScan(text, reference)
  return read.ok ? read.value : proposeRepairs(text, reference)[0]?.scan
}
