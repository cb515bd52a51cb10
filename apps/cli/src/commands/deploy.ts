import type { Command } from 'commander'
import { getAddress } from 'viem'
import { type Deployment, readDeployment } from '../contracts-file.ts'
import { checkDeployment, deployTo } from '../deployment.ts'
import { connect } from '../open-group.ts'
import {
  type ChainOptions,
  type CommandContext,
  openFolder,
  withData,
  withPassphrase,
  withRpc,
} from './command-context.ts'

/** `theriac deploy` */
export function addDeploy(program: Command, context: CommandContext): void {
  withPassphrase(
    withRpc(
      withData(program.command('deploy'))
        .summary('put the contracts on the chain')
        .description(
          'Deploys the contracts, with the regulator’s admin key as first admin, and notes their addresses in contracts.json. Where they are deployed already it checks them and changes nothing. If it is interrupted, run it again: what was left unfinished is not used.',
        ),
    ),
  ).action((options: ChainOptions) => deploy(context, options))
}

async function deploy(context: CommandContext, options: ChainOptions): Promise<void> {
  const { folder, keyring } = await openFolder(context, options)
  const { terminal } = context
  const there = await readDeployment(folder)
  const connection = await connect(folder, options.rpc, there?.genesisHash)
  try {
    const { endpoint } = connection
    if (there) {
      await checkDeployment(endpoint, folder, there)
      terminal.out('The contracts are deployed already, and in order; nothing was changed.')
      tellAddresses(context, there)
      return
    }
    const deployment = await deployTo(endpoint, folder, keyring)
    const { name, gln } = folder.regulator
    terminal.out(`Deployed the contracts on chain ${folder.chainId}; ${name} (GLN ${gln}) is the regulator.`)
    tellAddresses(context, deployment)
  } finally {
    await connection.close()
  }
}

function tellAddresses({ terminal }: CommandContext, { addresses }: Deployment): void {
  for (const [name, address] of Object.entries(addresses)) terminal.out(`  ${name.padEnd(12)} ${getAddress(address)}`)
}
