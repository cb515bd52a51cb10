import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { CliError } from '../cli-error.ts'
import { absent, type DataFolder, findDataFolder } from '../data-folder.ts'
import { isGroupId } from './group-id.ts'

/** A data folder that is a group's. */
export type GroupFolder = DataFolder & { readonly group: NonNullable<DataFolder['group']> }

/** Where the folder of a group is. */
export const pathOfGroup = (main: DataFolder, id: string): string => join(main.path, 'groups', id)

/** Ids of the groups that have a folder below the main one, whatever is in it. */
export async function groupIds(main: DataFolder): Promise<readonly string[]> {
  const entries = (await readdir(join(main.path, 'groups'), { withFileTypes: true }).catch(absent)) ?? []
  return entries
    .filter((entry) => entry.isDirectory() && isGroupId(entry.name))
    .map(({ name }) => name)
    .sort()
}

/**
 * The folder of a group; undefined where it is absent or empty.
 *
 * @throws CliError DataFolderForeign, DataFolderDamaged
 */
export async function findGroupFolder(main: DataFolder, id: string): Promise<GroupFolder | undefined> {
  const folder = await findDataFolder(pathOfGroup(main, id))
  if (!folder) return undefined
  const { group } = folder
  if (group?.id === id) return { ...folder, group }
  throw new CliError(
    'DataFolderDamaged',
    `${folder.path} is the folder of ${group ? `the group ${group.id}` : 'no group'}`,
    'Nothing was changed. Move it to where it belongs.',
  )
}

/** The folders of all groups. Throws CliError of the first that cannot be read. */
export async function groupFolders(main: DataFolder): Promise<readonly GroupFolder[]> {
  const folders = await Promise.all((await groupIds(main)).map((id) => findGroupFolder(main, id)))
  return folders.filter((folder) => folder !== undefined)
}
