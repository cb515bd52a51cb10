import type { Gln } from '@theriac/gs1'
import { addOperator, appoint, type Ledger, refusalInWords, type Signer } from '@theriac/ledger'
import type { Database, Db } from '@theriac/read-model'
import { eq } from 'drizzle-orm'
import type { Address } from 'viem'
import { accountKeys, accounts } from '../db/schema/accounts.ts'
import { createFirstAccount } from './bootstrap.ts'
import type { AccountKeys } from './keys.ts'
import { hashPassword } from './sign-in/passwords.ts'

/** The parts of a server that its first account is made with. */
export interface FirstAccountDeps {
  readonly database: Database
  readonly ledger: Ledger
  readonly keys: AccountKeys
  readonly clock: () => number
}

/**
 * Opens an institution's first account, an admin with a key of its own, where this server has none of it yet.
 *
 * @param admin - admin of the institution that the ledger knows: the regulator's of the deployment, another's of its application
 * @param password - asked for only if it is needed; it must be changed at the first sign-in
 * @returns `waits` while the institution is not active, or has not that admin: what it does would be refused
 * @throws Error when the ledger does not take the account's key
 */
export async function openFirstAccount(
  { database: { db }, ledger, keys, clock }: FirstAccountDeps,
  gln: Gln,
  name: string,
  admin: Signer,
  password: () => Promise<string>,
): Promise<'opened' | 'there' | 'waits'> {
  const [there] = await db.select({ id: accounts.id }).from(accounts).where(eq(accounts.gln, gln)).limit(1)
  if (there) return 'there'
  const { institutions } = ledger.reads
  const institution = await institutions.institution(gln)
  if (institution?.status !== 'active') return 'waits'
  // On a ledger that others have made, the admin has to be appointed there first.
  if ((await institutions.operator(admin.address))?.gln !== gln) return 'waits'
  const known = await keyWithoutAccount()
  const operator = known ?? (await keys.create(name))
  const passwordHash = await hashPassword(await password())
  if (!known) await appointAdmin()
  if ((await institutions.operator(operator))?.gln !== gln) {
    throw new Error("Others of the regulator's operators must approve the first account, and have not yet")
  }
  const account = { gln, name, displayName: 'Administrator', operator, passwordHash, mustChangePassword: true }
  await db.transaction((tx) => createFirstAccount(tx as Db, { ...account, now: clock() }))
  return 'opened'

  async function appointAdmin(): Promise<void> {
    const outcome =
      institution?.kind === 'regulator'
        ? await ledger.govern(admin, appoint(gln, operator, 'admin'), "The server's first account")
        : await ledger.perform(admin, addOperator(operator, 'admin'))
    if (outcome.state === 'taken') return
    throw new Error(`The ledger did not take the first account's key: ${refusalInWords(outcome.reason)}`)
  }

  /**
   * A key of ours that the ledger has for an admin already, and no account: a start before was broken off, or others have
   * approved its key since.
   */
  async function keyWithoutAccount(): Promise<Address | undefined> {
    const rows = await db.select({ operator: accountKeys.operator }).from(accountKeys)
    const used = new Set(rows.map((row) => row.operator))
    for (const key of await keys.list()) {
      if (used.has(key)) continue
      const known = await institutions.operator(key)
      if (known?.gln === gln && known.role === 'admin') return key
    }
    return undefined
  }
}
