import { access } from 'node:fs/promises'
import { join } from 'node:path'
import { type DataFolder, requireDataFolder } from '../../../src/data-folder.ts'
import { type Keyring, openKeyring } from '../../../src/keyring.ts'
import type { LiveWorld } from '../world.ts'
import { dataOf } from './deploy.ts'

/** The data folder that was deployed with, and its keys. */
export async function openData(world: LiveWorld): Promise<{ readonly folder: DataFolder; readonly keyring: Keyring }> {
  await requireDeployed(world)
  const folder = await requireDataFolder(dataOf(world))
  return { folder, keyring: openKeyring(folder, async () => 'for a chain that is tried out') }
}

/** What came of the first step. Throws where there is nothing. */
function requireDeployed(world: LiveWorld): Promise<void> {
  return access(join(dataOf(world), 'contracts.json')).catch(() => {
    throw new Error('this needs what the first step makes, which failed: see there')
  })
}
