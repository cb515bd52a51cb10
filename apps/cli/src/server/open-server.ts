import { type Chain, createRpcHandler, inProcessRequest, openChain } from '@theriac/chain'
import { createEndpoint, type Endpoint } from '@theriac/ledger'
import { type Database, type LeafIndex, openDatabase, openLeafIndex } from '@theriac/read-model'
import { createServer, type Server, type ServerSettings } from '@theriac/server'
import type { Logger } from 'pino'
import type { Deployment } from '../contracts-file.ts'
import type { DataFolder } from '../data-folder.ts'
import type { Keyring } from '../keyring.ts'

/** What a server of a data folder stands on. */
export interface Ground {
  readonly chain: Chain
  readonly endpoint: Endpoint
  readonly database: Database
  readonly leaves: LeafIndex
  close(): Promise<void>
}

/** How the ground is opened. */
export interface GroundOptions {
  /** PostgreSQL instead of the folder's own database. */
  readonly databaseUrl?: string | undefined
  /** Unix milliseconds; the real time unless given. */
  readonly clock?: () => number
}

/** Opens chain, database and leaves of a data folder; what was opened is closed again when the rest cannot be. */
export async function openGround(folder: DataFolder, { databaseUrl, clock }: GroundOptions): Promise<Ground> {
  const closers: (() => Promise<void> | void)[] = []
  const close = async (): Promise<void> => {
    for (const end of closers.splice(0).reverse()) await end()
  }
  try {
    const seconds = clock && (() => Math.floor(clock() / 1000))
    const { chain: dataDir, chainId } = folder
    const chain = await openChain({ dataDir, chainId, ...(seconds ? { clock: seconds } : {}) })
    closers.push(() => chain.close())
    const endpoint = createEndpoint({
      request: inProcessRequest(chain),
      heads: (listener) =>
        chain.subscribe(({ kind }) => {
          if (kind === 'block') listener()
        }),
      chainId,
    })
    closers.push(() => endpoint.close())
    const database = await openDatabase(databaseUrl ? { url: databaseUrl } : { folder: folder.database })
    closers.push(() => database.close())
    const leaves = await openLeafIndex(folder.leaves)
    closers.push(() => leaves.close())
    return { chain, endpoint, database, leaves, close }
  } catch (error) {
    await close()
    throw error
  }
}

/** How the server on it is made. */
export interface OpenServerOptions {
  readonly version: string
  readonly settings: ServerSettings
  readonly log: Logger
  readonly clock?: () => number
  /** Folder of the built web application; without it there is the API alone. */
  readonly webFolder?: string
}

/** Path of the chain's JSON-RPC on the server's port. */
export const rpcPath = '/rpc'

/** Puts a server on its ground. Close the server first. */
export async function openServer(
  folder: DataFolder,
  keyring: Keyring,
  { addresses, fromBlock }: Deployment,
  { chain, endpoint, database, leaves }: Ground,
  { version, settings, log, clock, webFolder }: OpenServerOptions,
): Promise<Server> {
  const rpc = createRpcHandler({ groups: [{ chain, path: rpcPath }] })
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
    rpc,
    settings,
    log,
    ...(clock ? { clock } : {}),
    ...(webFolder === undefined ? {} : { webFolder }),
  })
  return {
    ...server,
    async close() {
      rpc.close()
      await server.close()
    },
  }
}
