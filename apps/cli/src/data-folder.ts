import { randomUUID } from 'node:crypto'
import { chmod, mkdir, open, readdir, readFile, rename } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { type Gln, parseGln } from '@theriac/gs1'
import { CliError } from './cli-error.ts'
import { isGroupId } from './groups/group-id.ts'
import { type Nodes, parseNodes } from './nodes.ts'

/** What `theriac.json` of a data folder says. */
export interface Settings {
  /** Made up when the folder was: a database knows by it whose it is. */
  readonly id: string
  /** What it holds was made up to show the platform. */
  readonly demonstration: boolean
  readonly chainId: number
  /** Where the chain runs; without them it is the folder's own. */
  readonly nodes?: Nodes
  /** Where `theriac serve` listens. */
  readonly listen: { readonly host: string; readonly port: number }
  /** The regulator that contracts are deployed with. */
  readonly regulator: { readonly gln: Gln; readonly name: string }
  /** Whose server it is, if not the regulator's. */
  readonly institution?: Gln
  /** Certificate files of the institution's nodes; without a leading slash from the data folder. Told when they run out. */
  readonly certificates?: readonly string[]
  /** Which group's it is, where it is not the main folder. */
  readonly group?: { readonly id: string; readonly name: string }
  /** Where people's browsers reach the server, if that is told: behind a proxy nothing else knows. */
  readonly url?: string
}

/** A data folder: one group's chain, keys, contract addresses and journal. */
export interface DataFolder extends Settings {
  readonly path: string
  /** The embedded chain's own folder. */
  readonly chain: string
  /** The embedded database's folder, where there is no other database. */
  readonly database: string
  /** Index of units by serial. */
  readonly leaves: string
  /** Files that were uploaded. */
  readonly files: string
  /** Keys of the server's accounts. */
  readonly accountKeys: string
  /** The key store. */
  readonly keys: string
  /** Holds a passphrase that this program made up; a group has the main folder's. */
  readonly passphraseFile: string
  readonly contracts: string
  /** Acts under way. */
  readonly journal: string
}

const format = 'theriac-data'
const version = 1
const markerName = 'theriac.json'

/**
 * Opens a data folder.
 *
 * @returns undefined where there is none: the folder is absent or empty
 * @throws CliError DataFolderForeign for a folder with other files, DataFolderDamaged
 */
export async function findDataFolder(given: string): Promise<DataFolder | undefined> {
  const path = resolve(given)
  const marker = join(path, markerName)
  const text = await readFile(marker, 'utf8').catch(absent)
  if (text !== undefined) return folderOf(path, parseMarker(marker, text))
  const others = (await readdir(path).catch(absent)) ?? []
  if (others.length === 0) return undefined
  throw new CliError(
    'DataFolderForeign',
    `${path} is not a data folder of this program: it holds ${others.slice(0, 3).join(', ')} and no ${markerName}`,
    'Nothing was changed. Name an empty or new folder with --data.',
  )
}

/**
 * Opens a data folder that must be there.
 *
 * @throws CliError DataFolderMissing, DataFolderForeign, DataFolderDamaged
 */
export async function requireDataFolder(path: string): Promise<DataFolder> {
  const folder = await findDataFolder(path)
  if (folder) return folder
  throw new CliError(
    'DataFolderMissing',
    `There is no data folder at ${resolve(path)}`,
    'Make one with `theriac init`, or name the right one with --data.',
  )
}

/** Makes the folder and its marker, which goes first: what a crash leaves unfinished is known as this program's own. */
export async function createDataFolder(given: string, settings: Settings): Promise<DataFolder> {
  const path = resolve(given)
  await mkdir(path, { recursive: true, mode: 0o700 })
  // One that was there, and empty, may have been open to everybody; what comes into it is not meant for them.
  await chmod(path, 0o700)
  await writeWhole(join(path, markerName), { format, version, ...settings })
  return folderOf(path, settings)
}

/** Notes that what is in the folder was made up to show the platform. */
export async function markDemonstration(folder: DataFolder): Promise<void> {
  await writeSettings(folder, { demonstration: true })
}

/** Notes where the chain of a folder runs. */
export async function writeNodes(folder: DataFolder, nodes: Nodes): Promise<DataFolder> {
  await writeSettings(folder, { nodes })
  return { ...folder, nodes }
}

/** Notes which certificates the institution's nodes have. */
export async function writeCertificates(folder: DataFolder, certificates: readonly string[]): Promise<DataFolder> {
  await writeSettings(folder, { certificates })
  return { ...folder, certificates }
}

/** Notes where people's browsers reach the server. */
export async function writeUrl(folder: DataFolder, url: string): Promise<void> {
  await writeSettings(folder, { url })
}

async function writeSettings({ path, ...folder }: DataFolder, changes: Partial<Settings>): Promise<void> {
  const { id, demonstration, chainId, nodes, listen, regulator, institution, certificates, group, url } = {
    ...folder,
    ...changes,
  }
  const settings: Settings = {
    id,
    demonstration,
    chainId,
    listen,
    regulator,
    ...(institution ? { institution } : {}),
    ...(nodes ? { nodes } : {}),
    ...(certificates ? { certificates } : {}),
    ...(group ? { group } : {}),
    ...(url === undefined ? {} : { url }),
  }
  await writeWhole(join(path, markerName), { format, version, ...settings })
}

