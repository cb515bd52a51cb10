import {
  actsAbi,
  actsBytecode,
  institutionsAbi,
  institutionsBytecode,
  inventoryAbi,
  inventoryBytecode,
  recordsAbi,
  recordsBytecode,
} from '@theriac/contracts'
import { type Gln, glnToNumber } from '@theriac/gs1'
import { type Abi, type Address, type Client, encodeDeployData, type Hex, keccak256, type LocalAccount } from 'viem'
import {
  getChainId,
  getTransactionCount,
  readContract,
  sendRawTransaction,
  waitForTransactionReceipt,
} from 'viem/actions'
import type { Addresses } from './addresses.ts'

/** The regulator that the contracts start with. */
export interface Regulator {
  readonly gln: Gln
  readonly name: string
  /** Accounts of its first admins. */
  readonly admins: readonly Address[]
  /** How many of them its strong acts need. */
  readonly threshold: number
}

/** A deployment that a block refused. */
export class DeploymentFailed extends Error {
  override readonly name = 'DeploymentFailed'
  readonly code = 'DeploymentFailed'
  readonly retryable = false
  readonly contract: string
  readonly txHash: Hex

  constructor(contract: string, txHash: Hex) {
    super(`${contract} was not deployed by ${txHash}`)
    this.contract = contract
    this.txHash = txHash
  }
}

/** Given by hand, as nodes differ in what they estimate for a deployment; nothing is paid for it. */
const deployGas = 100_000_000n

/**
 * Deploys all contracts, each from one plain transaction of the deployer, which keeps no authority over them.
 *
 * @param client - a viem client on the group's chain
 * @throws DeploymentFailed when a block refuses a deployment
 */
export async function deployContracts(
  client: Client,
  deployer: LocalAccount,
  regulator: Regulator,
): Promise<Addresses> {
  const chainId = await getChainId(client)
  const deploy = async (contract: string, abi: Abi, bytecode: Hex, args: readonly unknown[]): Promise<Address> => {
    const raw = await deployer.signTransaction({
      type: 'legacy',
      chainId,
      nonce: await getTransactionCount(client, { address: deployer.address, blockTag: 'pending' }),
      gas: deployGas,
      gasPrice: 0n,
      data: encodeDeployData({ abi, bytecode, args }),
    })
    const txHash = keccak256(raw)
    await sendRawTransaction(client, { serializedTransaction: raw })
    const receipt = await waitForTransactionReceipt(client, { hash: txHash, pollingInterval: 20 })
    if (receipt.status !== 'success' || !receipt.contractAddress) throw new DeploymentFailed(contract, txHash)
    return receipt.contractAddress
  }

  const acts = await deploy('Acts', actsAbi, actsBytecode, [])
  const institutions = await deploy('Institutions', institutionsAbi, institutionsBytecode, [
    acts,
    glnToNumber(regulator.gln),
    regulator.name,
    regulator.admins,
    regulator.threshold,
  ])
  const inventory = await deploy('Inventory', inventoryAbi, inventoryBytecode, [acts, institutions])
  const records = await deploy('Records', recordsAbi, recordsBytecode, [acts, institutions, inventory])
  const [governance, catalogue] = await Promise.all([
    readContract(client, { address: institutions, abi: institutionsAbi, functionName: 'governance' }),
    readContract(client, { address: inventory, abi: inventoryAbi, functionName: 'catalogue' }),
  ])
  return { acts, institutions, governance, catalogue, inventory, records }
}
