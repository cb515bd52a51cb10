import type { Locale, Role } from '@theriac/api'
import type { Gln } from '@theriac/gs1'
import type { Db } from '@theriac/read-model'
import type { Address } from 'viem'
import { insertAccount } from './account-rows.ts'
import { lowerCase } from './keys.ts'

/** The account of somebody whom the ledger knows already. */
export interface FirstAccount {
  /** Name to sign in with. */
  readonly name: string
  readonly displayName: string
  readonly gln: Gln
  /** Its account on the ledger; the key is in the store of the accounts' keys (`AccountKeys.create`). */
  readonly operator: Address
  /** By `hashPassword`, made before the transaction; null for a machine. */
  readonly passwordHash: string | null
  /** True unless whoever uses it chose the password. */
  readonly mustChangePassword: boolean
  readonly locale?: Locale
  readonly role?: Role
  /** Unix milliseconds. */
  readonly now: number
}

/**
 * Makes an account whose key the ledger knows, or is about to: an institution's first admin, who has nobody to make it.
 * Gives its id.
 *
 * @throws ProblemError AlreadyExists
 */
export function createFirstAccount(tx: Db, { now, operator, name, ...account }: FirstAccount): Promise<string> {
  return insertAccount(tx, {
    role: 'admin',
    locale: 'en',
    ...account,
    name: name.toLowerCase(),
    createdAt: now,
    key: { operator: lowerCase(operator) },
  })
}
