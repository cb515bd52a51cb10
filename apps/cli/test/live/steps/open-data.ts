import { type DataFolder, requireDataFolder } from '../../../src/data-folder.ts'
import { type Keyring, openKeyring } from '../../../src/keyring.ts'
import type { LiveWorld } from '../world.ts'
import { dataOf } from './deploy.ts'

/** The data folder that was deployed with, and its keys. */
export async function openData(world: LiveWorld): Promise<{ readonly folder: DataFolder; readonly keyring: Keyring }> {
  const folder = await requireDataFolder(dataOf(world))
  return { folder, keyring: openKeyring(folder, async () => 'for a chain that is tried out') }
}
