import type { Command } from 'commander'
import { getAddress } from 'viem'
import { CliError } from '../cli-error.ts'
import { type Deployment, readDeployment } from '../contracts-file.ts'
import { type DataFolder, findDataFolder } from '../data-folder.ts'
import { checkDeployment, deployTo } from '../deployment.ts'
import { type GovernorOptions, prepareChain, withGovernor } from '../funding.ts'
import { initialise } from '../initialise.ts'
import { type Keyring, laneAddresses } from '../keyring.ts'
import { type NodesOptions, nodesIn, withNodes } from '../nodes.ts'
import { connect } from '../open-group.ts'
import { requireGovernor } from '../preflight/governor.ts'
import { inspectNodes } from '../preflight/inspect-nodes.ts'
import { type CommandContext, type FolderOptions, openFolder, withData, withPassphrase } from './command-context.ts'

interface DeployOptions extends FolderOptions, NodesOptions, GovernorOptions {}

/** `theriac deploy` */
export function addDeploy(program: Command, context: CommandContext): void {
  withGovernor(
    withPassphrase(
      withNodes(
        withData(program.command('deploy'))
          .summary('put the contracts on the chain')
          .description(
            'Deploys the contracts, with the regulator’s admin key as first admin, and notes their addresses in contracts.json. Where they are deployed already it checks them and changes nothing. If it is interrupted, run it again: what was left unfinished is not used. With --engine and --web3 on nodes that run elsewhere: the data folder is made if it is not there, and remembers them. Without --engine, --rpc is a running `theriac serve`.',
          ),
      ),
    ),
  ).action((options: DeployOptions) => deploy(context, options))
}

async function deploy(context: CommandContext, options: DeployOptions): Promise<void> {
  const { terminal } = context
  const url = serverIn(options)
  const nodes = url === undefined ? nodesIn(options) : undefined
  if (nodes) {
    const found = await findDataFolder(options.data)
    const chain = found ? undefined : await inspectNodes(nodes)
    if (!found) await requireGovernor(nodes, options)
    await initialise(context, options, true, chain)
  }
  const { folder, keyring } = await openFolder(context, options)
  const there = await readDeployment(folder)
  const connection = await connect(folder, url, there?.genesisHash)
  try {
    const { endpoint } = connection
    if (there) {
      await checkDeployment(endpoint, folder, there)
      terminal.out('The contracts are deployed already, and in order; nothing was changed.')
      tellAddresses(context, there)
      return
    }
    await fundLanes(context, folder, keyring, options)
    const deployment = await deployTo(endpoint, folder, keyring)
    const { name, gln } = folder.regulator
    terminal.out(`Deployed the contracts on chain ${folder.chainId}; ${name} (GLN ${gln}) is the regulator.`)
    tellAddresses(context, deployment)
  } finally {
    await connection.close()
  }
}

/** URL of a running `theriac serve`, where no nodes are named beside it. Throws CliError BadUsage for several. */
function serverIn({ engine, web3, group, rpc = [] }: DeployOptions): string | undefined {
  if (engine !== undefined || web3 !== undefined || group !== undefined) return undefined
  if (rpc.length < 2) return rpc[0]
  throw new CliError(
    'BadUsage',
    'Without --engine there is one --rpc: a running `theriac serve`',
    'Name nodes with --engine and --web3 too, or one --rpc.',
  )
}

/** On a chain just born nobody has a balance, and nobody without one is heard; and its contracts may see milliseconds. */
async function fundLanes(
  { terminal }: CommandContext,
  folder: DataFolder,
  keyring: Keyring,
  options: GovernorOptions,
): Promise<void> {
  const { nodes } = folder
  if (nodes?.engine !== 'fisco-bcos') return
  const { switchedOn, funded } = await prepareChain(nodes, keyring, options, await laneAddresses(folder), true)
  if (switchedOn.length > 0) terminal.out(`Switched ${switchedOn.join(', ')} on.`)
  if (funded.length > 0) terminal.out(`Funded ${funded.length} lanes.`)
}

function tellAddresses({ terminal }: CommandContext, { addresses }: Deployment): void {
  for (const [name, address] of Object.entries(addresses)) terminal.out(`  ${name.padEnd(12)} ${getAddress(address)}`)
}
