import { type Address, getAddress } from 'viem'
import { CliError } from '../cli-error.ts'
import { chainIdOf } from '../commands/init.ts'
import { lookAt } from '../commands/join.ts'
import type { DataFolder } from '../data-folder.ts'
import type { Nodes } from '../nodes.ts'
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
 * @throws CliError BadUsage; LedgerError when nodes do not answer, or have not the contracts
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
  if (!directory) return { id, name, elsewhere: { nodes, chainId: await chainIdOf(nodes), consortium: undefined } }
  const consortium = await lookAt(nodes, getAddress(directory))
  return { id, name, elsewhere: { nodes, chainId: consortium.chainId, consortium } }
}
