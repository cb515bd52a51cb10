import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import type { Gln } from '@theriac/gs1'
import { openFirstAccount, type Server } from '@theriac/server'
import { type DataFolder, writeText } from '../data-folder.ts'
import type { Keyring } from '../keyring.ts'

/** The first account of an institution on this server. */
export interface FirstAccount {
  readonly gln: Gln
  /** Name to sign in with. */
  readonly name: string
  /** Address of the key that opens it. */
  readonly admin: string
  /** File with its password; undefined where the institution waits to be admitted and there is no account yet. */
  readonly file: string | undefined
}

/**
 * Opens the first account of each institution whose admin's key is in the key store and that has no account on the server,
 * with a password that is written to a file of the data folder and must be changed.
 *
 * @returns what was opened, and what waits for the regulator
 */
export async function openFirstAccounts(
  server: Server,
  folder: DataFolder,
  keyring: Keyring,
): Promise<readonly FirstAccount[]> {
  const found: FirstAccount[] = []
  for (const gln of await keyring.admins()) {
    const isRegulator = gln === folder.regulator.gln
    const name = isRegulator ? 'admin' : `admin-${gln}`
    const file = join(folder.path, isRegulator ? 'first-password' : `first-password-${gln}`)
    const admin = await keyring.admin(gln)
    if (!admin) continue
    const state = await openFirstAccount(server, gln, name, admin, async () => {
      const password = randomBytes(12).toString('base64url')
      // Before the account is there: a crash in between leaves a file too many, and no account that nobody can enter.
      await writeText(file, `${password}\n`, 0o600)
      return password
    })
    if (state !== 'there') found.push({ gln, name, admin: admin.address, file: state === 'opened' ? file : undefined })
  }
  return found
}
