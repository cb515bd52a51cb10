import { randomUUID } from 'node:crypto'
import type { accountRoutes, Role } from '@theriac/api'
import {
  type Addresses,
  addOperator,
  appoint,
  dismiss,
  type Call as LedgerCall,
  propose,
  removeOperator,
  rotateKey,
} from '@theriac/ledger'
import type { Db } from '@theriac/read-model'
import { eq } from 'drizzle-orm'
import type { Address } from 'viem'
import { accounts } from '../../db/schema/accounts.ts'
import type { Caller, Handlers } from '../../http/handler.ts'
import { notFound } from '../../problem-error.ts'
import { type AccountRow, findAccount, insertAccount, nameTaken } from '../account-rows.ts'
import { checkNewPassword, hashPassword } from '../sign-in/passwords.ts'
import { awaitKey, type NewKeyDeps, newKey, requireNoAwaited, requireNoOpenJobs } from './new-key.ts'
import { othersAccount, requireSession, wrongState } from './rights.ts'

/** What jobs on accounts need. `clock` gives Unix milliseconds. */
export interface AccountJobDeps extends NewKeyDeps {
  readonly addresses: Addresses
  readonly clock: () => number
}

type AccountJobs = Pick<Handlers<typeof accountRoutes>, 'create' | 'changeRole' | 'remove' | 'rotateKey'>

/** Proposals stay open for a week. */
const proposalSeconds = 7 * 86_400

/** What tells the ledger of an account's key. It is settled by the hooks of `createAccountHooks`. */
export function accountJobs(
  deps: AccountJobDeps,
  endSessions: (tx: Db, accountId: string) => Promise<void>,
): AccountJobs {
  const { db, clock, addresses } = deps

  /** The regulator's own operators are for its governance to name: one admin alone could outvote the others. */
  function operatorCall(caller: Caller, call: LedgerCall, strongCall: LedgerCall, reason: string): LedgerCall {
    if (caller.kind !== 'regulator') return call
    return propose(addresses.institutions, strongCall, Math.floor(clock() / 1000) + proposalSeconds, reason)
  }
  // The ledger keeps reasons for ever: they name nobody.
  const added = (caller: Caller, operator: Address, role: Role): LedgerCall =>
    operatorCall(caller, addOperator(operator, role), appoint(caller.gln, operator, role), `A new ${role}`)
  const removed = (caller: Caller, operator: Address): LedgerCall =>
    operatorCall(caller, removeOperator(operator), dismiss(operator), 'An operator leaves')

  function keyOf(account: AccountRow): Address {
    if (account.operator === null) throw wrongState(account, 'The ledger does not know the account yet')
    return account.operator as Address
  }

  return {
    async create({ caller, body }) {
      const { name, displayName, role, password, locale = 'en', signer } = body
      // With a token for accounts alone, and the password of an admin that it made, one could do everything.
      if (password !== undefined) requireSession(caller)
      const [taken] = await db.select({ id: accounts.id }).from(accounts).where(eq(accounts.name, name))
      if (taken) throw nameTaken()
      if (password !== undefined) checkNewPassword('/password', password, name)
      const passwordHash = password === undefined ? null : await hashPassword(password)
      const key = await newKey(deps, name, signer)
      const id = randomUUID()
      const mustChangePassword = password !== undefined
      return {
        stages: [[added(caller, key.operator, role)]],
        result: { accountId: id, operator: key.operator },
        alongside: async (tx, awaitedJobId) => {
          const account = { id, name, displayName, gln: caller.gln, role, locale, passwordHash, mustChangePassword }
          await insertAccount(tx, { ...account, createdAt: clock(), key, awaitedJobId })
        },
      }
    },

    async changeRole({ caller, params, body }) {
      const account = await othersAccount(db, caller, params.id)
      const old = keyOf(account)
      requireNoAwaited(account)
      if (account.role === body.role) throw wrongState(account, `The account is ${body.role} already`)
      await requireNoOpenJobs(db, old)
      const key = await newKey(deps, account.name, body.signer)
      return {
        // In this order, so that whatever goes wrong the account has a key.
        stages: [[added(caller, key.operator, body.role)], [removed(caller, old)]],
        result: { accountId: account.id, operator: key.operator },
        alongside: (tx, jobId) => awaitKey(tx, account, key, jobId, clock()),
      }
    },

    async remove({ caller, params }) {
      const account = await othersAccount(db, caller, params.id)
      const operator = keyOf(account)
      requireNoAwaited(account)
      return {
        stages: [[removed(caller, operator)]],
        result: { accountId: account.id, operator },
        // Whoever is removed must not act while the ledger takes its time.
        alongside: async (tx) => {
          const disabledAt = account.disabledAt ?? clock()
          await tx.update(accounts).set({ disabledAt }).where(eq(accounts.id, account.id))
          await endSessions(tx, account.id)
        },
      }
    },

    async rotateKey({ caller, params, body }) {
      const account = params.id === caller.accountId ? await findAccount(db, caller.accountId) : undefined
      if (!account) throw notFound('account of yours with this id')
      requireNoAwaited(account)
      await requireNoOpenJobs(db, caller.operator)
      const key = await newKey(deps, account.name, body.signer)
      return {
        stages: [[rotateKey(key.operator)]],
        result: { accountId: account.id, operator: key.operator },
        alongside: (tx, jobId) => awaitKey(tx, account, key, jobId, clock()),
      }
    },
  }
}
