import type { Kind, Role } from '@theriac/api'
import type { Gln } from '@theriac/gs1'
import type { Db } from '@theriac/read-model'
import { and, eq, gt, isNull, type SQL } from 'drizzle-orm'
import type { Address } from 'viem'
import { accounts, sessions, tokens } from '../db/schema/accounts.ts'
import type { Caller } from '../http/handler.ts'
import { ProblemError } from '../problem-error.ts'
import { hashOf, isSameSecret, looksLikeSession, looksLikeToken } from './sign-in/credentials.ts'
import { createIdentityCache } from './sign-in/identity-cache.ts'

/** A caller, and what else decides what it may do. */
interface Identity extends Caller {
  /** Only the routes in `withoutPasswordChange` are allowed; else `PasswordChangeRequired`. */
  readonly mustChangePassword: boolean
  /** Of a token: see `scopeAllows`. */
  readonly scope?: readonly string[]
}

/** Routes that are open to an account whose password must be changed first. */
export const withoutPasswordChange: ReadonlySet<string> = new Set([
  'sessions.current',
  'sessions.signOut',
  'sessions.changePassword',
])

/** What a request brings to be known by. */
interface Credentials {
  /** Value of the session's cookie. */
  readonly cookie?: string | undefined
  /** Header `Authorization`; where there is one, the cookie does not count. */
  readonly authorization?: string | undefined
  readonly method: string
  /** Header `x-csrf-token`. */
  readonly csrfHeader?: string | undefined
}

/** What the ledger says of an institution. */
export interface InstitutionEntry {
  readonly name: string
  readonly kind: Kind
  readonly status: string
  readonly permissions: readonly string[]
}

/** Looks up an institution in what was read from the ledger; must be fast, as every account is of one. */
export type Directory = (gln: Gln) => Promise<InstitutionEntry | undefined>

/** Tells who calls. */
export interface Authentication {
  /**
   * Who calls; undefined where the request brings nothing. Not inside a transaction, and not for public routes, which an
   * old cookie must not close.
   *
   * @throws ProblemError NotSignedIn (bad token), SessionExpired, CsrfMissing, NotReady
   */
  authenticate(credentials: Credentials): Promise<Identity | undefined>
  /** Whether the session or token that a caller came with still counts, for what goes on for long. This is no use of it. */
  stands(caller: Pick<Caller, 'credential'>): Promise<boolean>
  /** Whoever changes an account, or ends a session or a token of it, says so here, also inside the transaction. */
  forget(accountId: string): void
}

/** A session ends when it was not used for so long, and in any case some days after it began. */
const idleMs = 12 * 3_600_000
export const longestSessionMs = 7 * 86_400_000
/** Last use is noted no more often than this: not every request shall write. */
const noteEveryMs = 60_000

/** When a session that is used now ends. */
export const sessionEnd = (createdAt: number, now: number): number =>
  Math.min(now + idleMs, createdAt + longestSessionMs)

/** What is known of a session or a token. */
interface Known {
  readonly identity: Identity
  readonly csrfToken?: string
  readonly createdAt: number
  expiresAt: number
  notedAt: number
}

/** What authentication needs. `clock` gives Unix milliseconds. */
export interface AuthenticationDeps {
  readonly db: Db
  readonly directory: Directory
  readonly clock: () => number
}

const safeMethods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS'])

/** Authentication by cookie or token. What is known is kept in memory for seconds: most requests ask no database. */
export function createAuthentication({ db, directory, clock }: AuthenticationDeps): Authentication {
  const cache = createIdentityCache<Known>({ clock, accountOf: ({ identity }) => identity.accountId })

  async function identityOf(account: typeof accounts.$inferSelect, credential: Caller['credential']) {
    const gln = account.gln as Gln
    const institution = await directory(gln)
    if (!institution) throw new ProblemError('NotReady', 'The institution has not been read from the ledger yet')
    return {
      accountId: account.id,
      name: account.name,
      gln,
      kind: institution.kind,
      role: account.role as Role,
      operator: account.operator as Address,
      credential,
      mustChangePassword: account.mustChangePassword,
    }
  }

  const isUsable = (account: typeof accounts.$inferSelect): boolean =>
    account.operator !== null && account.disabledAt === null && account.removedAt === null

  async function loadSession(id: string): Promise<Known | undefined> {
    const [row] = await db
      .select()
      .from(sessions)
      .innerJoin(accounts, eq(accounts.id, sessions.accountId))
      .where(and(eq(sessions.id, id), gt(sessions.expiresAt, clock())))
    if (!row || !isUsable(row.accounts)) return undefined
    const { csrfToken, createdAt, expiresAt, lastSeenAt } = row.sessions
    const identity = await identityOf(row.accounts, { kind: 'session', id })
    return { identity, csrfToken, createdAt, expiresAt, notedAt: lastSeenAt }
  }

  async function loadToken(isIt: SQL): Promise<Known | undefined> {
    const isValid = and(isIt, isNull(tokens.revokedAt), gt(tokens.expiresAt, clock()))
    const [row] = await db.select().from(tokens).innerJoin(accounts, eq(accounts.id, tokens.accountId)).where(isValid)
    if (!row || !isUsable(row.accounts)) return undefined
    const { id, scope, createdAt, expiresAt, lastUsedAt } = row.tokens
    // It is the password that must be changed, not the token.
    const identity = { ...(await identityOf(row.accounts, { kind: 'token', id })), scope, mustChangePassword: false }
    return { identity, createdAt, expiresAt, notedAt: lastUsedAt ?? 0 }
  }

  async function bySession(cookie: string, { method, csrfHeader }: Credentials): Promise<Identity> {
    const id = hashOf(cookie)
    const known = looksLikeSession(cookie) ? await cache.get(id, () => loadSession(id)) : undefined
    if (!known || known.expiresAt <= clock()) throw new ProblemError('SessionExpired', 'The session has ended')
    if (!safeMethods.has(method) && !isSameSecret(csrfHeader ?? '', known.csrfToken ?? 'none')) {
      throw new ProblemError('CsrfMissing', 'The header x-csrf-token is missing or not that of the session')
    }
    const now = clock()
    if (now - known.notedAt >= noteEveryMs) {
      known.notedAt = now
      known.expiresAt = sessionEnd(known.createdAt, now)
      await db.update(sessions).set({ lastSeenAt: now, expiresAt: known.expiresAt }).where(eq(sessions.id, id))
    }
    return known.identity
  }

  async function byToken(authorization: string): Promise<Identity> {
    const secret = /^Bearer +(\S+) *$/i.exec(authorization)?.[1] ?? ''
    const hash = hashOf(secret)
    const known = looksLikeToken(secret) ? await cache.get(hash, () => loadToken(eq(tokens.hash, hash))) : undefined
    if (!known || known.expiresAt <= clock()) {
      throw new ProblemError('NotSignedIn', 'The token is unknown, revoked or has expired')
    }
    const now = clock()
    if (now - known.notedAt >= noteEveryMs) {
      known.notedAt = now
      await db.update(tokens).set({ lastUsedAt: now }).where(eq(tokens.hash, hash))
    }
    return known.identity
  }

  return {
    async authenticate(credentials) {
      const { cookie, authorization } = credentials
      if (authorization !== undefined) return byToken(authorization)
      return cookie === undefined ? undefined : bySession(cookie, credentials)
    },
    async stands({ credential: { kind, id } }) {
      return (kind === 'session' ? await loadSession(id) : await loadToken(eq(tokens.id, id))) !== undefined
    },
    forget: (accountId) => cache.forget(accountId),
  }
}
