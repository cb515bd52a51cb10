import { crc32 } from 'node:zlib'
import type { Hex } from 'viem'
import { decodeRevert, LedgerError } from '../../errors.ts'
import type { SignedAct } from '../acts/act.ts'
import type { ActLog, Outcome } from '../acts/outcome.ts'
import type { createMemory } from './journal.ts'

type Memory = ReturnType<typeof createMemory>

interface ActLine extends Omit<SignedAct, 'nonce'> {
  readonly nonce: string
}

type OutcomeLine =
  | { readonly taken: Hex; readonly block: string; readonly logs: readonly ActLog[] }
  | { readonly refused: Hex; readonly block: string; readonly data: Hex }

type Line = { readonly put: ActLine } | { readonly settle: Hex; readonly outcome: OutcomeLine } | { readonly drop: Hex }

export const putLine = (act: SignedAct): string => lineOf({ put: { ...act, nonce: act.nonce.toString() } })
export const dropLine = (digest: Hex): string => lineOf({ drop: digest })

/** Line of a settlement. */
export function settleLine(digest: Hex, outcome: Outcome): string {
  const block = outcome.blockNumber.toString()
  return lineOf({
    settle: digest,
    outcome:
      outcome.state === 'taken'
        ? { taken: outcome.txHash, block, logs: outcome.logs }
        : { refused: outcome.txHash, block, data: outcome.reason.data },
  })
}

/**
 * Plays a journal's lines. A bad line at the end is what a crash left of a write that nobody was told of; one before a
 * good line is damage.
 *
 * @throws LedgerError JournalDamaged
 */
export function replay(path: string, content: string, memory: Memory): void {
  const lines = content.split('\n')
  let bad: number | undefined
  lines.forEach((text, index) => {
    if (text === '' && bad === undefined) return
    const line = parseLine(text)
    if (!line) bad ??= index + 1
    else if (bad !== undefined)
      throw new LedgerError('JournalDamaged', `Line ${bad} of ${path} is damaged`, { path, line: bad })
    else play(line, memory)
  })
}

function play(line: Line, memory: Memory): void {
  if ('put' in line) memory.pending.set(line.put.digest, { ...line.put, nonce: BigInt(line.put.nonce) })
  else if ('drop' in line) memory.pending.delete(line.drop)
  else memory.settle(line.settle, outcomeOf(line.outcome))
}

function outcomeOf(line: OutcomeLine): Outcome {
  const blockNumber = BigInt(line.block)
  if ('taken' in line) return { state: 'taken', txHash: line.taken, blockNumber, logs: line.logs }
  return { state: 'refused', txHash: line.refused, blockNumber, reason: decodeRevert(line.data) }
}

/** Eight hex digits of CRC-32 over what follows them. */
function lineOf(line: Line): string {
  const json = JSON.stringify(line)
  return `${checksum(json)} ${json}\n`
}

function parseLine(text: string): Line | undefined {
  const json = text.slice(9)
  if (json === '' || text.slice(0, 8) !== checksum(json)) return undefined
  return JSON.parse(json) as Line
}

function checksum(json: string): string {
  return crc32(json).toString(16).padStart(8, '0')
}
