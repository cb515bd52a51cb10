import type { FieldFault } from '@theriac/api'
import { type Gtin, parseSerial, type Serial } from '@theriac/gs1'
import { leavesOf, unitsPerRun } from '@theriac/ledger'
import { ProblemError } from '../../problem-error.ts'
import type { Claim } from './claims.ts'
import { type PackedSerials, packSerials } from './serial-store.ts'

/** A text that should be a serial, and where it stood. */
export interface ListedSerial {
  /** Line of a file, or place on a list. */
  readonly number: number
  readonly text: string
}

/** Serials that were checked, packed in runs; the last may be short. */
export interface CheckedSerials {
  readonly count: number
  readonly runs: readonly { readonly count: number; readonly packed: PackedSerials }[]
}

/** How a list is checked. */
export interface ListRules {
  readonly gtin: Gtin
  readonly claim: Claim
  /** Most serials that it may have. */
  readonly most: number
  /** Field of a serial, for its fault. */
  readonly fieldOf: (number: number) => string
  /** Where another one of the list stands, in words. */
  readonly placeOf: (number: number) => string
}

/** Faults that are told at once. */
const mostFaults = 100

/**
 * Checks serials while they come: their characters, that none comes twice, and that none was used before. Every serial is
 * read, also after a fault, as who sends them reads no answer before.
 *
 * @throws ProblemError Invalid with the first 100 faults
 */
export async function checkSerials(
  listed: AsyncIterable<ListedSerial> | Iterable<ListedSerial>,
  { gtin, claim, most, fieldOf, placeOf }: ListRules,
): Promise<CheckedSerials> {
  const faults: FieldFault[] = []
  const runs: { count: number; packed: PackedSerials }[] = []
  let count = 0
  let batch: { number: number; serial: Serial }[] = []
  const fault = (number: number, rule: string, detail: string): void => {
    if (faults.length < mostFaults) faults.push({ field: fieldOf(number), rule, detail })
  }

  async function checkBatch(): Promise<void> {
    const list = batch
    batch = []
    const serials = list.map(({ serial }) => serial)
    const numbers = list.map(({ number }) => number)
    const taken = await claim.take(await leavesOf(gtin, serials), numbers)
    for (const [i, reason] of taken.entries()) {
      const { number, serial } = list[i] ?? { number: 0, serial: '' }
      if (reason?.by === 'list') fault(number, 'repeated', `${serial} comes twice, first ${placeOf(reason.number)}`)
      if (reason?.by === 'other') fault(number, 'used', `${serial} is the serial of another pack already`)
    }
    count += list.length
    if (faults.length === 0) runs.push({ count: list.length, packed: packSerials(serials) })
  }

  let isFull = false
  for await (const { number, text } of listed) {
    if (isFull || faults.length >= mostFaults) continue
    const serial = parseSerial(text)
    if (!serial.ok) {
      fault(number, 'format', serial.reason.message)
      continue
    }
    if (count + batch.length >= most) {
      fault(number, 'tooMany', `no more than ${most} serials are taken at once`)
      isFull = true
      continue
    }
    batch.push({ number, serial: serial.value })
    if (batch.length === unitsPerRun) await checkBatch()
  }
  if (batch.length > 0) await checkBatch()
  if (faults.length > 0)
    throw new ProblemError('Invalid', 'Nothing is commissioned: see the faults', { errors: faults })
  return { count, runs }
}
