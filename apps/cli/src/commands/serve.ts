import { mainGroup } from '@theriac/api'
import { demonstrationNames, demonstrationPassword } from '@theriac/server'
import { type Command, Option } from 'commander'
import { asPort } from '../arguments.ts'
import { CliError } from '../cli-error.ts'
import { createGroupServers } from '../groups/group-servers.ts'
import { openKeyring } from '../keyring.ts'
import { passphraseOf, prepareFolder } from '../server/first-start.ts'
import { createLog } from '../server/log.ts'
import { serveFolder } from '../server/serve-folder.ts'
import { isLoopback, tellServing } from '../server/tell-serving.ts'
import { findWebFolder } from '../server/web-folder.ts'
import { type CommandContext, type FolderOptions, withData, withPassphrase } from './command-context.ts'

interface ServeOptions extends FolderOptions {
  readonly host?: string
  readonly port?: number
  readonly empty?: boolean
  readonly behindTls?: boolean
}

/** How often it is looked whether the chain can still write. */
const watchMs = 2_000

/** `theriac serve` */
export function addServe(program: Command, context: CommandContext): void {
  withPassphrase(
    withData(program.command('serve'))
      .summary('run chain and server on one port')
      .description(
        'Runs the server of the API, and the embedded chain unless the data folder names nodes of a chain elsewhere, until it is stopped with Ctrl-C or SIGTERM. Where there is no data folder yet it is made first, with a demonstration consortium in it. Further groups are served beside it, each on a port of its own.',
      )
      .option('--empty', 'make a new data folder without the demonstration: the regulator and nothing else')
      .option('--behind-tls', 'browsers reach the server over https, through a proxy: cookies are for that alone')
      .option('--host <host>', 'address to listen on (default: as in theriac.json, 127.0.0.1)')
      .addOption(
        new Option(
          '--port <port>',
          'port to listen on, 0 for any free one of each group (default: as in theriac.json, 8080)',
        ).argParser(asPort),
      ),
  ).action((options: ServeOptions) => serve(context, options))
}

async function serve(context: CommandContext, options: ServeOptions): Promise<void> {
  const { terminal, signal, databaseUrl, version } = context
  const log = createLog(terminal)
  const folder = await prepareFolder(context, options, log)
  const { demonstration } = folder
  const passphrase = passphraseOf(context, options, folder)
  const host = options.host ?? folder.listen.host
  const webFolder = findWebFolder()
  const settings = {
    publicPerMinute: 60,
    behindTls: options.behindTls === true,
    loopbackWebhooks: demonstration,
    // Where only this machine reaches the server, its partners are here too.
    loopbackPartners: isLoopback(host),
    loopbackSigners: false,
  }
  const serving = { host, databaseUrl, settings, webFolder, version, log }
  const groups = createGroupServers({ main: folder, passphrase, anyPort: options.port === 0, serving, terminal })
  const port = options.port ?? folder.listen.port
  const own = groups.seenBy(folder.group?.id ?? mainGroup)
  const main = await serveFolder(folder, openKeyring(folder, passphrase), { ...serving, port, groups: own })
  const { chain } = main.ground
  try {
    groups.mainListens(Number(new URL(main.url).port))
    const offered = demonstration ? { names: demonstrationNames, password: demonstrationPassword } : undefined
    tellServing(terminal, main, { hasWeb: webFolder !== undefined, demonstration: offered })
    await groups.openAll(signal)
    terminal.out('Stop it with Ctrl-C.')
    await stopped(signal, () => {
      groups.dropBroken()
      return chain?.failure
    })
  } finally {
    await groups.close().finally(() => main.close())
  }
  const height = chain ? ` at height ${chain.head().header.number}` : ''
  terminal.out(`Stopped${height}; everything acknowledged is on the disk.`)
}

/** Resolves when the program is told to stop. Throws CliError ChainFailed as soon as the chain cannot write any more. */
function stopped(signal: AbortSignal, failure: () => Error | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setInterval(() => {
      const fault = failure()
      if (!fault) return
      clearInterval(timer)
      reject(
        new CliError(
          'ChainFailed',
          `The chain cannot write any more and was stopped: ${fault.message}`,
          'Look at the disk with `df -h`, make room, and start it again: what was acknowledged is kept.',
          fault,
        ),
      )
    }, watchMs)
    const stop = (): void => {
      clearInterval(timer)
      resolve()
    }
    signal.addEventListener('abort', stop, { once: true })
    if (signal.aborted) stop()
  })
}
