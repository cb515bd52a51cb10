import { randomUUID } from 'node:crypto'
import { mkdir, open, readdir, readFile, rename } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { type Gln, parseGln } from '@theriac/gs1'
import { CliError } from './cli-error.ts'

/** What `theriac.json` of a data folder says. */
export interface Settings {
  readonly chainId: number
  /** Where `theriac serve` is reached. */
  readonly rpc: { readonly host: string; readonly port: number }
  /** The regulator that contracts are deployed with. */
  readonly regulator: { readonly gln: Gln; readonly name: string }
}

/** A data folder: one group's chain, keys, contract addresses and journal. */
export interface DataFolder extends Settings {
  readonly path: string
  /** The embedded chain's own folder. */
  readonly chain: string
  /** The key store. */
  readonly keys: string
  /** Holds a passphrase that this program made up. */
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
  if (text !== undefined) return { path, ...namesIn(path), ...parseMarker(marker, text) }
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
  await writeWhole(join(path, markerName), { format, version, ...settings })
  return { path, ...namesIn(path), ...settings }
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

const namesIn = (path: string) => ({
  chain: join(path, 'chain'),
  keys: join(path, 'keys'),
  passphraseFile: join(path, 'passphrase'),
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
  const { chainId, rpc, regulator } = content as { chainId: unknown; rpc: unknown; regulator: unknown }
  const { host, port } = (rpc ?? {}) as { host?: unknown; port?: unknown }
  const { gln, name } = (regulator ?? {}) as { gln?: unknown; name?: unknown }
  if (!Number.isSafeInteger(chainId) || Number(chainId) < 1) throw damaged('chainId is not a positive number')
  if (typeof host !== 'string' || host === '') throw damaged('rpc.host is missing')
  if (!Number.isInteger(port) || Number(port) < 1 || Number(port) > 65_535) throw damaged('rpc.port is not a port')
  if (typeof name !== 'string' || name === '') throw damaged('regulator.name is missing')
  const parsed = parseGln(String(gln))
  if (!parsed.ok) throw damaged(`regulator.gln: ${parsed.reason.message}`)
  return { chainId: Number(chainId), rpc: { host, port: Number(port) }, regulator: { gln: parsed.value, name } }
}
