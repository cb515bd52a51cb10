import { addressesFrom, createReads, deployContracts, type Endpoint } from '@theriac/ledger'
import { CliError } from './cli-error.ts'
import { type Deployment, writeDeployment } from './contracts-file.ts'
import type { DataFolder } from './data-folder.ts'
import { genesisHashOf } from './genesis.ts'
import type { Keyring } from './keyring.ts'
import { requireContracts } from './open-group.ts'

/**
 * Puts the contracts on the chain, with the key store's admin of the regulator as first admin, and notes where they are.
 *
 * @throws CliError KeyMissing; LedgerError of the endpoint
 */
export async function deployTo(endpoint: Endpoint, folder: DataFolder, keyring: Keyring): Promise<Deployment> {
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
  const height = (await endpoint.request({ method: 'eth_blockNumber' })) as string
  const addresses = await deployContracts(endpoint.client, deployer, { gln, name, admins: [admin], threshold: 1 })
  const deployment: Deployment = {
    chainId: folder.chainId,
    genesisHash: await genesisHashOf(endpoint),
    fromBlock: Number(height) + 1,
    regulator: gln,
    addresses,
  }
  await writeDeployment(folder, deployment)
  return deployment
}

/**
 * Checks a deployment against the chain.
 *
 * @throws CliError ContractsMissing, RegulatorDiffers; LedgerError ContractUnlisted, ContractOtherVersion where the directory has
 * come to list what this program does not speak
 */
export async function checkDeployment(endpoint: Endpoint, folder: DataFolder, deployment: Deployment): Promise<void> {
  await requireContracts(endpoint, deployment)
  await addressesFrom(endpoint.client, deployment.addresses.directory)
  const regulator = await createReads(endpoint.client, deployment.addresses).institutions.regulator()
  const { gln } = folder.regulator
  if (regulator === gln && deployment.regulator === gln) return
  throw new CliError(
    'RegulatorDiffers',
    `The contracts' regulator has GLN ${regulator}, theriac.json says ${gln}`,
    'theriac.json and contracts.json are of different installations. Restore both from one backup.',
  )
}
