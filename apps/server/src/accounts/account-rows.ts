import { randomUUID } from 'node:crypto'
import type { Account, AccountState, Locale, Role } from '@theriac/api'
import type { Gln } from '@theriac/gs1'
import type { Db } from '@theriac/read-model'
import { and, eq, getTableColumns, isNotNull, isNull, type SQL, sql } from 'drizzle-orm'
import type { Address } from 'viem'
import { accountKeys, accounts, signInFailures } from '../db/schema/accounts.ts'
import { notFound, ProblemError } from '../problem-error.ts'
import { instantOf } from '../times.ts'

export type AccountRow = typeof accounts.$inferSelect

/** An account with what other tables say of it. */
export type FullRow = AccountRow & { readonly signer: string | null; readonly lockedUntil: number | null }

/** What a new account starts with. */
export interface NewAccount {
  /** Made up where it is not given. */
  readonly id?: string
  /** In lower case. */
  readonly name: string
  readonly displayName: string
  readonly gln: string
  readonly role: Role
  readonly locale: Locale
  /** Null for a machine. */
  readonly passwordHash: string | null
  readonly mustChangePassword: boolean
  /** Unix milliseconds. */
  readonly createdAt: number
  /** The key, which the ledger knows already, or is told of by a job. */
  readonly key: NewKey
  readonly awaitedJobId?: string
}

/** A key of an account. */
export interface NewKey {
  /** In lower case. */
  readonly operator: Address
  /** Of a signing service; without it the key is in the store. */
  readonly remote?: { readonly url: string; readonly token: Uint8Array }
}

/** Stores an account. Gives its id. @throws ProblemError AlreadyExists */
export async function insertAccount(tx: Db, account: NewAccount): Promise<string> {
  const { key, awaitedJobId, id = randomUUID(), ...rest } = account
  const isAwaited = awaitedJobId !== undefined
  const made = await tx
    .insert(accounts)
    .values({
      ...rest,
      id,
      operator: isAwaited ? null : key.operator,
      awaited: isAwaited ? key.operator : null,
      awaitedJobId: awaitedJobId ?? null,
    })
    .onConflictDoNothing()
    .returning({ id: accounts.id })
  if (made.length === 0) throw nameTaken()
  await insertKey(tx, id, key, account.createdAt)
  return id
}

/** Stores a key of an account. @throws ProblemError AlreadyExists */
export async function insertKey(tx: Db, accountId: string, { operator, remote }: NewKey, now: number): Promise<void> {
  const signer = remote
    ? { signer: 'remote', url: remote.url, token: remote.token }
    : { signer: 'store', url: null, token: null }
  const made = await tx
    .insert(accountKeys)
    .values({ operator, accountId, ...signer, createdAt: now })
    .onConflictDoNothing()
    .returning({ operator: accountKeys.operator })
  if (made.length === 0) throw new ProblemError('AlreadyExists', 'The key is that of an account already')
}

export const nameTaken = (): ProblemError => new ProblemError('AlreadyExists', 'The name is taken')

/** Accounts with what goes over the wire; to be narrowed and sorted. */
export function fullRows(db: Db) {
  return db
    .select({
      ...getTableColumns(accounts),
      signer: accountKeys.signer,
      lockedUntil: signInFailures.lockedUntil,
    })
    .from(accounts)
    .leftJoin(accountKeys, eq(accountKeys.operator, sql`coalesce(${accounts.operator}, ${accounts.awaited})`))
    .leftJoin(signInFailures, eq(signInFailures.name, accounts.name))
}

export async function findAccount(db: Db, id: string): Promise<AccountRow | undefined> {
  const [row] = await db.select().from(accounts).where(eq(accounts.id, id))
  return row
}

/** One account as it goes over the wire. */
export async function accountView(db: Db, id: string, now: number): Promise<Account> {
  const [row] = await fullRows(db).where(eq(accounts.id, id))
  if (!row) throw notFound('account')
  return toAccount(row, now)
}

/** Where an account stands. */
export function stateOf({ removedAt, disabledAt, operator }: AccountRow): AccountState {
  if (removedAt !== null) return 'removed'
  if (disabledAt !== null) return 'disabled'
  return operator === null ? 'pending' : 'active'
}

/** The same as a condition. */
export function isInState(state: AccountState): SQL | undefined {
  const stays = isNull(accounts.removedAt)
  switch (state) {
    case 'removed':
      return isNotNull(accounts.removedAt)
    case 'disabled':
      return and(stays, isNotNull(accounts.disabledAt))
    case 'pending':
      return and(stays, isNull(accounts.disabledAt), isNull(accounts.operator))
    case 'active':
      return and(stays, isNull(accounts.disabledAt), isNotNull(accounts.operator))
    default:
      return state satisfies never
  }
}

/** An account as it goes over the wire. */
export function toAccount(row: FullRow, now: number): Account {
  const { id, name, displayName, mustChangePassword, lockedUntil, lastSignInAt } = row
  return {
    id,
    name,
    displayName,
    gln: row.gln as Gln,
    role: row.role as Role,
    state: stateOf(row),
    machine: row.passwordHash === null,
    ...(row.operator === null ? {} : { operator: row.operator as Address }),
    ...(row.awaited === null ? {} : { awaited: row.awaited as Address }),
    signer: row.signer === 'remote' ? 'remote' : 'store',
    locale: row.locale as Locale,
    mustChangePassword,
    ...(lockedUntil === null || lockedUntil <= now ? {} : { lockedUntil: instantOf(lockedUntil) }),
    ...(lastSignInAt === null ? {} : { lastSignInAt: instantOf(lastSignInAt) }),
    createdAt: instantOf(row.createdAt),
  }
}
