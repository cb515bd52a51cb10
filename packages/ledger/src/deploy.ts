import {
  actsAbi,
  actsBytecode,
  directoryAbi,
  directoryBytecode,
  institutionsAbi,
  institutionsBytecode,
  inventoryAbi,
  inventoryBytecode,
  nodesAbi,
  nodesBytecode,
  recordsAbi,
  recordsBytecode,
} from '@theriac/contracts'
import { type Gln, glnToNumber } from '@theriac/gs1'
import {
  type Abi,
  type Address,
  type Client,
  encodeDeployData,
  getAddress,
  type Hex,
  isAddress,
  keccak256,
  type LocalAccount,
  type TransactionReceipt,
  TransactionReceiptNotFoundError,
  zeroAddress,
} from 'viem'
import { getBlock, getChainId, getTransactionCount, getTransactionReceipt, sendRawTransaction } from 'viem/actions'
import type { Addresses } from './addresses.ts'
import { abiHash } from './contract-abis.ts'
import { ledgerErrorIn, readContract } from './endpoint/read-contract.ts'
import { LedgerError } from './errors.ts'

/** The regulator that the contracts start with. */
export interface Regulator {
  readonly gln: Gln
  readonly name: string
  /** Accounts of its first admins. */
  readonly admins: readonly Address[]
  /** How many of them its strong acts need. */
  readonly threshold: number
}

/** How long a deployment is waited for. */
export interface DeployOptions {
  /** After a node took the transaction; 60 000. */
  readonly timeoutMs?: number
  /** After a node refused it or did not answer, as it may have it all the same; 5 000. */
  readonly graceMs?: number
}

/** Given by hand, as nodes differ in what they estimate for a deployment; nothing is paid for it. */
const deployGas = 100_000_000n
const pollingMs = 50

/**
 * Deploys all contracts, each from one plain transaction of the deployer, which keeps no authority over them.
 *
 * @param client - a viem client on the group's chain
 * @throws LedgerError RegulatorInvalid; DeploymentFailed when the node or a block refuses a deployment, which may then
 * be begun again from the start; of the endpoint
 */
export async function deployContracts(
  client: Client,
  deployer: LocalAccount,
  regulator: Regulator,
  options: DeployOptions = {},
): Promise<Addresses> {
  checkRegulator(regulator)
  try {
    return await deployAll(client, deployer, regulator, options)
  } catch (error) {
    throw ledgerErrorIn(error) ?? error
  }
}

/** What the constructor refuses, without the cost of finding out on the chain. */
function checkRegulator({ admins, threshold }: Regulator): void {
  const fault = (field: 'admins' | 'threshold', words: string) => new LedgerError('RegulatorInvalid', words, { field })
  const accounts = new Set(admins.filter((admin) => isAddress(admin)).map((admin) => admin.toLowerCase()))
  if (admins.length === 0 || accounts.size !== admins.length || accounts.has(zeroAddress))
    throw fault('admins', 'The regulator needs admins, each with an account of its own')
  if (!Number.isInteger(threshold) || threshold < 1 || threshold > admins.length)
    throw fault('threshold', 'The threshold is between 1 and the number of admins')
}

async function deployAll(
  client: Client,
  deployer: LocalAccount,
  regulator: Regulator,
  { timeoutMs = 60_000, graceMs = 5_000 }: DeployOptions,
): Promise<Addresses> {
  const [chainId, { gasLimit }] = await Promise.all([getChainId(client), getBlock(client)])
  const gas = deployGas < gasLimit ? deployGas : gasLimit
  let used = 0
  /** What a node tells may be late by a block, more so a node that another one was gone over to. */
  async function nextNonce(): Promise<number> {
    const tell = (blockTag: 'latest' | 'pending') =>
      getTransactionCount(client, { address: deployer.address, blockTag })
    return Math.max(used, ...(await Promise.all([tell('latest'), tell('pending')])))
  }
  const deploy = async (contract: string, abi: Abi, bytecode: Hex, args: readonly unknown[]): Promise<Address> => {
    const nonce = await nextNonce()
    const data = encodeDeployData({ abi, bytecode, args })
    const raw = await deployer.signTransaction({ type: 'legacy', chainId, nonce, gas, gasPrice: 0n, data })
    const txHash = keccak256(raw)
    const failed = (cause?: unknown) =>
      new LedgerError('DeploymentFailed', `${contract} was not deployed`, { contract, txHash }, cause)
    // The hash is known, so the answer to the sending decides nothing but how long to wait.
    const refusal: { readonly error?: unknown } = await sendRawTransaction(client, { serializedTransaction: raw }).then(
      () => ({}),
      (error: unknown) => ({ error }),
    )
    const receipt = await receiptWithin(client, txHash, 'error' in refusal ? graceMs : timeoutMs).catch(
      (error: unknown) => {
        throw ledgerErrorIn(error) ?? failed(error)
      },
    )
    if (!receipt) throw ledgerErrorIn(refusal.error) ?? failed(refusal.error)
    if (receipt.status !== 'success' || !receipt.contractAddress) throw failed()
    used = nonce + 1
    return getAddress(receipt.contractAddress)
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
  const nodes = await deploy('Nodes', nodesAbi, nodesBytecode, [acts, institutions])
  const [governance, catalogue] = await Promise.all([
    readContract(client, { address: institutions, abi: institutionsAbi, functionName: 'governance' }),
    readContract(client, { address: inventory, abi: inventoryAbi, functionName: 'catalogue' }),
  ])
  const listed = { acts, institutions, governance, catalogue, inventory, records, nodes }
  const listings = Object.entries(listed).map(([name, target]) => ({
    name,
    target,
    abiHash: abiHash(name as keyof typeof listed),
  }))
  const directory = await deploy('Directory', directoryAbi, directoryBytecode, [institutions, listings])
  return { ...listed, directory }
}

/** Asks again and again: FISCO BCOS makes no block of nothing, so that waiting for the next one might never end. */
async function receiptWithin(client: Client, hash: Hex, ms: number): Promise<TransactionReceipt | undefined> {
  const end = performance.now() + ms
  for (;;) {
    const receipt = await getTransactionReceipt(client, { hash }).catch((error: unknown) => {
      if (error instanceof TransactionReceiptNotFoundError) return undefined
      throw error
    })
    if (receipt || performance.now() + pollingMs > end) return receipt
    await new Promise((resolve) => setTimeout(resolve, pollingMs))
  }
}
