import { randomUUID } from 'node:crypto'
import { routes } from '@theriac/api'
import type { Db } from '@theriac/read-model'
import { eq } from 'drizzle-orm'
import { hashOf, newTokenSecret, prefixOf } from '../accounts/sign-in/credentials.ts'
import { accounts, tokens } from '../db/schema/accounts.ts'

const lastingMs = 300 * 86_400_000

/**
 * Makes a token for each account, for everything that a token may be for: signing in as all of them would hash passwords
 * for seconds.
 *
 * @param name - what the tokens are called, by which they are dropped
 * @param now - Unix milliseconds
 * @returns secrets by the account's sign-in name
 */
export async function makeTokens(db: Db, name: string, now: number): Promise<Readonly<Record<string, string>>> {
  const scope = Object.keys(routes).map((subject) => `${subject}:write`)
  const secrets: Record<string, string> = {}
  const rows = (await db.select().from(accounts)).map((account) => {
    const secret = newTokenSecret()
    secrets[account.name] = secret
    const shown = { hash: hashOf(secret), prefix: prefixOf(secret) }
    const times = { createdAt: now, expiresAt: now + lastingMs }
    return { id: randomUUID(), accountId: account.id, ...shown, name, scope, ...times }
  })
  await db.insert(tokens).values(rows)
  return secrets
}

/** Forgets all tokens of a name. */
export async function dropTokens(db: Db, name: string): Promise<void> {
  await db.delete(tokens).where(eq(tokens.name, name))
}
