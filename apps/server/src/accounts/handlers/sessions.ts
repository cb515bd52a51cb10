import type { CurrentSession, Session, sessionRoutes } from '@theriac/api'
import type { Gln } from '@theriac/gs1'
import type { Db } from '@theriac/read-model'
import { and, desc, eq, gt, ne } from 'drizzle-orm'
import { accounts, sessions, tokens } from '../../db/schema/accounts.ts'
import { defaultGroups } from '../../db/schema/groups.ts'
import type { Caller, Handlers } from '../../http/handler.ts'
import { invalidField, notFound, ProblemError } from '../../problem-error.ts'
import { instantOf } from '../../times.ts'
import { type AccountRow, accountView, findAccount, stateOf } from '../account-rows.ts'
import {
  type Authentication,
  type Directory,
  type InstitutionEntry,
  longestSessionMs,
  sessionEnd,
} from '../authenticate.ts'
import type { CallNotes } from '../sign-in/call-notes.ts'
import { hashOf, newSecret } from '../sign-in/credentials.ts'
import { forgetFailures, type SignInGuard } from '../sign-in/guard.ts'
import { checkNewPassword, hashPassword, isOutdated, isPassword } from '../sign-in/passwords.ts'
import { keptAccount, requireSession, wrongState } from './rights.ts'

/** What the routes of sessions need. `clock` gives Unix milliseconds. */
export interface SessionHandlerDeps {
  readonly db: Db
  readonly directory: Directory
  readonly clock: () => number
  readonly guard: SignInGuard
  readonly notes: CallNotes
  readonly authentication: Pick<Authentication, 'forget'>
}

type SessionRow = typeof sessions.$inferSelect
const mostShown = 500

