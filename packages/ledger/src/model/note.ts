import { type Hex, isHex, size, slice, toHex } from 'viem'
import { LedgerError } from '../errors.ts'

/** What an institution says of an act beside the act itself; no contract reads it. */
export interface Note {
  /** When it happened, Unix seconds; the block says when it was recorded. */
  readonly eventTime?: number
  /** Type of the bill or document it belongs to, 0 to 65 535; in China the code list 101 to 323. */
  readonly billType?: number
  /** The first 24 bytes of a document's hash. */
  readonly document?: Hex
}

/** Packs a note into the 32 bytes that acts carry: six of time, two of bill type, 24 of a hash. Throws NoteInvalid. */
export function encodeNote(note: Note = {}): Hex {
  const { eventTime = 0, billType = 0, document = `0x${'00'.repeat(24)}` } = note
  if (!isCount(eventTime, 2 ** 48)) throw invalid('eventTime', eventTime)
  if (!isCount(billType, 2 ** 16)) throw invalid('billType', billType)
  if (!isHex(document) || size(document) < 24) throw invalid('document', document)
  const head = (BigInt(eventTime) << 16n) | BigInt(billType)
  return `${toHex(head, { size: 8 })}${slice(document, 0, 24).slice(2)}` as Hex
}

/** Reads a note; parts that are zero were not given. */
export function decodeNote(note: Hex): Note {
  const head = BigInt(slice(note, 0, 8))
  const document = slice(note, 8, 32)
  return {
    ...(head >> 16n ? { eventTime: Number(head >> 16n) } : {}),
    ...(head & 0xffffn ? { billType: Number(head & 0xffffn) } : {}),
    ...(BigInt(document) ? { document } : {}),
  }
}

function isCount(value: number, limit: number): boolean {
  return Number.isInteger(value) && value >= 0 && value < limit
}

function invalid(field: 'eventTime' | 'billType' | 'document', value: unknown): LedgerError<'NoteInvalid'> {
  return new LedgerError('NoteInvalid', `A note cannot hold this ${field}`, { field, value })
}
