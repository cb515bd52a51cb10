import type { accountRoutes, Role } from '@theriac/api'
import type { Db } from '@theriac/read-model'
import { asc, eq } from 'drizzle-orm'
import { accountKeys, accounts } from '../../db/schema/accounts.ts'
import type { Handlers } from '../../http/handler.ts'
import { notFound } from '../../problem-error.ts'

type People = Awaited<ReturnType<Handlers<typeof accountRoutes>['people']>>['items']

/** Names behind account ids and ledger accounts: one's own institution's, or any one's for the regulator. */
export function createPeopleHandler(db: Db): Handlers<typeof accountRoutes>['people'] {
  return async ({ caller, query }) => {
    const gln = query.gln ?? caller.gln
    if (gln !== caller.gln && caller.kind !== 'regulator') throw notFound('institution whose people you may know')
    const rows = await db
      .select()
      .from(accounts)
      .leftJoin(accountKeys, eq(accountKeys.accountId, accounts.id))
      .where(eq(accounts.gln, gln))
      .orderBy(asc(accounts.createdAt), asc(accounts.id), asc(accountKeys.createdAt))
    const people = new Map<string, People[number]>()
    for (const { accounts: account, account_keys: key } of rows) {
      const known = people.get(account.id)
      const operators = key ? [key.operator as `0x${string}`] : []
      if (known) known.operators.push(...operators)
      else {
        const active = account.operator !== null && account.disabledAt === null && account.removedAt === null
        const { id, displayName } = account
        people.set(id, { accountId: id, displayName, role: account.role as Role, active, operators })
      }
    }
    return { items: [...people.values()] }
  }
}
