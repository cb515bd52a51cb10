import { createHash } from 'node:crypto'
import type { FileReference, Inspection, RecordDocument, RecordSubject } from '@theriac/api'
import { CanonicalJsonError, canonicalJson, type JsonValue } from '../../canonical-json.ts'
import { invalidField } from '../../problem-error.ts'

/** What an author says, with the files that go with it. */
export interface Statement {
  readonly kind: string
  readonly subject: RecordSubject
  readonly content: string | Record<string, unknown>
  /** When it happened, as its author says. */
  readonly eventTime?: string
  readonly inspection?: Inspection
  readonly files: readonly FileReference[]
}

/** A document as it is kept, and its hash, which goes to the ledger. */
export interface SealedDocument {
  /** SHA-256 of `text` in UTF-8. */
  readonly hash: `0x${string}`
  /** Canonical JSON (RFC 8785). */
  readonly text: string
}

interface Parsed extends Statement {
  readonly salt: string
}

/**
 * Makes the document of a record. SHA-256, as for the files in it: every operating system and every browser can compute it. (The
 * contracts take any 32 bytes; they hash with Keccak-256 themselves where they hash, as the reason of a tombstone.)
 *
 * @param salt - random and secret like the document: everybody sees the hash, and nobody shall guess a short text from it
 * @throws ProblemError Invalid for content that has no canonical form
 */
export function sealDocument(statement: Statement, salt: string): SealedDocument {
  const { kind, subject, content, eventTime, inspection, files } = statement
  try {
    const text = canonicalJson({ format: 1, kind, subject, content, eventTime, inspection, files, salt } as JsonValue)
    return { hash: sha256(text), text }
  } catch (error) {
    if (!(error instanceof CanonicalJsonError)) throw error
    const { pointer, rule } = error.fault
    throw invalidField(pointer, rule, 'cannot be written so that everybody comes to the same bytes (RFC 8785)')
  }
}

/** What a kept document says. */
export function readDocument(text: string): RecordDocument & { readonly subject: RecordSubject } {
  const { content, eventTime, inspection, files, subject } = JSON.parse(text) as Parsed
  return {
    content,
    ...(eventTime === undefined ? {} : { eventTime }),
    ...(inspection ? { inspection } : {}),
    files: [...files],
    text,
    subject,
  }
}

/** Whether a kept document is the one that a hash stands for. */
export function isSealedBy(hash: string, text: string): boolean {
  return sha256(text) === hash
}

function sha256(text: string): `0x${string}` {
  return `0x${createHash('sha256').update(text, 'utf8').digest('hex')}`
}
