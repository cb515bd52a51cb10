import type { Db } from '@theriac/read-model'
import { eq, lt, sql } from 'drizzle-orm'
import { LRUCache } from 'lru-cache'
import { signInFailures } from '../../db/schema/accounts.ts'
import { ProblemError } from '../../problem-error.ts'

/** Keeps passwords from being guessed. */
export interface SignInGuard {
  /**
   * Tries a password for a name. Those for one name are tried one after the other, so that many at once are not more
   * guesses than one at a time.
   *
   * @param name - in lower case; an account may have it or not
   * @param isRight - compares; not called while the name is locked
   * @throws ProblemError WrongCredentials, LockedOut, TooManyRequests
   */
  attempt(name: string, ip: string, isRight: () => Promise<boolean>): Promise<void>
}

/** Wrong passwords before a name is locked. */
const freeFailures = 5
const firstLockMs = 30_000
const longestLockMs = 3_600_000
/** Wrong passwords that are this old do not count any more. */
const forgetAfterMs = 24 * 3_600_000
/** One address may be a whole hospital's. */
const mostFailuresOfIp = 50
const windowOfIpMs = 900_000

/** How long a name is locked after so many wrong passwords: 30 s after 5, and twice as long with each further one. */
export function lockMs(failures: number): number {
  if (failures < freeFailures) return 0
  return Math.min(longestLockMs, firstLockMs * 2 ** (failures - freeFailures))
}

/** Keeps count of wrong passwords: by name in the database, by address in memory. */
export function createSignInGuard({ db, clock }: { readonly db: Db; readonly clock: () => number }): SignInGuard {
  const ips = new LRUCache<string, { readonly since: number; readonly failures: number }>({ max: 50_000 })
  const queues = new Map<string, Promise<void>>()

  function failuresOf(ip: string): { readonly since: number; readonly failures: number } {
    const counted = ips.get(ip)
    return counted && clock() < counted.since + windowOfIpMs ? counted : { since: clock(), failures: 0 }
  }

  async function tryOne(name: string, ip: string, isRight: () => Promise<boolean>): Promise<void> {
    const { since, failures } = failuresOf(ip)
    if (failures >= mostFailuresOfIp) {
      const retryAfterSeconds = Math.ceil((since + windowOfIpMs - clock()) / 1000)
      throw new ProblemError('TooManyRequests', 'Too many wrong passwords came from here', { retryAfterSeconds })
    }
    const [row] = await db.select().from(signInFailures).where(eq(signInFailures.name, name))
    const lockedMs = (row?.lockedUntil ?? 0) - clock()
    if (lockedMs > 0) throw lockedOut(lockedMs)
    if (await isRight()) return
    ips.set(ip, { since, failures: failuresOf(ip).failures + 1 })
    throw await countFailure(name)
  }

  /** In one statement: another process may be counting the same name. */
  async function countFailure(name: string): Promise<ProblemError> {
    const now = clock()
    const isOld = sql`${signInFailures.lastAt} < ${now - forgetAfterMs}`
    const [row] = await db
      .insert(signInFailures)
      .values({ name, failures: 1, lastAt: now })
      .onConflictDoUpdate({
        target: signInFailures.name,
        set: {
          failures: sql`case when ${isOld} then 1 else ${signInFailures.failures} + 1 end`,
          lastAt: now,
        },
      })
      .returning()
    const lock = lockMs(row?.failures ?? 1)
    if (lock > 0) {
      await db
        .update(signInFailures)
        .set({ lockedUntil: now + lock })
        .where(eq(signInFailures.name, name))
    }
    return new ProblemError('WrongCredentials', 'Name or password is wrong')
  }

  return {
    async attempt(name, ip, isRight) {
      const before = queues.get(name) ?? Promise.resolve()
      const mine = before.then(() => tryOne(name, ip, isRight))
      const ended = mine.catch(() => {})
      queues.set(name, ended)
      try {
        await mine
      } finally {
        if (queues.get(name) === ended) queues.delete(name)
      }
    },
  }
}

/** Forgets the wrong passwords for a name: after a right one, or because an admin says so. */
export async function forgetFailures(tx: Db, name: string): Promise<void> {
  await tx.delete(signInFailures).where(eq(signInFailures.name, name))
}

/** Deletes what does not count any more. */
export async function purgeFailures(tx: Db, now: number): Promise<void> {
  await tx.delete(signInFailures).where(lt(signInFailures.lastAt, now - forgetAfterMs))
}

function lockedOut(ms: number): ProblemError {
  const retryAfterSeconds = Math.ceil(ms / 1000)
  return new ProblemError('LockedOut', `Locked after wrong passwords, for ${retryAfterSeconds} s`, {
    retryAfterSeconds,
  })
}
