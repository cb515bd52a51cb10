import { rebuild as rebuildReadModel } from '@theriac/read-model'
import type { Command } from 'commander'
import { requireDeployment } from '../contracts-file.ts'
import { requireDataFolder } from '../data-folder.ts'
import { checkDeployment } from '../deployment.ts'
import { type Progress, startProgress } from '../progress.ts'
import { openGround } from '../server/open-server.ts'
import { type CommandContext, type FolderOptions, withData } from './command-context.ts'

/** `theriac rebuild` */
export function addRebuild(program: Command, context: CommandContext): void {
  withData(program.command('rebuild'))
    .summary('make the read model anew from the chain')
    .description(
      'Drops everything that was read from the chain and reads it again; the rows come out equal. Accounts, jobs, documents and whatever else is not on the chain stay as they are. The server must be stopped. Ended halfway, it goes on when the server is started.',
    )
    .action((options: FolderOptions) => rebuild(context, options))
}

async function rebuild({ terminal, databaseUrl, signal }: CommandContext, options: FolderOptions): Promise<void> {
  const folder = await requireDataFolder(options.data)
  const deployment = await requireDeployment(folder)
  const { addresses, fromBlock } = deployment
  const ground = await openGround(folder, { databaseUrl, genesisHash: deployment.genesisHash })
  let bar: Progress | undefined
  try {
    const { endpoint, database, leaves } = ground
    await checkDeployment(endpoint, folder, deployment)
    const started = performance.now()
    let before = fromBlock - 1
    const { events, head } = await rebuildReadModel({
      database,
      leaves,
      endpoint,
      addresses,
      fromBlock,
      signal,
      onProgress({ indexed, head }) {
        bar ??= startProgress(terminal, 'blocks read', head - fromBlock + 1)
        bar.advance(indexed - before)
        before = indexed
      },
    })
    bar?.stop()
    const seconds = (performance.now() - started) / 1000
    terminal.out(`Read ${events} events up to block ${head} in ${seconds.toFixed(1)} s.`)
  } finally {
    bar?.stop()
    await ground.close()
  }
}
