import type { Addresses } from '@theriac/ledger'
import type { Db } from '@theriac/read-model'
import { lt } from 'drizzle-orm'
import { sessions } from '../db/schema/accounts.ts'
import { createAuthentication, type Directory } from './authenticate.ts'
import { createAccountHandlers } from './handlers/accounts.ts'
import { createOperatorLogHandlers } from './handlers/operator-log.ts'
import { createSessionHandlers } from './handlers/sessions.ts'
import { createTokenHandlers } from './handlers/tokens.ts'
import type { AccountKeys } from './keys.ts'
import type { AnchoredAt } from './operator-log/verify.ts'
import { createAccountHooks, createFollowLedger } from './settled.ts'
import type { CallNotes } from './sign-in/call-notes.ts'
import { createSignInGuard, purgeFailures } from './sign-in/guard.ts'

/** What accounts need. */
export interface AccountsDeps {
  readonly db: Db
  readonly directory: Directory
  readonly keys: AccountKeys
  readonly addresses: Addresses
  readonly notes: CallNotes
  /** `ledger.reads.records.anchoredAt`. */
  readonly anchoredAt: AnchoredAt
  /** Signing services on this machine are allowed: where all who manage accounts may reach what only it reaches. */
  readonly loopbackSigners: boolean
  /** Unix milliseconds. */
  readonly clock: () => number
}

/** People, machines, their sessions and tokens, and the log of what they did. */
export function createAccounts(deps: AccountsDeps) {
  const { db, clock, anchoredAt } = deps
  const authentication = createAuthentication(deps)
  const guard = createSignInGuard({ db, clock })
  const withAuthentication = { ...deps, authentication }
  const follow = createFollowLedger(withAuthentication)
  return {
    authentication,
    handlers: {
      sessions: createSessionHandlers({ ...withAuthentication, guard }),
      accounts: createAccountHandlers(withAuthentication),
      tokens: createTokenHandlers(withAuthentication),
      operatorLog: createOperatorLogHandlers({ db, anchoredAt }),
    },
    hooks: createAccountHooks(follow, withAuthentication),
    follow,
    /** Deletes what has ended: once an hour is enough. */
    async purge(tx: Db): Promise<void> {
      await tx.delete(sessions).where(lt(sessions.expiresAt, clock()))
      await purgeFailures(tx, clock())
    },
  }
}
