import { type Address, getAddress } from 'viem'
import { CliError } from '../cli-error.ts'
import { type Deployment, readDeployment } from '../contracts-file.ts'
import type { DataFolder } from '../data-folder.ts'
import type { Nodes } from '../nodes.ts'
import { findConsortium } from '../preflight/consortium.ts'
import { inspectNodes } from '../preflight/inspect-nodes.ts'
import { groupFolders } from './group-folders.ts'
import type { GroupWish } from './make-group.ts'

/** A group that somebody asks for. */
interface Asked {
  readonly id: string
  readonly name?: string | undefined
  /** Where its chain runs; without them it gets one of its own. */
  readonly nodes?: Nodes | undefined
  /** Address by which its contracts are found, where they are there already. */
  readonly directory?: Address | undefined
}

/**
 * What a group that is asked for is made of: of nodes elsewhere it is found out what is on them, before anything is written.
 *
 * @throws CliError BadUsage; LedgerServed, and of the nodes; LedgerError where they have not the contracts
 */
export async function wishOf(main: DataFolder, { id, name, nodes, directory }: Asked): Promise<GroupWish> {
  if (main.group) {
    throw new CliError(
      'BadUsage',
      `${main.path} is the folder of the group ${main.group.id}, and groups have none below them`,
      'Name the main data folder with --data.',
    )
  }
  if (directory && !nodes) {
    throw new CliError(
      'BadUsage',
      '--directory is of a chain elsewhere, and no nodes are named',
      'Add --engine and --web3.',
    )
  }
  if (main.institution && !directory) {
    throw new CliError(
      'BadUsage',
      'A group of one’s own is made by its regulator, and this server is another institution’s',
      'Name nodes of a group that is there, and its directory: --engine, --web3, --directory.',
    )
  }
  if (!nodes) return { id, name }
  const chain = await inspectNodes(nodes)
  const { chainId } = chain
  if (!directory) return { id, name, elsewhere: { nodes, chainId, consortium: undefined } }
  const consortium = await findConsortium(nodes, chain, getAddress(directory))
  await refuseServed(main, id, consortium.deployment)
  return { id, name, elsewhere: { nodes, chainId, consortium } }
}

/** One ledger is one group: two folders of it would be two servers that show the same, each with accounts of its own. */
async function refuseServed(main: DataFolder, id: string, { genesisHash, addresses }: Deployment): Promise<void> {
  for (const folder of [main, ...(await groupFolders(main))]) {
    const there = await readDeployment(folder)
    const isSame = there?.genesisHash === genesisHash && there.addresses.directory === addresses.directory
    if (!isSame || folder.group?.id === id) continue
    throw new CliError(
      'LedgerServed',
      `The ledger with the directory ${addresses.directory} is that of ${folder.group ? `the group ${folder.group.id}` : 'the main group'} already`,
      'Nothing was changed. Use that group; `theriac group list` shows where it is served.',
    )
  }
}
