import { randomUUID } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { CliError } from '../cli-error.ts'
import { readDeployment, writeDeployment } from '../contracts-file.ts'
import { createDataFolder, type DataFolder, type Settings, writeNodes } from '../data-folder.ts'
import { makeKeys } from '../initialise.ts'
import { openKeyring } from '../keyring.ts'
import type { Nodes } from '../nodes.ts'
import type { Consortium } from '../preflight/consortium.ts'
import { findGroupFolder, type GroupFolder, groupFolders, pathOfGroup } from './group-folders.ts'

/** What a group is made of. */
export interface GroupWish {
  readonly id: string
  /** What people call it; its id unless given. */
  readonly name?: string | undefined
  /** Nodes of its chain, and the chain's id; without them it gets a chain of its own. */
  readonly elsewhere?: { readonly nodes: Nodes; readonly chainId: number; readonly consortium: Consortium | undefined }
}

/**
 * Makes the data folder of a group below the main one, or what a crash left unfinished of it: its settings, its keys with the
 * main folder's passphrase, and where they are known its contracts' addresses.
 *
 * @param passphrase - of the main folder's key store, which has been tried
 * @throws CliError BadUsage, DataFolderDamaged, DataFolderDiffers; KeyStore errors
 */
export async function makeGroup(
  main: DataFolder,
  wish: GroupWish,
  passphrase: () => Promise<string>,
): Promise<{ readonly folder: GroupFolder; readonly isNew: boolean }> {
  const { id, elsewhere } = wish
  const found = await findGroupFolder(main, id)
  if (found) refuseDifference(found, wish)
  else await createDataFolder(pathOfGroup(main, id), await settingsOf(main, wish))
  const folder = found ?? (await findGroupFolder(main, id))
  if (!folder) throw new TypeError('the folder was just made')
  if (found && elsewhere && !isDeepStrictEqual(found.nodes, elsewhere.nodes)) await writeNodes(found, elsewhere.nodes)
  const made = await makeKeys(folder, openKeyring(folder, passphrase))
  const deployment = elsewhere?.consortium?.deployment
  if (deployment && !(await readDeployment(folder))) await writeDeployment(folder, deployment)
  return { folder: elsewhere ? { ...folder, nodes: elsewhere.nodes } : folder, isNew: made > 0 }
}

async function settingsOf(main: DataFolder, { id, name, elsewhere }: GroupWish): Promise<Settings> {
  const others = [main, ...(await groupFolders(main))]
  const port = Math.max(...others.map(({ listen }) => listen.port)) + 1
  if (port > 65_535) {
    throw new CliError('BadUsage', `No port above ${port - 1} is left`, 'Let the main folder listen on a lower one.')
  }
  // Signatures are bound to the chain's id: an act of one group is nothing in another.
  const chainId = elsewhere?.chainId ?? Math.max(...others.map((folder) => folder.chainId)) + 1
  return {
    id: randomUUID(),
    demonstration: false,
    chainId,
    listen: { host: main.listen.host, port },
    regulator: elsewhere?.consortium?.regulator ?? main.regulator,
    ...(main.institution ? { institution: main.institution } : {}),
    ...(elsewhere ? { nodes: elsewhere.nodes } : {}),
    group: { id, name: name ?? id },
  }
}

function refuseDifference(found: GroupFolder, { id, name, elsewhere }: GroupWish): void {
  const { nodes } = found
  const isOther =
    (name !== undefined && name !== found.group.name) ||
    nodes?.engine !== elsewhere?.nodes.engine ||
    nodes?.group !== elsewhere?.nodes.group ||
    (elsewhere && elsewhere.chainId !== found.chainId)
  if (!isOther) return
  throw new CliError(
    'DataFolderDiffers',
    `There is a group ${id} already: “${found.group.name}” on chain ${found.chainId}, ${nodes ? `${nodes.engine}, ${nodes.group}` : 'a chain of its own'}`,
    'Nothing was changed. Choose another id.',
  )
}
