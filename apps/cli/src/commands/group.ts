import { mainGroup } from '@theriac/api'
import { type Command, InvalidArgumentError, Option } from 'commander'
import type { Address } from 'viem'
import { asAddress, asName } from '../arguments.ts'
import { CliError } from '../cli-error.ts'
import { readDeployment } from '../contracts-file.ts'
import { requireDataFolder, writeUrl } from '../data-folder.ts'
import { findGroupFolder, groupFolders } from '../groups/group-folders.ts'
import { asGroupId, isGroupId } from '../groups/group-id.ts'
import { makeGroup } from '../groups/make-group.ts'
import { wishOf } from '../groups/wish-of.ts'
import { type NodesOptions, nodesIn, withNodes } from '../nodes.ts'
import { passphraseOf } from '../server/first-start.ts'
import { renderTable } from '../table.ts'
import { type CommandContext, type FolderOptions, openFolder, withData, withPassphrase } from './command-context.ts'

interface AddOptions extends FolderOptions, NodesOptions {
  readonly name?: string
  readonly directory?: Address
}

/** `theriac group …` */
export function addGroup(program: Command, context: CommandContext): void {
  const group = program
    .command('group')
    .summary('look after further groups')
    .description(
      'A group is one ledger with its own members. The data folder itself is the first; each further one has a folder of its own in <data>/groups, which every command takes as --data.',
    )
  withPassphrase(withNodes(withData(group.command('add'))))
    .description(
      'Makes the folder of a further group, with the same passphrase. Without --engine it gets an embedded chain, and its contracts when `theriac serve` is started next; with --engine and --web3 its chain is on nodes that run elsewhere. Again: changes nothing but URLs of nodes.',
    )
    .argument('<id>', '1 to 20 lower-case letters, digits and dashes', asGroupId)
    .addOption(new Option('--name <name>', 'what people call it (default: its id)').argParser(asName))
    .addOption(
      new Option(
        '--directory <address>',
        'the directory’s address, where the nodes’ chain has the contracts',
      ).argParser(asAddress),
    )
    .action((id: string, options: AddOptions) => add(context, id, options))
  withData(group.command('list'))
    .description('Lists the groups: the main one, and those that have a folder below it.')
    .action((options: FolderOptions) => list(context, options))
  withData(group.command('url'))
    .description(
      'Notes where people’s browsers reach a group, which behind a proxy only you know; `theriac serve` tells it from its next start on.',
    )
    .argument('<id>', `the group; ${mainGroup} is the data folder itself`)
    .argument('<url>', 'such as https://rhine.example.org', asOrigin)
    .action((id: string, url: string, options: FolderOptions) => noteUrl(context, id, url, options))
}

async function add(context: CommandContext, id: string, options: AddOptions): Promise<void> {
  const { terminal } = context
  const { folder: main, keyring } = await openFolder(context, options)
  const { name, directory } = options
  const wish = await wishOf(main, { id, name, nodes: nodesIn(options), directory })
  const passphrase = passphraseOf(context, options, main)
  await keyring.check()
  const { folder, isNew } = await makeGroup(main, wish, passphrase)
  if (!isNew) {
    terminal.out(`The group ${id} is there already, in ${folder.path}.`)
    return
  }
  terminal.out(`Made the group ${id} in ${folder.path}`)
  terminal.out(`  chain id   ${folder.chainId}`)
  terminal.out(`  regulator  ${folder.regulator.name}, GLN ${folder.regulator.gln}`)
  terminal.out(`  port       ${folder.listen.port}`)
  if (folder.nodes && !(await readDeployment(folder))) {
    terminal.out('Its contracts are not on the chain yet. Put them there:')
    terminal.out(`  theriac deploy --data ${folder.path}`)
  }
  terminal.out('It is served from the next start of `theriac serve` on.')
}

async function list({ terminal }: CommandContext, options: FolderOptions): Promise<void> {
  const main = await requireDataFolder(options.data)
  const rows = [main, ...(await groupFolders(main))].map(({ group, nodes, chainId, listen, url }) => ({
    group: group?.id ?? mainGroup,
    name: group?.name ?? '',
    chain: `${chainId}`,
    engine: nodes?.engine ?? 'embedded',
    at: url ?? `port ${listen.port}`,
  }))
  terminal.out(renderTable(rows, terminal))
}

async function noteUrl({ terminal }: CommandContext, id: string, url: string, options: FolderOptions): Promise<void> {
  const main = await requireDataFolder(options.data)
  const folder = id === mainGroup ? main : isGroupId(id) ? await findGroupFolder(main, id) : undefined
  if (!folder) {
    throw new CliError('GroupMissing', `There is no group ${id}`, '`theriac group list` shows those that there are.')
  }
  await writeUrl(folder, url)
  terminal.out(`Noted ${url} for the group ${id}.`)
}

/** A URL that people open, without a path: the application stands at its root. */
function asOrigin(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url && /^https?:$/.test(url.protocol) && `${url.origin}/` === url.href) return url.origin
  throw new InvalidArgumentError('it is http or https, a host and perhaps a port, such as https://rhine.example.org.')
}
