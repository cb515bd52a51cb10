import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createRpcHandler, inProcessRequest, openChain } from '@theriac/chain'
import { type Addresses, createEndpoint, deployContracts, laneAccount, localSigner, type Signer } from '@theriac/ledger'
import { nativeHashSigner } from '@theriac/ledger/node'
import { type Database, openLeafIndex } from '@theriac/read-model'
import { testDatabase } from '@theriac/read-model/testing'
import { pino } from 'pino'
import type { Hex } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { createServer, type Server, type ServerSettings } from '../../src/compose.ts'
import { appMigrations } from '../../src/db/migrations.ts'
import { cast, glnAt } from '../../src/demonstration/cast.ts'
import type { Groups } from '../../src/groups.ts'

/** A server on a fresh chain with the contracts, and nobody but the regulator. */
export interface BareServer {
  readonly server: Server
  /** The regulator's admin that the contracts were deployed with. */
  readonly admin: Signer
  readonly addresses: Addresses
  readonly database: Database
  readonly folder: string
  /** Public key of the node that seals the chain. */
  readonly node: Hex
  /** Whether the chain answers the server. */
  chainAnswers(does: boolean): void
  /** Height of the chain. */
  height(): number
  close(): Promise<void>
}

/** How it is made. */
export interface BareServerOptions {
  readonly settings?: Partial<ServerSettings>
  /** A database to use instead of a fresh PGlite; closed with the server. */
  readonly database?: Database
  readonly logLevel?: string
  /** The groups that it is one of; without them it is alone. */
  readonly groups?: Groups
  /** Folder of the built web application. */
  readonly webFolder?: string
  /** Certificate files of nodes. */
  readonly certificates?: readonly string[]
  /** Unix milliseconds; of the chain too. */
  readonly clock: () => number
}

const chainId = 20_262

/** Opens one, which does not listen. Everything in it is gone when it is closed. */
export async function openBareServer(options: BareServerOptions): Promise<BareServer> {
  const { clock } = options
  const folder = await mkdtemp(join(tmpdir(), 'theriac-server-'))
  const chain = await openChain({ dataDir: join(folder, 'chain'), chainId, clock: () => Math.floor(clock() / 1000) })
  let isAway = false
  const ask = inProcessRequest(chain)
  const endpoint = createEndpoint({
    request: async (request) => {
      if (isAway) throw new Error('connect ECONNREFUSED')
      return ask(request)
    },
    heads: (listener) =>
      chain.subscribe(({ kind }) => {
        if (kind === 'block') listener()
      }),
  })
  const database = options.database ?? (await testDatabase({ migrations: [appMigrations] }))
  const leaves = await openLeafIndex(join(folder, 'leaves'))
  const signHash = nativeHashSigner()
  const newKey = (): Hex => `0x${randomBytes(32).toString('hex')}`
  const admin: Signer = localSigner(newKey(), signHash)
  const [regulator] = cast
  const addresses = await deployContracts(endpoint.client, privateKeyToAccount(newKey()), {
    gln: glnAt(regulator.place),
    name: regulator.name,
    admins: [admin.address],
    threshold: 1,
  })
  const server = await createServer({
    version: '0.0.0',
    endpoint,
    addresses,
    fromBlock: 0,
    lanes: Array.from({ length: 4 }, () => laneAccount(newKey(), signHash)),
    database,
    leaves,
    folders: { files: join(folder, 'files'), accountKeys: join(folder, 'keys') },
    secret: new Uint8Array(randomBytes(32)),
    rpc: createRpcHandler({ groups: [{ chain, path: '/rpc' }] }),
    ...(options.webFolder === undefined ? {} : { webFolder: options.webFolder }),
    ...(options.groups ? { groups: options.groups } : {}),
    ...(options.certificates === undefined ? {} : { certificates: options.certificates }),
    settings: {
      demonstration: true,
      publicPerMinute: 100_000,
      behindTls: false,
      loopbackWebhooks: true,
      loopbackPartners: true,
      loopbackSigners: true,
      ...options.settings,
    },
    clock,
    log: pino({ level: options.logLevel ?? 'fatal' }),
  })
  return {
    server,
    admin,
    addresses,
    database,
    folder,
    node: chain.sealerId,
    chainAnswers(does) {
      isAway = !does
    },
    height: () => chain.head().header.number,
    async close() {
      await server.close()
      await leaves.close()
      await database.close()
      endpoint.close()
      await chain.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
