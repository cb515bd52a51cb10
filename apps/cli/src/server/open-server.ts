import { resolve } from 'node:path'
import { type Chain, createRpcHandler, openChain } from '@theriac/chain'
import { createNativeRpc } from '@theriac/fisco-bcos'
import { type Administration, createEndpoint, createFiscoBcosAdministration, type Endpoint } from '@theriac/ledger'
import { type Database, type LeafIndex, openDatabase, openLeafIndex } from '@theriac/read-model'
import { createServer, type Groups, type Server, type ServerSettings } from '@theriac/server'
import type { Logger } from 'pino'
import type { Hex } from 'viem'
import type { Deployment } from '../contracts-file.ts'
import type { DataFolder } from '../data-folder.ts'
import { endpointInside } from '../endpoint-inside.ts'
import type { Keyring } from '../keyring.ts'
import { databaseUrlFor } from './group-database.ts'

/** What a server of a data folder stands on. */
export interface Ground {
  /** The folder's own chain; undefined where it is on nodes elsewhere. */
  readonly chain: Chain | undefined
  readonly endpoint: Endpoint
  readonly database: Database
  readonly leaves: LeafIndex
  close(): Promise<void>
}

/** How the ground is opened. */
export interface GroundOptions {
  /** PostgreSQL instead of the folder's own database; a group has one of its own on the same server. */
  readonly databaseUrl?: string | undefined
  /** Unix milliseconds; the real time unless given. */
  readonly clock?: () => number
  /** Hash of block 0: nodes with another one are refused. */
  readonly genesisHash?: Hex | undefined
}

/** Opens chain, database and leaves of a data folder; what was opened is closed again when the rest cannot be. */
export async function openGround(folder: DataFolder, options: GroundOptions): Promise<Ground> {
  const { databaseUrl, clock, genesisHash } = options
  const closers: (() => Promise<void> | void)[] = []
  const close = async (): Promise<void> => {
    for (const end of closers.splice(0).reverse()) await end()
  }
  try {
    const chain = folder.nodes ? undefined : await openOwnChain(folder, clock)
    closers.push(async () => chain?.close())
    const endpoint = chain
      ? endpointInside(chain, { chainId: folder.chainId })
      : createEndpoint({
          urls: folder.nodes?.web3 ?? [],
          chainId: folder.chainId,
          ...(genesisHash ? { genesisHash } : {}),
        })
    closers.push(() => endpoint.close())
    // Before the database: only one program at a time gets the index, and two would damage an embedded database.
    const leaves = await openLeafIndex(folder.leaves)
    closers.push(() => leaves.close())
    const url = databaseUrl && (await databaseUrlFor(folder, databaseUrl))
    const database = await openDatabase(url ? { url } : { folder: folder.database })
    closers.push(() => database.close())
    return { chain, endpoint, database, leaves, close }
  } catch (error) {
    await close()
    throw error
  }
}

function openOwnChain({ chain: dataDir, chainId }: DataFolder, clock: GroundOptions['clock']): Promise<Chain> {
  return openChain({ dataDir, chainId, ...(clock ? { clock: () => Math.floor(clock() / 1000) } : {}) })
}

/** For one answer of a node's native RPC. */
const nativeTimeoutMs = 10_000

/** How the server on it is made. */
export interface OpenServerOptions {
  readonly version: string
  readonly settings: ServerSettings
  readonly log: Logger
  readonly clock?: () => number
  /** Folder of the built web application; without it there is the API alone. */
  readonly webFolder?: string
  /** The groups that this process serves; this one alone, unless given. */
  readonly groups?: Groups
}

/** How the nodes of a folder are managed, where more is known of them than their Ethereum JSON-RPC. */
async function administrationOf(
  { nodes }: DataFolder,
  endpoint: Endpoint,
  keyring: Keyring,
): Promise<Administration | undefined> {
  if (nodes?.engine !== 'fisco-bcos') return undefined
  const rpcOf = (urls: readonly string[]) => createNativeRpc({ urls, group: nodes.group, timeoutMs: nativeTimeoutMs })
  const signer = await keyring.governor()
  return createFiscoBcosAdministration({
    endpoint,
    rpc: rpcOf(nodes.rpc),
    ownNodes: nodes.rpc.map((url) => rpcOf([url])),
    ...(signer ? { signer } : {}),
  })
}

/** Path of the chain's JSON-RPC on the server's port. */
export const rpcPath = '/rpc'

/** Puts a server on its ground. Close the server first. */
export async function openServer(
  folder: DataFolder,
  keyring: Keyring,
  { addresses, fromBlock }: Deployment,
  { chain, endpoint, database, leaves }: Ground,
  { version, settings, log, clock, webFolder, groups }: OpenServerOptions,
): Promise<Server> {
  const rpc = chain && createRpcHandler({ groups: [{ chain, path: rpcPath }] })
  const administration = await administrationOf(folder, endpoint, keyring)
  const [lanes, secret] = await Promise.all([keyring.lanes(), keyring.secret()])
  const server = await createServer({
    version,
    endpoint,
    addresses,
    fromBlock,
    lanes,
    database,
    leaves,
    folders: { files: folder.files, accountKeys: folder.accountKeys },
    secret,
    certificates: (folder.certificates ?? []).map((path) => resolve(folder.path, path)),
    ...(rpc ? { rpc } : {}),
    ...(administration ? { administration } : {}),
    ...(groups ? { groups } : {}),
    settings,
    log,
    ...(clock ? { clock } : {}),
    ...(webFolder === undefined ? {} : { webFolder }),
  })
  return {
    ...server,
    async close() {
      rpc?.close()
      await server.close()
    },
  }
}
