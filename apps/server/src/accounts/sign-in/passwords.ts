import { hash, type Options, parseOptions, verify } from '@node-rs/argon2'
import { invalidField, ProblemError } from '../../problem-error.ts'

// OWASP's password storage cheat sheet: Argon2id (this package's default) with 19 MiB, two passes, one thread.
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } satisfies Options

/** The same password typed on two keyboards may come in two encodings. */
const encoded = (password: string): string => password.normalize('NFKC')

/** Argon2id hash of a password. Takes some hundredths of a second, on another thread. */
export function hashPassword(password: string): Promise<string> {
  return atMostTwo(() => hash(encoded(password), cost))
}

/**
 * Whether it is the password. Where there is none to compare with it takes as long and says no: how long an answer takes
 * must not tell whether there is such an account.
 */
export async function isPassword(password: string, passwordHash: string | null | undefined): Promise<boolean> {
  const target = passwordHash ?? (await decoy())
  const isEqual = await atMostTwo(() => verify(target, encoded(password)))
  return isEqual && target === passwordHash
}

/** Whether the hash was made at another cost than today's, and is to be made again when its password is next seen. */
export function isOutdated(passwordHash: string): boolean {
  const { memoryCost, timeCost, parallelism } = parseOptions(passwordHash)
  return memoryCost !== cost.memoryCost || timeCost !== cost.timeCost || parallelism !== cost.parallelism
}

/**
 * What the schema cannot say of a password that somebody chooses.
 *
 * @param field - JSON pointer of the password
 * @throws ProblemError Invalid
 */
export function checkNewPassword(field: string, password: string, name: string): void {
  if (encoded(password).toLowerCase().trim() === name) {
    throw invalidField(field, 'not-name', 'The password must not be the name')
  }
}

let decoyHash: Promise<string> | undefined
function decoy(): Promise<string> {
  decoyHash ??= hash('nobody has this password', cost)
  return decoyHash
}

// The threads that hash also read files: many who sign in at once must not keep everybody else from the disk.
let running = 0
const waiting: (() => void)[] = []

/** Some seconds of work: whoever came after them would have gone before it is their turn. */
const mostWaiting = 200

async function atMostTwo<T>(work: () => Promise<T>): Promise<T> {
  if (waiting.length >= mostWaiting) {
    throw new ProblemError('TooManyRequests', 'Too many sign in at this moment', { retryAfterSeconds: 5 })
  }
  if (running >= 2) await new Promise<void>((resolve) => waiting.push(resolve))
  else running++
  try {
    return await work()
  } finally {
    const next = waiting.shift()
    if (next) next()
    else running--
  }
}
