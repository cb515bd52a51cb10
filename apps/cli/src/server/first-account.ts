import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { openFirstAccount as openAccount, type Server } from '@theriac/server'
import { type DataFolder, writeText } from '../data-folder.ts'
import type { Keyring } from '../keyring.ts'

const name = 'admin'

/**
 * Opens the regulator's first account where the server has none, with a password that is written to a file of the data
 * folder and must be changed. Where the key store has no key of the regulator's admin, the server is another institution's.
 *
 * @returns undefined where nothing was made
 */
export async function openFirstAccount(
  server: Server,
  folder: DataFolder,
  keyring: Keyring,
): Promise<{ readonly name: string; readonly file: string } | undefined> {
  const admin = await keyring.admin(folder.regulator.gln)
  if (!admin) return undefined
  const file = join(folder.path, 'first-password')
  const isNew = await openAccount(server, folder.regulator.gln, name, admin, async () => {
    const password = randomBytes(12).toString('base64url')
    // Before the account is there: a crash in between leaves a file too many, and no account that nobody can enter.
    await writeText(file, `${password}\n`, 0o600)
    return password
  })
  return isNew ? { name, file } : undefined
}
