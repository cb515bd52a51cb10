import { randomUUID } from 'node:crypto'
import type { Answer, Input, institutionRoutes } from '@theriac/api'
import { applyFor } from '@theriac/ledger'
import { type Db, institutionQueries } from '@theriac/read-model'
import { eq } from 'drizzle-orm'
import { insertAccount } from '../../accounts/account-rows.ts'
import type { AccountKeys } from '../../accounts/keys.ts'
import { dropAwaitedKey, type FollowLedger } from '../../accounts/settled.ts'
import { checkNewPassword, hashPassword } from '../../accounts/sign-in/passwords.ts'
import { accounts } from '../../db/schema/accounts.ts'
import type { SettledHooks } from '../../jobs/hooks.ts'
import type { JobPlan } from '../../jobs/plan.ts'
import { ProblemError } from '../../problem-error.ts'
import { readLicences } from './wire.ts'

/** What an application needs. */
interface ApplicationDeps {
  readonly db: Db
  readonly keys: Pick<AccountKeys, 'create'>
  /** Now, Unix ms. */
  readonly clock: () => number
}

type Route = (typeof institutionRoutes)['apply']

/**
 * An application for taking part: the first admin's account with a key of its own, which signs the application.
 *
 * @throws ProblemError AlreadyExists for a GLN or a sign-in name that is taken; Invalid
 */
export async function planApplication(
  { db, keys, clock }: ApplicationDeps,
  { gln, kind, name, licences: given, admin }: Input<Route>['body'],
): Promise<JobPlan<Answer<Route>>> {
  checkNewPassword('/admin/password', admin.password, admin.name)
  const licences = readLicences(given)
  const institution = await institutionQueries(db).find(gln)
  // The ledger has forgotten an application that was declined: the GLN is free again.
  if (institution && institution.status !== 'declined') {
    throw new ProblemError('AlreadyExists', 'An institution with this GLN takes part, or has applied, already', {
      reason: { name: 'InstitutionsWrongStatus', args: { gln, status: institution.status } },
    })
  }
  await requireFreeName(db, admin.name)
  const passwordHash = await hashPassword(admin.password)
  const operator = await keys.create(`${gln} ${admin.name}`)
  const accountId = randomUUID()
  return {
    stages: [[applyFor(gln, kind, name, licences)]],
    result: { gln, accountId, operator },
    signedBy: { accountId, gln, operator },
    async alongside(tx, jobId) {
      await insertAccount(tx, {
        id: accountId,
        name: admin.name,
        displayName: admin.displayName ?? admin.name,
        gln,
        role: 'admin',
        locale: 'en',
        passwordHash,
        mustChangePassword: false,
        createdAt: clock(),
        key: { operator },
        awaitedJobId: jobId,
      })
    },
  }
}

async function requireFreeName(db: Db, name: string): Promise<void> {
  const [taken] = await db.select({ id: accounts.id }).from(accounts).where(eq(accounts.name, name))
  if (!taken) return
  throw new ProblemError('AlreadyExists', 'The sign-in name is taken', {
    errors: [{ field: '/admin/name', rule: 'taken', detail: 'is taken' }],
  })
}

/**
 * An applicant's account can be used as soon as the ledger knows its key; where the ledger refused, its name is free
 * again.
 */
export function createApplicationSettled(follow: FollowLedger): SettledHooks {
  return {
    'institutions.apply': async (tx, { id, accountId, state }) => {
      await follow(tx, accountId)
      if (state === 'rejected') await dropAwaitedKey(tx, accountId, id)
    },
  }
}
