import { createHmac } from 'node:crypto'
import type { Db } from '@theriac/read-model'
import { and, eq } from 'drizzle-orm'
import type { Hex } from 'viem'
import { idempotency } from '../db/schema/index.ts'
import { invalidField, ProblemError } from '../problem-error.ts'

/** What was answered to a request before. */
export type Earlier = typeof idempotency.$inferSelect

/** A request's key, and what it stands for. */
export interface Keyed {
  readonly accountId: string
  readonly key: string
  /** Digest of what was asked. */
  readonly request: string
}

const keyRule = /^[\x21-\x7e]{1,200}$/

/** The idempotency key of a request, from its header. */
export function keyOf(header: unknown, isRequired: boolean): string | undefined {
  if (header === undefined && !isRequired) return undefined
  if (header === undefined) {
    const detail = 'is missing: name this request, so that repeating it does nothing twice'
    throw invalidField('header.idempotency-key', 'required', detail)
  }
  if (typeof header === 'string' && keyRule.test(header)) return header
  throw invalidField('header.idempotency-key', 'format', 'has 1 to 200 visible ASCII characters')
}

/** A digest of what a request asks for. Keyed: whoever reads it must not be able to try passwords against it. */
export type Digest = (parts: readonly unknown[]) => Hex

/** @param key - 32 bytes that only this server knows */
export function createDigest(key: Uint8Array): Digest {
  return (parts) => `0x${createHmac('sha256', key).update(JSON.stringify(parts)).digest('hex')}`
}

/**
 * What was answered to the same request before; undefined where it is new.
 *
 * @throws ProblemError IdempotencyKeyReused when the key belongs to another request
 */
export async function earlierAnswer(db: Db, { accountId, key, request }: Keyed): Promise<Earlier | undefined> {
  const [found] = await db
    .select()
    .from(idempotency)
    .where(and(eq(idempotency.accountId, accountId), eq(idempotency.key, key)))
  if (found && found.request !== request) {
    throw new ProblemError('IdempotencyKeyReused', 'This idempotency key was used for another request')
  }
  return found
}

/** Somebody was faster with the same key: its answer is the one to give. */
export class AnsweredMeanwhile extends Error {
  override readonly name = 'AnsweredMeanwhile'
}

/** Claims the key in the transaction that does what was asked. Waits for a twin that is under way. */
export async function claim(
  tx: Db,
  { accountId, key, request }: Keyed,
  answer: Pick<Earlier, 'jobId' | 'status' | 'answer'>,
  now: number,
): Promise<void> {
  const row = { accountId, key, request, ...answer, createdAt: now }
  const made = await tx.insert(idempotency).values(row).onConflictDoNothing().returning({ key: idempotency.key })
  if (made.length === 0) throw new AnsweredMeanwhile()
}
