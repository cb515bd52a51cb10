import type { DateReference } from '../dates.ts'
import { LONGEST_SCAN } from '../element-string.ts'
import { readScan, type Scan } from '../scan.ts'
import { swapCase, undoLayout } from './keyboard-layouts.ts'
import { insertSeparators, restoreSeparators } from './separators.ts'

/**
 * What a reader or the computer behind it did to a scan: letters of inverted case; a keyboard of another layout; another
 * character in place of FNC1; FNC1 left out; blanks put in.
 */
export type FaultCause =
  | 'capsLock'
  | 'azertyLayout'
  | 'qwertzLayout'
  | 'separatorReplaced'
  | 'separatorLost'
  | 'blanksInserted'

/** A text that the scan may have been before, why, and what it says. */
export interface Repair {
  /** In the order in which they were undone. */
  readonly causes: readonly [FaultCause, ...FaultCause[]]
  readonly text: string
  readonly scan: Scan
}

type Candidate = Pick<Repair, 'causes' | 'text'>

/** More than these nobody looks up. */
const MOST_REPAIRS = 12

const CHARACTER_FAULTS: readonly (readonly [FaultCause, (text: string) => string])[] = [
  ['capsLock', swapCase],
  ['azertyLayout', (text) => undoLayout(text, 'azerty')],
  ['qwertzLayout', (text) => undoLayout(text, 'qwertz')],
]

const SEPARATOR_FAULTS: readonly (readonly [
  FaultCause,
  (text: string, reference: DateReference) => readonly string[],
])[] = [
  ['separatorReplaced', (text) => [restoreSeparators(text)]],
  ['separatorLost', insertSeparators],
  ['blanksInserted', (text) => [text.replaceAll(' ', '')]],
]

/**
 * Proposes what a faulty scan was meant to be, before an alert is raised for it. Use it for a scan that can't be read
 * as well as for one whose serial nobody knows: inverted case reads without a fault. A proposal is a guess to look up,
 * never a fact; those with one cause come before those with two.
 *
 * @param text the scan as it arrived; keep it with the alert whatever is proposed
 * @returns repairs that `readScan` accepts, each a different text, at most twelve
 */
export function proposeRepairs(text: string, reference: DateReference): readonly Repair[] {
  if (text.length > LONGEST_SCAN) return []
  const original = text.trim()
  const undone: Candidate[] = CHARACTER_FAULTS.map(([cause, undo]) => ({ causes: [cause], text: undo(original) }))
  const candidates: Candidate[] = [
    ...undone,
    ...separatorRepairs(original, [], reference),
    ...undone.flatMap((candidate) => separatorRepairs(candidate.text, candidate.causes, reference)),
  ]
  const seen = new Set([original])
  const repairs: Repair[] = []
  for (const candidate of candidates) {
    if (seen.has(candidate.text) || repairs.length === MOST_REPAIRS) continue
    seen.add(candidate.text)
    const scan = readScan(candidate.text, reference)
    if (scan.ok) repairs.push({ ...candidate, scan: scan.value })
  }
  return repairs
}

function separatorRepairs(text: string, before: readonly FaultCause[], reference: DateReference): Candidate[] {
  return SEPARATOR_FAULTS.flatMap(([cause, undo]) => {
    const [first = cause, ...rest] = [...before, cause]
    return undo(text, reference).map((repaired): Candidate => ({ causes: [first, ...rest], text: repaired }))
  })
}
