import { randomUUID } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { buildGln, type Gln } from '@theriac/gs1'
import { createEndpoint } from '@theriac/ledger'
import { type Command, Option } from 'commander'
import { asChainId, asGln, asName } from '../arguments.ts'
import { CliError } from '../cli-error.ts'
import { readDeployment } from '../contracts-file.ts'
import {
  createDataFolder,
  type DataFolder,
  findDataFolder,
  type Settings,
  writeCertificates,
  writeNodes,
} from '../data-folder.ts'
import { adminLabel, type Keyring, laneLabel, openKeyring } from '../keyring.ts'
import { type Nodes, type NodesOptions, nodesIn, withNodes } from '../nodes.ts'
import { findPassphrase, newPassphrase } from '../passphrase.ts'
import {
  type CommandContext,
  type FolderOptions,
  withCertificates,
  withData,
  withPassphrase,
} from './command-context.ts'

/** Lanes that a new key store gets. */
const laneCount = 4

const defaults = { chainId: 20_261, host: '127.0.0.1', port: 8080, regulatorName: 'National Medicines Authority' }

interface InitOptions extends FolderOptions, NodesOptions {
  /** Of the nodes, where it is not given and there are some. */
  readonly chainId?: number
  readonly gln?: Gln
  readonly name?: string
  /** Whose server it is, if not the regulator's. */
  readonly institution?: Gln
  readonly certificate?: readonly string[]
}

/** `theriac init` */
export function addInit(program: Command, context: CommandContext): void {
  withPassphrase(
    withNodes(
      withCertificates(withData(program.command('init')))
        .summary('make the data folder with its keys')
        .description(
          'Makes the data folder: settings (theriac.json) and an encrypted key store with the key of the regulator’s admin and four lanes (accounts that carry acts to the chain and have no authority). Where the folder is there already nothing is changed, but for URLs and certificates of its nodes.',
        ),
    )
      .addOption(new Option('--chain-id <id>', `id of the chain (default: ${defaults.chainId})`).argParser(asChainId))
      .addOption(
        new Option('--gln <gln>', `the regulator's GLN (default: ${exampleGln(1)}, an example)`).argParser(asGln),
      )
      .addOption(
        new Option('--name <name>', `the regulator's name (default: ${defaults.regulatorName})`).argParser(asName),
      ),
  )
    .addHelpText(
      'after',
      '\nWithout a passphrase, and with nobody to ask, one is made up and kept in <data>/passphrase: for trying out only.',
    )
    .action(async (options: InitOptions) => {
      const { folder, isNew } = await initialise(context, options, true)
      if (!isNew) context.terminal.out(`The data folder ${folder.path} is there already; nothing was changed.`)
    })
}

/**
 * Makes the data folder, or what a crash left unfinished of it.
 *
 * @throws CliError BadUsage, DataFolderForeign, DataFolderDamaged, DataFolderDiffers; KeyStore errors; LedgerError where the
 * nodes do not answer
 */
export async function initialise(
  { terminal, passphrase: given }: CommandContext,
  options: InitOptions,
  mayAsk: boolean,
): Promise<{ readonly folder: DataFolder; readonly isNew: boolean }> {
  const nodes = nodesIn(options)
  const found = await findDataFolder(options.data)
  if (found) refuseDifference(found, options, nodes)
  if (found && nodes && !isDeepStrictEqual(found.nodes, nodes)) await requireChain(found, nodes)
  const chainId = options.chainId ?? (nodes && !found ? await chainIdOf(nodes) : undefined)
  let folder =
    found ??
    (await createDataFolder(options.data, { ...settingsOf({ ...options, chainId }), ...(nodes ? { nodes } : {}) }))
  if (nodes && !isDeepStrictEqual(folder.nodes, nodes)) folder = await writeNodes(folder, nodes)
  const { certificate } = options
  if (certificate && !isDeepStrictEqual(folder.certificates, certificate))
    folder = await writeCertificates(folder, certificate)
  const sources = { terminal, given, file: options.passphraseFile, mayAsk }
  let isMadeUp = false
  const keyring = openKeyring(folder, async () => {
    // Keys that are there have a passphrase already, and the others get the same.
    if ((await keyring.list()).length > 0) return findPassphrase(folder, sources)
    const chosen = await newPassphrase(folder, sources)
    isMadeUp = chosen.isMadeUp
    return chosen.passphrase
  })
  const made = await makeKeys(folder, keyring)
  if (made === 0) return { folder, isNew: false }

  terminal.out(`Made the data folder ${folder.path}`)
  terminal.out(`  chain id   ${folder.chainId}`)
  terminal.out(`  regulator  ${folder.regulator.name}, GLN ${folder.regulator.gln}`)
  terminal.out(`  keys       ${made} in ${folder.keys}, encrypted`)
  if (isMadeUp) {
    terminal.note(
      `No passphrase was given, so one was made up and written to ${folder.passphraseFile}. Whoever reads that file has the keys: this is for trying out only.`,
    )
  }
  return { folder, isNew: true }
}

