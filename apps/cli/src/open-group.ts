import { type Chain, ChainError, openChain } from '@theriac/chain'
import {
  type Carrier,
  createCarrier,
  createEndpoint,
  createLedger,
  type Endpoint,
  type Ledger,
  type LedgerError,
} from '@theriac/ledger'
import { type FileJournal, fileJournal } from '@theriac/ledger/node'
import type { Hex } from 'viem'
import { CliError } from './cli-error.ts'
import { type Deployment, requireDeployment } from './contracts-file.ts'
import type { DataFolder } from './data-folder.ts'
import { endpointInside } from './endpoint-inside.ts'
import { genesisHashOf } from './genesis.ts'
import { type Keyring, laneAddresses } from './keyring.ts'
import { shownUrl } from './nodes.ts'
import type { Wait } from './patience.ts'
import { requireFunded } from './preflight/lanes.ts'

/** A way to the group's chain: over a node's JSON-RPC, or the data folder's own chain in this process. */
export interface Connection {
  readonly endpoint: Endpoint
  /** Where it leads, in words. */
  readonly place: string
  /** Hash of block 0. */
  genesisHash(): Promise<Hex>
  close(): Promise<void>
}

/**
 * Opens the chain of a data folder.
 *
 * @param rpc - URL of a node; without it the folder's own nodes are asked, or its chain is opened in this process
 * @param genesisHash - a chain with another first block is refused
 * @throws ChainError; LedgerError when a node does not answer or is of another chain
 */
export async function connect(folder: DataFolder, rpc: string | undefined, genesisHash?: Hex): Promise<Connection> {
  const { chainId } = folder
  const expected = { chainId, ...(genesisHash ? { genesisHash } : {}) }
  const urls = rpc === undefined ? folder.nodes?.web3 : [rpc]
  if (urls) {
    const endpoint = createEndpoint({ urls, ...expected })
    return {
      endpoint,
      place: urls.map(shownUrl).join(', '),
      genesisHash: () => genesisHashOf(endpoint),
      close: async () => endpoint.close(),
    }
  }
  const chain = await openOwnChain(folder)
  const endpoint = endpointInside(chain, expected)
  return {
    endpoint,
    place: folder.chain,
    genesisHash: () => genesisHashOf(endpoint),
    async close() {
      endpoint.close()
      await chain.close()
    },
  }
}

async function openOwnChain({ chain: dataDir, chainId, listen: { host, port } }: DataFolder): Promise<Chain> {
  try {
    return await openChain({ dataDir, chainId })
  } catch (error) {
    if (!(error instanceof ChainError) || error.code !== 'FolderInUse') throw error
    throw new CliError(
      'FolderInUse',
      `The chain in ${dataDir} is in use by another process`,
      `If \`theriac serve\` runs it, add --rpc http://${host}:${port}/rpc (or the address that it printed) to this command. Otherwise wait until the other command has ended.`,
      error,
    )
  }
}

/** The contracts of a group, ready for acts. */
export interface Group {
  readonly connection: Connection
  readonly deployment: Deployment
  readonly ledger: Ledger
  readonly carrier: Carrier
  close(): Promise<void>
}

/** How the contracts are opened. */
export interface OpenGroupOptions {
  /** How many lanes to carry with; all unless given. Opening one takes some tenths of a second. */
  readonly mostLanes?: number
  /** For acts that an earlier run left under way; without it they are waited for as long as it takes. */
  readonly wait?: Wait
}

/**
 * Opens the contracts of a data folder for writing. Acts that an earlier run left under way are sent first.
 *
 * @throws CliError NotDeployed, ContractsMissing, KeyMissing, LanesUnfunded, of waiting; ChainError; LedgerError of endpoint, key
 * store and journal
 */
export async function openGroup(
  folder: DataFolder,
  rpc: string | undefined,
  keyring: Keyring,
  { mostLanes, wait = (_what, act) => act() }: OpenGroupOptions = {},
): Promise<Group> {
  const deployment = await requireDeployment(folder)
  const connection = await connect(folder, rpc, deployment.genesisHash)
  let journal: FileJournal | undefined
  let carrier: Carrier | undefined
  const close = async (): Promise<void> => {
    await carrier?.close()
    await journal?.close()
    await connection.close()
  }
  try {
    await requireContracts(connection.endpoint, deployment)
    await requireFunded(connection.endpoint, await laneAddresses(folder), mostLanes)
    journal = await fileJournal(folder.journal)
    const { acts } = deployment.addresses
    const { endpoint } = connection
    const opened = createCarrier({ endpoint, acts, lanes: await keyring.lanes(mostLanes), journal })
    carrier = opened
    await wait('what an earlier command left under way', () => finishOpenActs(opened), settledBy(opened))
    const ledger = await createLedger({ endpoint, addresses: deployment.addresses, carrier: opened })
    return { connection, deployment, ledger, carrier: opened, close }
  } catch (error) {
    await close()
    throw error
  }
}

/** How many acts are settled: as long as that grows something goes on. */
const settledBy = (carrier: Carrier) => (): number => carrier.status().taken + carrier.status().refused

async function finishOpenActs(carrier: Carrier): Promise<void> {
  const open = await carrier.resume()
  const settled = await Promise.allSettled(open.map((act) => carrier.carry(act)))
  const lost = settled.find((one) => one.status === 'rejected')
  // What cannot be carried any more is dropped from the journal and told by whoever asked for it; the world's faults are not.
  if (lost && isWorldFault(lost.reason)) throw lost.reason
}

const isWorldFault = (error: unknown): boolean => (error as Partial<LedgerError>).retryable === true

/** Checks that there is code at every address. Throws CliError ContractsMissing. */
export async function requireContracts(endpoint: Endpoint, { addresses }: Deployment): Promise<void> {
  const missing: string[] = []
  await Promise.all(
    Object.entries(addresses).map(async ([name, address]) => {
      const code = await endpoint.request({ method: 'eth_getCode', params: [address, 'latest'] })
      if (code === '0x') missing.push(name)
    }),
  )
  if (missing.length === 0) return
  throw new CliError(
    'ContractsMissing',
    `contracts.json names contracts that the chain does not have: ${missing.sort().join(', ')}`,
    'Chain and contracts.json are not of the same time. Restore both from one backup.',
  )
}