/** Handlers of signing in and out, and of one's own password. */
export function createSessionHandlers(deps: SessionHandlerDeps): Handlers<typeof sessionRoutes> {
  const { db, directory, clock, guard, notes, authentication } = deps

  async function institutionOf(gln: string): Promise<InstitutionEntry> {
    const institution = await directory(gln as Gln)
    if (!institution) throw new ProblemError('NotReady', 'The institution has not been read from the ledger yet')
    return institution
  }

  async function currentView(
    from: Db,
    account: AccountRow,
    { name, kind, status, permissions }: InstitutionEntry,
    rest: Pick<CurrentSession, 'csrfToken' | 'scope'> & { readonly expiresAt: number },
  ): Promise<CurrentSession> {
    const { expiresAt, ...told } = rest
    const view = await accountView(from, account.id, clock())
    const [usual] = await from.select().from(defaultGroups).where(eq(defaultGroups.gln, view.gln))
    return {
      account: view,
      institution: { gln: view.gln, name, kind, status, permissions: [...permissions] },
      ...told,
      ...(usual ? { defaultGroup: usual.group } : {}),
      mustChangePassword: view.mustChangePassword,
      expiresAt: instantOf(expiresAt),
    }
  }

  async function tokenRest(id: string) {
    const [row] = await db.select().from(tokens).where(eq(tokens.id, id))
    if (!row) throw new ProblemError('NotSignedIn', 'The token is gone')
    return { scope: row.scope, expiresAt: row.expiresAt }
  }

  async function sessionRest(id: string) {
    const [row] = await db.select().from(sessions).where(eq(sessions.id, id))
    if (!row) throw new ProblemError('SessionExpired', 'The session has ended')
    return { csrfToken: row.csrfToken, expiresAt: row.expiresAt }
  }

  return {
    async signIn(call) {
      const { ip, body } = call
      const name = body.name.trim().toLowerCase()
      const [account] = await db.select().from(accounts).where(eq(accounts.name, name))
      if (account) notes.setConcerned(call, { accountId: account.id, gln: account.gln })
      await guard.attempt(name, ip, () => isPassword(body.password, account?.passwordHash))
      if (!account) throw new ProblemError('WrongCredentials', 'Name or password is wrong')
      // Whoever knows the password may know this too.
      const state = stateOf(account)
      if (state === 'pending') throw wrongState(account, 'The account is still being made')
      if (state !== 'active') throw new ProblemError('Forbidden', `The account is ${state}`)
      const institution = await institutionOf(account.gln)
      const isOld = account.passwordHash !== null && isOutdated(account.passwordHash)
      const rehashed = isOld ? { passwordHash: await hashPassword(body.password) } : {}
      const [cookie, csrfToken] = [newSecret(), newSecret()]
      return async (tx) => {
        const now = clock()
        const times = { createdAt: now, lastSeenAt: now, expiresAt: sessionEnd(now, now) }
        const userAgent = notes.userAgentOf(call)
        await tx
          .insert(sessions)
          .values({ id: hashOf(cookie), accountId: account.id, csrfToken, ip, userAgent, ...times })
        await tx
          .update(accounts)
          .set({ ...rehashed, lastSignInAt: now })
          .where(eq(accounts.id, account.id))
        await forgetFailures(tx, name)
        notes.setCookie(call, { value: cookie, maxAgeSeconds: longestSessionMs / 1000 })
        return currentView(tx, account, institution, { csrfToken, expiresAt: times.expiresAt })
      }
    },

    async current({ caller }) {
      const { credential, accountId, gln } = caller
      const account = await findAccount(db, accountId)
      if (!account) throw new ProblemError('NotSignedIn', 'The account is gone')
      const rest = credential.kind === 'token' ? await tokenRest(credential.id) : await sessionRest(credential.id)
      return currentView(db, account, await institutionOf(gln), rest)
    },

    async signOut(call) {
      const { caller } = call
      requireSession(caller)
      return async (tx) => {
        await tx.delete(sessions).where(eq(sessions.id, caller.credential.id))
        authentication.forget(caller.accountId)
        notes.setCookie(call, 'forget')
        return undefined
      }
    },

    async list({ caller, query }) {
      const { id } = await keptAccount(db, caller, query.accountId)
      const rows = await db
        .select()
        .from(sessions)
        .where(and(eq(sessions.accountId, id), gt(sessions.expiresAt, clock())))
        .orderBy(desc(sessions.lastSeenAt), sessions.id)
        .limit(mostShown)
      return { items: rows.map((row) => toSession(row, caller)) }
    },

    async revoke(call) {
      const { caller, params } = call
      const [session] = await db.select().from(sessions).where(eq(sessions.id, params.id))
      if (!session) throw notFound('session')
      await keptAccount(db, caller, session.accountId).catch((error: unknown) => {
        throw error instanceof ProblemError ? notFound('session') : error
      })
      return async (tx) => {
        await tx.delete(sessions).where(eq(sessions.id, session.id))
        authentication.forget(session.accountId)
        if (session.id === caller.credential.id) notes.setCookie(call, 'forget')
        return undefined
      }
    },

    async changePassword({ caller, body, ip }) {
      requireSession(caller)
      const account = await findAccount(db, caller.accountId)
      if (!account) throw new ProblemError('SessionExpired', 'The account is gone')
      const { id, name, passwordHash: old } = account
      await guard
        .attempt(name, ip, () => isPassword(body.old, old))
        .catch((error: unknown) => {
          const isWrong = error instanceof ProblemError && error.code === 'WrongCredentials'
          // Who is signed in stays so.
          throw isWrong ? invalidField('/old', 'password', 'The old password is wrong') : error
        })
      if (body.new === body.old) throw invalidField('/new', 'changed', 'The new password must be another one')
      checkNewPassword('/new', body.new, name)
      const passwordHash = await hashPassword(body.new)
      return async (tx) => {
        await tx.update(accounts).set({ passwordHash, mustChangePassword: false }).where(eq(accounts.id, id))
        await tx.delete(sessions).where(and(eq(sessions.accountId, id), ne(sessions.id, caller.credential.id)))
        await forgetFailures(tx, name)
        authentication.forget(id)
        return undefined
      }
    },
  }
}

function toSession(row: SessionRow, { credential }: Caller): Session {
  const { id, accountId, ip, userAgent, createdAt, lastSeenAt, expiresAt } = row
  return {
    id,
    accountId,
    current: id === credential.id,
    ip,
    userAgent,
    createdAt: instantOf(createdAt),
    lastSeenAt: instantOf(lastSeenAt),
    expiresAt: instantOf(expiresAt),
  }
}
