import { rename, rm } from 'node:fs/promises'
import { resolve } from 'node:path'
import { demonstrationClock, seedDemonstration } from '@theriac/server'
import type { Logger } from 'pino'
import { CliError } from '../cli-error.ts'
import type { CommandContext, FolderOptions } from '../commands/command-context.ts'
import { type Deployment, readDeployment, requireDeployment } from '../contracts-file.ts'
import { type DataFolder, findDataFolder, markDemonstration, requireDataFolder } from '../data-folder.ts'
import { checkDeployment, deployTo } from '../deployment.ts'
import { initialise } from '../initialise.ts'
import { type Keyring, openKeyring } from '../keyring.ts'
import { findPassphrase } from '../passphrase.ts'
import { type Ground, openGround, openServer } from './open-server.ts'

interface StartOptions extends FolderOptions {
  readonly empty?: boolean
}

/** The passphrase of a data folder, found or asked for once. */
export function passphraseOf(
  { terminal, passphrase: given }: CommandContext,
  { passphraseFile: file }: FolderOptions,
  folder: DataFolder,
): () => Promise<string> {
  let found: Promise<string> | undefined
  return () => (found ??= findPassphrase(folder, { terminal, given, file }))
}

/**
 * The data folder that the server is started on: the one that is there, or a new one with a demonstration in it. The
 * demonstration is made in a folder beside and moved when it is whole, so that a crash leaves none that is half made.
 *
 * @throws CliError DataFolderForeign, DataFolderDamaged and the like
 */
export async function prepareFolder(context: CommandContext, options: StartOptions, log: Logger): Promise<DataFolder> {
  const found = await findDataFolder(options.data)
  if (found || options.empty) return (await initialise(context, options, false)).folder
  const data = resolve(options.data)
  const fresh = `${data}.new`
  // Left by a start that was broken off; a folder of anybody else's is refused.
  if (await findDataFolder(fresh)) await rm(fresh, { recursive: true })
  context.terminal.out('Making a demonstration consortium, which takes some seconds …')
  const { folder } = await initialise(context, { ...options, data: fresh }, false)
  await seed(context, openKeyring(folder, passphraseOf(context, options, folder)), folder, log)
  await markDemonstration(folder)
  // It is empty, or not there: what has files in it was found, or refused.
  await rm(data, { recursive: true, force: true })
  await rename(fresh, data)
  return requireDataFolder(data)
}

/** The folder's contracts, which are put on its own chain where they are not there yet. On nodes elsewhere nobody deploys by the way. */
export async function prepareContracts(
  folder: DataFolder,
  keyring: Keyring,
  { endpoint }: Ground,
): Promise<Deployment> {
  const there = folder.nodes ? await requireDeployment(folder) : await readDeployment(folder)
  if (!there) return deployTo(endpoint, folder, keyring)
  await checkDeployment(endpoint, folder, there)
  return there
}

/** Lets the weeks of the demonstration pass on a chain and a server whose clocks it sets. */
async function seed(context: CommandContext, keyring: Keyring, folder: DataFolder, log: Logger): Promise<void> {
  const { databaseUrl, version, signal } = context
  const clock = demonstrationClock(Date.now())
  const ground = await openGround(folder, { databaseUrl, clock: clock.now })
  try {
    const deployment = await prepareContracts(folder, keyring, ground)
    const settings = {
      demonstration: true,
      publicPerMinute: 1_000_000,
      behindTls: false,
      loopbackWebhooks: false,
      loopbackPartners: false,
      loopbackSigners: false,
    }
    // Nobody asked for what the seeding asks.
    const quiet = log.child({}, { level: 'warn' })
    const options = { version, settings, log: quiet, clock: clock.now }
    const server = await openServer(folder, keyring, deployment, ground, options)
    try {
      const admin = await keyring.admin(folder.regulator.gln)
      if (!admin) throw new CliError('KeyMissing', "The regulator's admin key is missing", 'Run `theriac init` again.')
      await seedDemonstration(server, { admin, node: ground.chain?.sealerId, clock, signal })
    } finally {
      await server.close()
    }
  } finally {
    await ground.close()
  }
}
