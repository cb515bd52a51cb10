import type { Gln } from '@theriac/gs1'
import { addressesFrom, createEndpoint, createReads } from '@theriac/ledger'
import { type Command, Option } from 'commander'
import type { Address } from 'viem'
import { asAddress, asGln } from '../arguments.ts'
import { CliError } from '../cli-error.ts'
import { type Deployment, readDeployment, writeDeployment } from '../contracts-file.ts'
import { type DataFolder, findDataFolder } from '../data-folder.ts'
import { genesisHashOf } from '../genesis.ts'
import { laneAddresses } from '../keyring.ts'
import { type Nodes, type NodesOptions, nodesIn, withNodes } from '../nodes.ts'
import {
  type CommandContext,
  type FolderOptions,
  withCertificates,
  withData,
  withPassphrase,
} from './command-context.ts'
import { initialise } from './init.ts'

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
  const found = await lookAt(nodes, directory)
  const before = await findDataFolder(options.data)
  const there = before && (await readDeployment(before))
  if (before && there) refuseOther(before, there, found.deployment)
  const { folder } = await initialise(
    context,
    { ...options, chainId: found.chainId, gln: found.regulator.gln, name: found.regulator.name, institution: gln },
    true,
  )
  if (!there) await writeDeployment(folder, found.deployment)
  const { terminal } = context
  const lanes = await laneAddresses(folder)
  terminal.out(
    `Joined the consortium of ${found.regulator.name} (GLN ${found.regulator.gln}) on chain ${found.chainId}.`,
  )
  terminal.out(`  contracts  found by the directory at ${directory}`)
  terminal.out(`  lanes      ${lanes.join(' ')}`)
  if (nodes.engine === 'fisco-bcos') {
    terminal.out('The lanes need a balance before they can carry anything. Who governs the chain runs, once:')
    terminal.out(`  theriac fund ${lanes.join(' ')}`)
  }
  terminal.out('Then apply, and start the server when the regulator has admitted the institution:')
  terminal.out(`  theriac enrol --data ${options.data} --kind <kind> --gln ${gln} --name <name>`)
  terminal.out(`  theriac serve --data ${options.data}`)
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

/** A consortium that is there: its chain, its regulator, its contracts. */
export interface Consortium {
  readonly chainId: number
  readonly regulator: { readonly gln: Gln; readonly name: string }
  readonly deployment: Deployment
}

/** What is at the other end, before anything is written. Throws LedgerError of endpoint and directory. */
export async function lookAt({ web3 }: Pick<Nodes, 'web3'>, directory: Address): Promise<Consortium> {
  const endpoint = createEndpoint({ urls: web3 })
  try {
    const chainId = await endpoint.chainId()
    const addresses = await addressesFrom(endpoint.client, directory)
    const { institutions } = createReads(endpoint.client, addresses)
    const gln = await institutions.regulator()
    const name = (await institutions.institution(gln))?.name ?? ''
    const deployment = { chainId, genesisHash: await genesisHashOf(endpoint), fromBlock: 0, regulator: gln, addresses }
    return { chainId, regulator: { gln, name }, deployment }
  } finally {
    endpoint.close()
  }
}