/** Writes a JSON file, whole or not at all. */
export async function writeWhole(path: string, content: unknown): Promise<void> {
  await writeText(path, `${JSON.stringify(content, null, 2)}\n`, 0o644)
}

/** Writes a text file, whole or not at all. */
export async function writeText(path: string, text: string, mode: number): Promise<void> {
  const fresh = `${path}.${randomUUID()}.new`
  // Exclusively: an earlier file's mode, or a link in its place, must not be taken over.
  const file = await open(fresh, 'wx', mode)
  try {
    await file.writeFile(text)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(fresh, path)
  // The name is in the folder, which is a file of its own to be synced.
  const folder = await open(dirname(path), 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

/** For `catch`: undefined where a file is absent. */
export function absent(error: unknown): undefined {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
  throw error
}

const folderOf = (path: string, settings: Settings): DataFolder => ({
  path,
  ...namesIn(path, settings.group ? resolve(path, '..', '..') : path),
  ...settings,
})

const namesIn = (path: string, main: string) => ({
  chain: join(path, 'chain'),
  database: join(path, 'database'),
  leaves: join(path, 'leaves'),
  files: join(path, 'files'),
  accountKeys: join(path, 'keys', 'accounts'),
  keys: join(path, 'keys'),
  passphraseFile: join(main, 'passphrase'),
  contracts: join(path, 'contracts.json'),
  journal: join(path, 'journal', 'acts.log'),
})

function parseMarker(file: string, text: string): Settings {
  const damaged = (problem: string): CliError =>
    new CliError(
      'DataFolderDamaged',
      `${file} is damaged: ${problem}`,
      'Nothing was changed. Put the file right, or restore it from a backup.',
    )
  let content: Record<string, unknown> | null
  try {
    content = JSON.parse(text)
  } catch {
    throw damaged('it is not JSON')
  }
  if (content === null || typeof content !== 'object' || content.format !== format) {
    throw damaged(`its format is not ${format}`)
  }
  if (content.version !== version) {
    throw new CliError(
      'DataFolderForeign',
      `${file} is of format version ${String(content.version)}; this program reads ${version}`,
      'Nothing was changed. Use the version of this program that made the folder.',
    )
  }
  const { id, demonstration, chainId, listen, regulator } = content
  const { host, port } = (listen ?? {}) as { host?: unknown; port?: unknown }
  const { gln, name } = (regulator ?? {}) as { gln?: unknown; name?: unknown }
  if (typeof id !== 'string' || id === '') throw damaged('id is missing')
  if (typeof demonstration !== 'boolean') throw damaged('demonstration is neither true nor false')
  if (!Number.isSafeInteger(chainId) || Number(chainId) < 1) throw damaged('chainId is not a positive number')
  if (typeof host !== 'string' || host === '') throw damaged('listen.host is missing')
  if (!Number.isInteger(port) || Number(port) < 1 || Number(port) > 65_535) throw damaged('listen.port is not a port')
  if (typeof name !== 'string' || name === '') throw damaged('regulator.name is missing')
  const parsed = parseGln(String(gln))
  if (!parsed.ok) throw damaged(`regulator.gln: ${parsed.reason.message}`)
  const place = { host, port: Number(port) }
  const settings = {
    id,
    demonstration,
    chainId: Number(chainId),
    listen: place,
    regulator: { gln: parsed.value, name },
  }
  try {
    const nodes = parseNodes(content.nodes)
    const own = content.institution === undefined ? undefined : parseGln(String(content.institution))
    if (own && !own.ok) throw new TypeError(`institution: ${own.reason.message}`)
    const certificates = parseCertificates(content.certificates)
    const group = parseGroup(content.group)
    const url = content.url === undefined ? undefined : String(content.url)
    if (url !== undefined && !URL.canParse(url)) throw new TypeError('url is not one')
    return {
      ...settings,
      ...(nodes ? { nodes } : {}),
      ...(own ? { institution: own.value } : {}),
      ...(certificates ? { certificates } : {}),
      ...(group ? { group } : {}),
      ...(url === undefined ? {} : { url }),
    }
  } catch (error) {
    throw damaged(error instanceof Error ? error.message : 'nodes are wrong')
  }
}

/** The certificate files that a folder names. Throws what is wrong with them as a sentence. */
function parseCertificates(content: unknown): Settings['certificates'] {
  if (content === undefined) return undefined
  const isList = Array.isArray(content) && content.every((path) => typeof path === 'string' && path !== '')
  if (!isList) throw new TypeError('certificates is not a list of paths')
  return content
}

/** The group that a folder says it is of. Throws what is wrong with it as a sentence. */
function parseGroup(content: unknown): Settings['group'] {
  if (content === undefined) return undefined
  const { id, name } = (content ?? {}) as { id?: unknown; name?: unknown }
  if (typeof id !== 'string' || !isGroupId(id)) throw new TypeError('group.id is not an id')
  if (typeof name !== 'string' || name === '') throw new TypeError('group.name is missing')
  return { id, name }
}