/** GLN with prefix 952, which GS1 keeps for examples. */
export function exampleGln(place: number): Gln {
  const gln = buildGln(`952000000${String(place).padStart(3, '0')}`)
  if (!gln.ok) throw new TypeError(`place ${place} gives no GLN`)
  return gln.value
}

const settingsOf = (options: Omit<InitOptions, 'chainId'> & { chainId: number | undefined }): Settings => ({
  id: randomUUID(),
  demonstration: false,
  chainId: options.chainId ?? defaults.chainId,
  listen: { host: defaults.host, port: defaults.port },
  regulator: { gln: options.gln ?? exampleGln(1), name: options.name ?? defaults.regulatorName },
  ...(options.institution ? { institution: options.institution } : {}),
})

/** Makes the keys that are not there yet; gives how many that were. */
export async function makeKeys(folder: DataFolder, keyring: Keyring): Promise<number> {
  const there = new Set((await keyring.list()).map(({ label }) => label))
  const wanted = [
    adminLabel(folder.institution ?? folder.regulator.gln),
    ...Array.from({ length: laneCount }, (_, index) => laneLabel(index + 1)),
  ]
  const missing = wanted.filter((label) => !there.has(label))
  if (missing.length === 0) return 0
  if (there.size > 0) await keyring.check()
  await Promise.all(missing.map((label) => keyring.add(label)))
  return missing.length
}

/** The chain's id, as the first of its nodes that answers tells it. */
export async function chainIdOf({ web3 }: Nodes): Promise<number> {
  const endpoint = createEndpoint({ urls: web3 })
  try {
    return await endpoint.chainId()
  } finally {
    endpoint.close()
  }
}

/** That other nodes are of the folder's chain, before they are noted. Throws LedgerError EndpointWrongChain, EndpointUnavailable. */
async function requireChain(folder: DataFolder, { web3 }: Nodes): Promise<void> {
  const genesisHash = (await readDeployment(folder))?.genesisHash
  const endpoint = createEndpoint({ urls: web3, chainId: folder.chainId, ...(genesisHash ? { genesisHash } : {}) })
  try {
    await endpoint.request({ method: 'eth_chainId' })
  } finally {
    endpoint.close()
  }
}

function refuseDifference(found: DataFolder, options: InitOptions, nodes: Nodes | undefined): void {
  const { path, chainId, regulator } = found
  const differences = [
    options.chainId !== undefined && options.chainId !== chainId ? `chain id ${chainId}` : undefined,
    nodes && (nodes.engine !== found.nodes?.engine || nodes.group !== found.nodes.group)
      ? found.nodes
        ? `its chain on ${found.nodes.engine}, ${found.nodes.group}`
        : 'a chain of its own'
      : undefined,
    options.institution !== undefined && options.institution !== found.institution
      ? `institution ${found.institution ?? regulator.gln}`
      : undefined,
    options.gln !== undefined && options.gln !== regulator.gln ? `regulator's GLN ${regulator.gln}` : undefined,
    options.name !== undefined && options.name !== regulator.name ? `regulator's name “${regulator.name}”` : undefined,
  ].filter((one) => one !== undefined)
  if (differences.length === 0) return
  throw new CliError(
    'DataFolderDiffers',
    `The data folder ${path} is there already, with ${differences.join(', ')}`,
    'Nothing was changed. Name another folder with --data for another installation.',
  )
}
