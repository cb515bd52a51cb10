import type { accountRoutes } from '@theriac/api'
import { type Db, hasWords, type Paging, pageQuery } from '@theriac/read-model'
import { and, eq, sql } from 'drizzle-orm'
import { accounts, sessions } from '../../db/schema/accounts.ts'
import type { Handlers } from '../../http/handler.ts'
import { ProblemError } from '../../problem-error.ts'
import { accountView, type FullRow, fullRows, isInState, toAccount } from '../account-rows.ts'
import type { Authentication } from '../authenticate.ts'
import { dropAwaitedKey } from '../settled.ts'
import { forgetFailures } from '../sign-in/guard.ts'
import { checkNewPassword, hashPassword } from '../sign-in/passwords.ts'
import { type AccountJobDeps, accountJobs } from './account-jobs.ts'
import { requireDroppable } from './awaited-key.ts'
import { createPeopleHandler } from './people.ts'
import { changeableAccount, othersAccount, visibleAccount, wrongState } from './rights.ts'

/** What the routes of accounts need. `clock` gives Unix milliseconds. */
export interface AccountHandlerDeps extends AccountJobDeps {
  readonly authentication: Pick<Authentication, 'forget'>
}

const nameInOrder = sql`(${accounts.name} collate "C")`
const paging: Paging<FullRow, 'name' | 'createdAt'> = {
  sorts: {
    name: { by: nameInOrder, type: 'text', value: (row) => row.name },
    createdAt: { by: accounts.createdAt, type: 'number', value: (row) => row.createdAt },
  },
  id: { by: accounts.id, type: 'text', value: (row) => row.id },
}

/** Handlers of an institution's accounts. */
export function createAccountHandlers(deps: AccountHandlerDeps): Handlers<typeof accountRoutes> {
  const { db, clock, authentication } = deps

  async function endSessions(tx: Db, accountId: string): Promise<void> {
    await tx.delete(sessions).where(eq(sessions.accountId, accountId))
    authentication.forget(accountId)
  }

  return {
    ...accountJobs(deps, endSessions),
    people: createPeopleHandler(db),

    async list({ caller, query }) {
      const { gln, role, state, text } = query
      const { after, orderBy, limit, page } = pageQuery(paging, query)
      const filters = and(
        caller.kind === 'regulator' ? undefined : eq(accounts.gln, caller.gln),
        gln === undefined ? undefined : eq(accounts.gln, gln),
        role === undefined ? undefined : eq(accounts.role, role),
        state === undefined ? undefined : isInState(state),
        hasWords(sql`lower(${accounts.name} || ' ' || ${accounts.displayName})`, text),
      )
      const rows = await fullRows(db)
        .where(and(filters, after))
        .orderBy(...orderBy)
        .limit(limit)
      const { items, ...rest } = page(rows)
      return { ...rest, items: items.map((row) => toAccount(row, clock())) }
    },

    async find({ caller, params }) {
      const { id } = await visibleAccount(db, caller, params.id)
      return accountView(db, id, clock())
    },

    async amend({ caller, params, body }) {
      const { disabled, ...named } = body
      const account =
        disabled === true ? await othersAccount(db, caller, params.id) : await changeableAccount(db, caller, params.id)
      const { id } = account
      return async (tx) => {
        const isChange = disabled !== undefined && disabled !== (account.disabledAt !== null)
        const changed = { ...named, ...(isChange ? { disabledAt: disabled ? clock() : null } : {}) }
        if (Object.keys(changed).length > 0) await tx.update(accounts).set(changed).where(eq(accounts.id, id))
        if (isChange && disabled) await endSessions(tx, id)
        else authentication.forget(id)
        return accountView(tx, id, clock())
      }
    },

    async dropAwaitedKey({ caller, params }) {
      const account = await changeableAccount(db, caller, params.id)
      const jobId = await requireDroppable(db, account, clock())
      return async (tx) => {
        await dropAwaitedKey(tx, account.id, jobId)
        authentication.forget(account.id)
        return undefined
      }
    },

    async resetPassword({ caller, params, body }) {
      const account = await othersAccount(db, caller, params.id)
      const { id, name } = account
      if (account.passwordHash === null) throw wrongState(account, 'A machine has no password; it comes with tokens')
      checkNewPassword('/password', body.password, name)
      const passwordHash = await hashPassword(body.password)
      return async (tx) => {
        await tx.update(accounts).set({ passwordHash, mustChangePassword: true }).where(eq(accounts.id, id))
        await forgetFailures(tx, name)
        await endSessions(tx, id)
        return accountView(tx, id, clock())
      }
    },

    async unlock({ caller, params }) {
      const { id, name } = await changeableAccount(db, caller, params.id)
      return async (tx) => {
        await forgetFailures(tx, name)
        return accountView(tx, id, clock())
      }
    },

    async setLocale({ caller, body }) {
      const { accountId } = caller
      return async (tx) => {
        const changed = await tx
          .update(accounts)
          .set({ locale: body.locale })
          .where(eq(accounts.id, accountId))
          .returning({ id: accounts.id })
        if (changed.length === 0) throw new ProblemError('NotSignedIn', 'The account is gone')
        return accountView(tx, accountId, clock())
      }
    },
  }
}
