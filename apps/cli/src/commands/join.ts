import { isDeepStrictEqual } from 'node:util'
import type { Gln } from '@theriac/gs1'
import { type Command, Option } from 'commander'
import type { Address } from 'viem'
import { asAddress, asGln } from '../arguments.ts'
import { CliError } from '../cli-error.ts'
import { type Deployment, readDeployment, writeDeployment } from '../contracts-file.ts'
import { type DataFolder, findDataFolder } from '../data-folder.ts'
import { initialise } from '../initialise.ts'
import { adminAddress, laneAddresses } from '../keyring.ts'
import { type Nodes, type NodesOptions, nodesIn, withNodes } from '../nodes.ts'
import { findConsortium, findMember } from '../preflight/consortium.ts'
import { inspectNodes } from '../preflight/inspect-nodes.ts'
import {
  type CommandContext,
  type FolderOptions,
  withCertificates,
  withData,
  withPassphrase,
} from './command-context.ts'

interface JoinOptions extends FolderOptions, NodesOptions {
  readonly directory: Address
  readonly gln: Gln
  readonly certificate?: readonly string[]
}

/** `theriac join` */
export function addJoin(program: Command, context: CommandContext): void {
  withPassphrase(
    withNodes(
      withCertificates(withData(program.command('join')))
        .summary('make the data folder of another institution’s server')
        .description(
          'Makes the data folder of an institution’s own server on a consortium that is there: it asks the institution’s own nodes, and finds all contracts by the directory’s address. Keys are made here and go nowhere. Nothing is written before the chain was found to be right; run again it changes nothing but URLs and certificates of nodes.',
        )
        .addOption(
          new Option('--directory <address>', 'the directory’s address, which whoever deployed the contracts tells')
            .argParser(asAddress)
            .makeOptionMandatory(),
        )
        .addOption(new Option('--gln <gln>', 'the institution’s GLN').argParser(asGln).makeOptionMandatory()),
    ),
  ).action((options: JoinOptions) => join(context, options))
}

async function join(context: CommandContext, options: JoinOptions): Promise<void> {
  const nodes = nodesIn(options)
  if (!nodes) {
    throw new CliError(
      'BadUsage',
      '--engine and --web3 are missing',
      'Name the institution’s own nodes, such as --engine fisco-bcos --web3 http://127.0.0.1:8545 --rpc http://127.0.0.1:20200.',
    )
  }
  const { directory, gln } = options
  const before = await findDataFolder(options.data)
  const there = before && (await readDeployment(before))
  const isKnown = there !== undefined && isDeepStrictEqual(before?.nodes, nodes)
  const chain = isKnown ? there : await inspectNodes(nodes, there)
  const found = await findConsortium(nodes, chain, directory)
  if (before && there) refuseOther(before, there, found.deployment)
  const { chainId, regulator } = found
  const wish = { ...options, chainId, gln: regulator.gln, name: regulator.name, institution: gln }
  const { folder } = await initialise(context, wish, true, chain)
  if (!there) await writeDeployment(folder, found.deployment)
  const { terminal } = context
  const lanes = await laneAddresses(folder)
  terminal.out(`Joined the consortium of ${regulator.name} (GLN ${regulator.gln}) on chain ${chainId}.`)
  terminal.out(`  contracts  found by the directory at ${directory}`)
  terminal.out(`  lanes      ${lanes.join(' ')}`)
  if (nodes.engine === 'fisco-bcos') {
    terminal.out('The lanes need a balance before they can carry anything. Who governs the chain runs, once:')
    terminal.out(`  theriac fund ${lanes.join(' ')}`)
  }
  await tellNext(context, options, nodes, folder, found.deployment)
}

/** What is to be done next: an institution that the ledger has with other keys cannot apply once more. */
async function tellNext(
  { terminal }: CommandContext,
  { data, gln }: JoinOptions,
  nodes: Nodes,
  folder: DataFolder,
  deployment: Deployment,
): Promise<void> {
  const admin = await adminAddress(folder, gln)
  const member = await findMember(nodes, deployment, gln, admin)
  if (member && !member.isOurs) {
    terminal.note(
      `GLN ${gln} is in the ledger already, as ${member.name} (${member.status}), with other keys than those of this folder: ${admin ?? 'its key'} may do nothing for it.`,
    )
    terminal.note(
      '  What to do: if the institution has a server, restore its data folder from a backup; or have one of its admins add this key as an operator. Otherwise check --gln, and remove this folder.',
    )
    return
  }
  terminal.out('Then apply, and start the server when the regulator has admitted the institution:')
  terminal.out(`  theriac enrol --data ${data} --kind <kind> --gln ${gln} --name <name>`)
  terminal.out(`  theriac serve --data ${data}`)
}

/** A folder that has joined stays with its consortium. Throws CliError DataFolderDiffers. */
function refuseOther(folder: DataFolder, there: Deployment, { addresses, genesisHash }: Deployment): void {
  const isOther = there.addresses.directory !== addresses.directory
  if (!isOther && there.genesisHash === genesisHash) return
  throw new CliError(
    'DataFolderDiffers',
    `${folder.contracts} names another ${isOther ? `directory, ${there.addresses.directory}` : `first block, ${there.genesisHash}`}`,
    'Nothing was changed. Name another folder with --data for another consortium.',
  )
}
