import { createReads, deployContracts, type Endpoint } from '@theriac/ledger'
import type { Command } from 'commander'
import { getAddress } from 'viem'
import { CliError } from '../cli-error.ts'
import { type Deployment, readDeployment, writeDeployment } from '../contracts-file.ts'
import type { DataFolder } from '../data-folder.ts'
import { connect, requireContracts } from '../open-group.ts'
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
      await check(endpoint, folder, there)
      terminal.out('The contracts are deployed already, and in order; nothing was changed.')
      tellAddresses(context, there)
      return
    }
    const { gln, name } = folder.regulator
    const admin = await keyring.adminAddress(gln)
    if (!admin) {
      throw new CliError(
        'KeyMissing',
        `The key store has no key of the regulator's admin (GLN ${gln})`,
        'Run `theriac init` again: it makes what is missing.',
      )
    }
    const deployer = await keyring.firstLane()
    const addresses = await deployContracts(endpoint.client, deployer, { gln, name, admins: [admin], threshold: 1 })
    const height = (await endpoint.request({ method: 'eth_blockNumber' })) as string
    const deployment: Deployment = {
      chainId: folder.chainId,
      genesisHash: await connection.genesisHash(),
      fromBlock: Number(height),
      regulator: gln,
      addresses,
    }
    await writeDeployment(folder, deployment)
    terminal.out(`Deployed the contracts on chain ${folder.chainId}; ${name} (GLN ${gln}) is the regulator.`)
    tellAddresses(context, deployment)
  } finally {
    await connection.close()
  }
}

/** Throws CliError ContractsMissing, RegulatorDiffers. */
async function check(endpoint: Endpoint, folder: DataFolder, deployment: Deployment): Promise<void> {
  await requireContracts(endpoint, deployment)
  const regulator = await createReads(endpoint.client, deployment.addresses).institutions.regulator()
  const { gln } = folder.regulator
  if (regulator === gln && deployment.regulator === gln) return
  throw new CliError(
    'RegulatorDiffers',
    `The contracts' regulator has GLN ${regulator}, theriac.json says ${gln}`,
    'theriac.json and contracts.json are of different installations. Restore both from one backup.',
  )
}

function tellAddresses({ terminal }: CommandContext, { addresses }: Deployment): void {
  for (const [name, address] of Object.entries(addresses)) terminal.out(`  ${name.padEnd(12)} ${getAddress(address)}`)
}
