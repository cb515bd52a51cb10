import { createRpcServer, openChain } from '@theriac/chain'
import { type Command, Option } from 'commander'
import { asPort } from '../arguments.ts'
import { CliError } from '../cli-error.ts'
import { findDataFolder } from '../data-folder.ts'
import { type CommandContext, type FolderOptions, withData, withPassphrase } from './command-context.ts'
import { initialise } from './init.ts'

interface ServeOptions extends FolderOptions {
  readonly host?: string
  readonly port?: number
}

/** How often it is looked whether the chain can still write. */
const watchMs = 2_000

/** `theriac serve` */
export function addServe(program: Command, context: CommandContext): void {
  withPassphrase(
    withData(program.command('serve'))
      .summary('run the chain and serve it over JSON-RPC')
      .description(
        'Runs the embedded chain and serves it over JSON-RPC (HTTP and WebSocket) until it is stopped with Ctrl-C or SIGTERM. Where there is no data folder yet it is made first, as `theriac init` does.',
      )
      .option('--host <host>', 'address to listen on (default: as in theriac.json, 127.0.0.1)')
      .addOption(
        new Option(
          '--port <port>',
          'port to listen on, 0 for any free one (default: as in theriac.json, 8545)',
        ).argParser(asPort),
      ),
  ).action((options: ServeOptions) => serve(context, options))
}

async function serve(context: CommandContext, options: ServeOptions): Promise<void> {
  const { terminal, signal } = context
  const folder = (await findDataFolder(options.data)) ?? (await initialise(context, options, false)).folder
  const host = options.host ?? folder.rpc.host
  const chain = await openChain({ dataDir: folder.chain, chainId: folder.chainId })
  try {
    const server = await createRpcServer({
      groups: [{ chain, path: '/' }],
      host,
      port: options.port ?? folder.rpc.port,
    })
    try {
      const { header, hash } = chain.head()
      terminal.out(`Serving chain ${folder.chainId} at height ${header.number}, block ${hash}`)
      terminal.out(`  HTTP       ${server.url()}`)
      terminal.out(`  WebSocket  ${server.url().replace(/^http/, 'ws')}`)
      terminal.out(`  data       ${folder.path}`)
      terminal.out('Stop it with Ctrl-C.')
      if (!isLoopback(server.host)) {
        terminal.note(
          `Warning: whoever reaches ${server.host} can send to this chain. Put a firewall or proxy before it.`,
        )
      }
      await stopped(signal, () => chain.failure)
    } finally {
      await server.close()
    }
  } finally {
    const isBroken = chain.failure !== undefined
    await chain.close().catch((error: unknown) => {
      // What broke it has been told, and says more.
      if (!isBroken) throw error
    })
  }
  terminal.out(`Stopped at height ${chain.head().header.number}; everything acknowledged is on the disk.`)
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

const isLoopback = (host: string): boolean => host === 'localhost' || host === '::1' || host.startsWith('127.')
