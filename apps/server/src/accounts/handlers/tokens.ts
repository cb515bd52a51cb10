import { randomUUID } from 'node:crypto'
import type { Token, tokenRoutes } from '@theriac/api'
import type { Db } from '@theriac/read-model'
import { and, count, desc, eq, gt, isNull } from 'drizzle-orm'
import { tokens } from '../../db/schema/accounts.ts'
import type { Handlers } from '../../http/handler.ts'
import { invalidField, notFound, ProblemError } from '../../problem-error.ts'
import { instantOf } from '../../times.ts'
import type { Authentication } from '../authenticate.ts'
import { unknownInScope } from '../scope.ts'
import { hashOf, newTokenSecret, prefixOf } from '../sign-in/credentials.ts'
import { keptAccount, requireSession, wrongState } from './rights.ts'

/** What the routes of tokens need. `clock` gives Unix milliseconds. */
export interface TokenHandlerDeps {
  readonly db: Db
  readonly clock: () => number
  readonly authentication: Pick<Authentication, 'forget'>
}

const longestMs = 366 * 86_400_000
/** Tokens of one account that are valid at the same time. */
const mostValid = 50
const mostShown = 500

/** Handlers of tokens. */
export function createTokenHandlers({ db, clock, authentication }: TokenHandlerDeps): Handlers<typeof tokenRoutes> {
  return {
    async list({ caller, query }) {
      const { id } = await keptAccount(db, caller, query.accountId)
      const rows = await db
        .select()
        .from(tokens)
        .where(eq(tokens.accountId, id))
        .orderBy(desc(tokens.createdAt), tokens.id)
        .limit(mostShown)
      return { items: rows.map(toToken) }
    },

    async create({ caller, body }) {
      requireSession(caller)
      const account = await keptAccount(db, caller, body.accountId)
      if (account.id !== caller.accountId && account.passwordHash !== null) {
        throw new ProblemError('Forbidden', 'People make their own tokens: acts with them are signed with their key')
      }
      if (account.removedAt !== null) throw wrongState(account, 'The account has been removed')
      const [unknown] = unknownInScope(body.scope)
      if (unknown !== undefined) throw invalidField('/scope', 'known', `${unknown} is no subject of routes`)
      const now = clock()
      const expiresAt = Date.parse(body.expiresAt)
      if (expiresAt <= now) throw invalidField('/expiresAt', 'future', 'A token expires in the future')
      if (expiresAt > now + longestMs) throw invalidField('/expiresAt', 'year', 'A token is valid for a year at most')
      const secret = newTokenSecret()
      const row = {
        id: randomUUID(),
        accountId: account.id,
        hash: hashOf(secret),
        prefix: prefixOf(secret),
        name: body.name,
        scope: [...body.scope],
        createdAt: now,
        expiresAt,
        lastUsedAt: null,
        revokedAt: null,
      }
      return async (tx) => {
        const isValid = and(eq(tokens.accountId, account.id), isNull(tokens.revokedAt), gt(tokens.expiresAt, now))
        const [valid] = await tx.select({ count: count() }).from(tokens).where(isValid)
        if ((valid?.count ?? 0) >= mostValid) throw new ProblemError('WrongState', 'Revoke tokens that are not used')
        await tx.insert(tokens).values(row)
        return { token: toToken(row), secret }
      }
    },

    async revoke({ caller, params }) {
      const [token] = await db.select().from(tokens).where(eq(tokens.id, params.id))
      if (!token) throw notFound('token')
      await keptAccount(db, caller, token.accountId).catch((error: unknown) => {
        throw error instanceof ProblemError ? notFound('token') : error
      })
      return async (tx) => {
        await tx
          .update(tokens)
          .set({ revokedAt: clock() })
          .where(and(eq(tokens.id, token.id), isNull(tokens.revokedAt)))
        authentication.forget(token.accountId)
        return undefined
      }
    },
  }
}

function toToken(row: typeof tokens.$inferSelect): Token {
  const { id, accountId, name, prefix, scope, lastUsedAt, revokedAt } = row
  return {
    id,
    accountId,
    name,
    prefix,
    scope,
    createdAt: instantOf(row.createdAt),
    expiresAt: instantOf(row.expiresAt),
    ...(lastUsedAt === null ? {} : { lastUsedAt: instantOf(lastUsedAt) }),
    ...(revokedAt === null ? {} : { revokedAt: instantOf(revokedAt) }),
  }
}
