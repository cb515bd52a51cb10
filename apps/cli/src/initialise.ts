import { randomUUID } from 'node:crypto'
import { resolve } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { buildGln, type Gln } from '@theriac/gs1'
import type { CommandContext, FolderOptions } from './commands/command-context.ts'
import {
  createDataFolder,
  type DataFolder,
  findDataFolder,
  type Settings,
  writeCertificates,
  writeNodes,
} from './data-folder.ts'
import { adminLabel, type Keyring, laneLabel, openKeyring } from './keyring.ts'
import { type Nodes, type NodesOptions, nodesIn, shownUrl } from './nodes.ts'
import { findPassphrase, keepPassphrase, newPassphrase } from './passphrase.ts'
import { inspectNew, refuseDifference } from './preflight/against-folder.ts'
import { type CertificateFile, readCertificates } from './preflight/certificates.ts'
import type { ChainIdentity } from './preflight/judge.ts'

/** Lanes that a new key store gets. */
const laneCount = 4

/** What a data folder gets where nothing else is said. */
export const defaults = {
  chainId: 20_261,
  host: '127.0.0.1',
  port: 8080,
  regulatorName: 'National Medicines Authority',
}

/** What a data folder is made of. */
export interface InitOptions extends FolderOptions, NodesOptions {
  /** Of the nodes, where it is not given and there are some. */
  readonly chainId?: number
  readonly gln?: Gln
  readonly name?: string
  /** Whose server it is, if not the regulator's. */
  readonly institution?: Gln
  readonly certificate?: readonly string[]
}

/** What came of it. */
export interface Initialised {
  readonly folder: DataFolder
  /** Keys were made, or nodes or certificates noted, which has been told. */
  readonly hasChanged: boolean
}

/**
 * Makes the data folder, or what a crash left unfinished of it. Everything that was given is checked before anything is written.
 *
 * @param mayAsk - for a new passphrase
 * @param looked - the nodes' chain, where they were looked at already
 * @throws CliError BadUsage, CertificateUnfit, DataFolderForeign, DataFolderDamaged, DataFolderDiffers, of passphrase and nodes;
 * LedgerError EndpointWrongChain, of the key store
 */
export async function initialise(
  context: CommandContext,
  options: InitOptions,
  mayAsk: boolean,
  looked?: ChainIdentity,
): Promise<Initialised> {
  const { terminal } = context
  const nodes = nodesIn(options)
  const found = await findDataFolder(options.data)
  if (found) await refuseDifference(found, options, nodes)
  const chain = looked ?? (nodes && (await inspectNew(nodes, found, options.chainId)))
  const chainId = chain?.chainId ?? options.chainId
  const certificates = await readCertificates(options.certificate ?? [])
  const secret = await secretFor(context, options, found, mayAsk)

  const folder = found ?? (await createDataFolder(options.data, settingsOf({ ...options, chainId }, nodes)))
  if (secret.isMadeUp) await keepPassphrase(folder, await secret.passphrase())
  const made = await makeKeys(folder, openKeyring(folder, secret.passphrase))
  if (made > 0) {
    terminal.out(`Made the data folder ${folder.path}`)
    terminal.out(`  chain id   ${folder.chainId}`)
    terminal.out(`  regulator  ${folder.regulator.name}, GLN ${folder.regulator.gln}`)
    terminal.out(`  keys       ${made} in ${folder.keys}, encrypted`)
  }
  if (secret.isMadeUp) {
    terminal.note(
      `No passphrase was given, so one was made up and written to ${folder.passphraseFile}. Whoever reads that file has the keys: this is for trying out only.`,
    )
  }
  const noted = await note(folder, nodes, certificates)
  for (const change of noted.changes) terminal.out(change)
  return { folder: noted.folder, hasChanged: made + noted.changes.length > 0 }
}

/** Notes nodes and certificates that the folder does not know; gives what it noted, in words. */
async function note(before: DataFolder, nodes: Nodes | undefined, certificates: readonly CertificateFile[]) {
  const changes: string[] = []
  let folder = before
  if (nodes && !isDeepStrictEqual(folder.nodes, nodes)) {
    folder = await writeNodes(folder, nodes)
    changes.push(`Noted the nodes ${[...nodes.web3, ...nodes.rpc].map(shownUrl).join(', ')}.`)
  }
  const known = folder.certificates ?? []
  const fresh = certificates.filter(({ path }) => !known.some((one) => resolve(folder.path, one) === path))
  if (fresh.length > 0) folder = await writeCertificates(folder, [...known, ...fresh.map(({ path }) => path)])
  for (const { path, subject, until } of fresh)
    changes.push(`Noted the certificate ${path} (${subject}, until ${until}).`)
  return { folder, changes }
}

interface Secret {
  readonly isMadeUp: boolean
  readonly passphrase: () => Promise<string>
}

/** The passphrase for the keys that are missing. Keys that are there have one already, and the others get the same. */
async function secretFor(
  { terminal, passphrase: given }: CommandContext,
  { passphraseFile }: FolderOptions,
  found: DataFolder | undefined,
  mayAsk: boolean,
): Promise<Secret> {
  const sources = { terminal, given, file: passphraseFile, mayAsk }
  if (found) {
    let asked: Promise<string> | undefined
    const passphrase = (): Promise<string> => (asked ??= findPassphrase(found, sources))
    const keyring = openKeyring(found, passphrase)
    const labels = (await keyring.list()).map(({ label }) => label)
    if (labels.length > 0 && missingIn(found, labels).length > 0) await keyring.check()
    if (labels.length > 0) return { isMadeUp: false, passphrase }
  }
  const { passphrase, isMadeUp } = await newPassphrase(found?.passphraseFile, sources)
  return { isMadeUp, passphrase: async () => passphrase }
}

/** GLN with prefix 952, which GS1 keeps for examples. */
export function exampleGln(place: number): Gln {
  const gln = buildGln(`952000000${String(place).padStart(3, '0')}`)
  if (!gln.ok) throw new TypeError(`place ${place} gives no GLN`)
  return gln.value
}

const settingsOf = (
  options: Omit<InitOptions, 'chainId'> & { readonly chainId: number | undefined },
  nodes: Nodes | undefined,
): Settings => ({
  id: randomUUID(),
  demonstration: false,
  chainId: options.chainId ?? defaults.chainId,
  listen: { host: defaults.host, port: defaults.port },
  regulator: { gln: options.gln ?? exampleGln(1), name: options.name ?? defaults.regulatorName },
  ...(options.institution ? { institution: options.institution } : {}),
  ...(nodes ? { nodes } : {}),
})

function missingIn({ institution, regulator }: DataFolder, labels: readonly string[]): readonly string[] {
  const lanes = Array.from({ length: laneCount }, (_, index) => laneLabel(index + 1))
  return [adminLabel(institution ?? regulator.gln), ...lanes].filter((label) => !labels.includes(label))
}

/** Makes the keys that are not there yet; gives how many that were. */
export async function makeKeys(folder: DataFolder, keyring: Keyring): Promise<number> {
  const there = (await keyring.list()).map(({ label }) => label)
  const missing = missingIn(folder, there)
  if (missing.length === 0) return 0
  if (there.length > 0) await keyring.check()
  await Promise.all(missing.map((label) => keyring.add(label)))
  return missing.length
}
