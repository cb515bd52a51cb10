import { type ChainEngine, mainGroup, openApiDocument, sessionCookieOf } from '@theriac/api'
import type { RpcHandler } from '@theriac/chain'
import {
  type Addresses,
  type Administration,
  type Carrier,
  createCarrier,
  createLedger,
  createWeb3Administration,
  type Endpoint,
  type LaneAccount,
  type Ledger,
  memoryJournal,
} from '@theriac/ledger'
import { nativeHashSigner } from '@theriac/ledger/node'
import {
  createIndexer,
  type Database,
  type Indexer,
  type IndexerFault,
  type LeafIndex,
  ledgerMigrations,
  migrate,
} from '@theriac/read-model'
import type { FastifyBaseLogger, FastifyInstance } from 'fastify'
import { type AccountKeys, createAccountKeys, createSignerFinder } from './accounts/keys.ts'
import { createCallNotes } from './accounts/sign-in/call-notes.ts'
import { createVault, deriveKey } from './accounts/vault.ts'
import { appMigrations } from './db/migrations.ts'
import type { Groups } from './groups.ts'
import { createAreas } from './handlers.ts'
import { startHousekeeping } from './housekeeping.ts'
import { createApp } from './http/app.ts'
import { authenticateRequest } from './http/authenticate-request.ts'
import { createDigest } from './http/idempotency.ts'
import { addPages } from './http/pages.ts'
import { addSystemRoutes } from './http/system.ts'
import { createWrites } from './http/writes.ts'
import { createJobs, type Jobs } from './jobs/engine.ts'
import { jobOf } from './jobs/wire.ts'
import { createBus } from './live/bus.ts'
import { errorForLog } from './log-errors.ts'
import { createMetrics } from './metrics.ts'
import type { Monitoring } from './monitoring/index.ts'
import { createSwitchboard } from './rpc.ts'

/** What a server is made of; whoever opened a part closes it, after the server. */
export interface ServerParts {
  /** Of the program. */
  readonly version: string
  readonly endpoint: Endpoint
  /** How the chain is managed; by what its JSON-RPC tells, unless given. */
  readonly administration?: Administration
  readonly addresses: Addresses
  /** The first block that can hold an event of the contracts. */
  readonly fromBlock: number
  readonly lanes: readonly LaneAccount[]
  readonly database: Database
  readonly leaves: LeafIndex
  readonly folders: {
    /** Files that were uploaded. */
    readonly files: string
    /** Key store of the accounts. */
    readonly accountKeys: string
  }
  /** Certificate files of nodes, which are read when somebody asks; none unless given. */
  readonly certificates?: readonly string[]
  /** 32 random bytes that keys, and secrets in the database, are encrypted with. */
  readonly secret: Uint8Array
  /** Folder of the built web application, which is served beside the API. */
  readonly webFolder?: string
  /** JSON-RPC of the embedded chain, on the same port. */
  readonly rpc?: RpcHandler
  /** The groups that the process serves; this server's alone, unless given. */
  readonly groups?: Groups
  readonly settings: ServerSettings
  /** Unix milliseconds. */
  readonly clock?: () => number
  readonly log: FastifyBaseLogger
}

/** How a server behaves. */
export interface ServerSettings {
  /** What it holds was made up to show the platform, and anybody may sign in with the names that it offers. */
  readonly demonstration: boolean
  /** Requests to public routes that one address may make in a minute. */
  readonly publicPerMinute: number
  /** A proxy before the server speaks TLS with browsers: cookies are sent over that alone. */
  readonly behindTls: boolean
  /** Webhooks may go to this machine. */
  readonly loopbackWebhooks: boolean
  /** Documents may be fetched from other institutions' servers on this machine. */
  readonly loopbackPartners: boolean
  /** Signing services may be on this machine: where all who manage accounts may reach what only it reaches. */
  readonly loopbackSigners: boolean
}

/** A server that has been put together. */
export interface Server {
  readonly app: FastifyInstance
  readonly ledger: Ledger
  readonly carrier: Carrier
  readonly indexer: Indexer
  readonly jobs: Jobs
  readonly keys: AccountKeys
  readonly monitoring: Monitoring
  readonly database: Database
  /** Unix milliseconds. */
  readonly clock: () => number
  /** Listens, and gives where: `http://127.0.0.1:8080`. */
  listen(at: { readonly host: string; readonly port: number }): Promise<string>
  /** Ends what is under way; jobs that are not settled go on when it is started again. */
  close(): Promise<void>
}

/** Puts a server together: migrates the database, follows the chain, and takes up the jobs that were left open. */
export async function createServer(parts: ServerParts): Promise<Server> {
  const { endpoint, addresses, database, leaves, settings, clock = Date.now } = parts
  const log = parts.log.child({}, { serializers: { err: errorForLog } })
  const { db } = database
  await migrate(db, ledgerMigrations)
  await migrate(db, appMigrations)

  const vault = createVault(parts.secret)
  const signHash = nativeHashSigner()
  const keys = createAccountKeys({ folder: parts.folders.accountKeys, secret: parts.secret, vault, signHash })
  // The database keeps what is to be done: acts are made again from it, digest for digest. Outcomes are kept for jobs that
  // are taken up again at once.
  const carrier = createCarrier({
    endpoint,
    acts: addresses.acts,
    lanes: parts.lanes,
    journal: memoryJournal({ outcomes: 1_000 }),
  })
  const seconds = (): number => Math.floor(clock() / 1000)
  const ledger = await createLedger({ endpoint, addresses, carrier, clock: seconds })
  const indexer = createIndexer({ database, leaves, endpoint, addresses, fromBlock: parts.fromBlock, log })
  const bus = createBus()
  const groups = parts.groups ?? alone((await endpoint.profile()).engine, ledger.chainId)
  const sessionCookie = sessionCookieOf(groups.current)
  const notes = createCallNotes(sessionCookie)

  const areas = createAreas({
    db,
    leaves,
    ledger,
    carrier,
    endpoint,
    administration: parts.administration ?? createWeb3Administration(endpoint),
    addresses,
    indexer,
    keys,
    vault,
    bus,
    notes,
    clock,
    groups,
    settings,
    version: parts.version,
    folders: parts.folders,
    certificates: parts.certificates ?? [],
    log,
  })
  const jobs = createJobs({
    db,
    ledger,
    carrier,
    indexed: (block, signal) => indexer.waitFor(block, signal),
    signerOf: createSignerFinder(db, keys),
    hooks: areas.hooks,
    preparers: areas.preparers,
    changed(row) {
      bus.publish({ kind: 'job', gln: row.gln, data: jobOf(row) })
      if (row.settledAt !== null) metrics.jobSettled(row.operation, row.state, (row.settledAt - row.createdAt) / 1000)
    },
    clock,
    log,
  })
  const metrics = createMetrics(() => {
    const { indexed, behind } = indexer.status()
    const { running, queued } = jobs.status()
    const { open, lanes } = carrier.status()
    const lanesResting = lanes.filter(({ state }) => state === 'resting').length
    return {
      indexedBlock: indexed,
      blocksBehind: behind,
      jobsRunning: running,
      jobsQueued: queued,
      actsOpen: open,
      lanesResting,
    }
  })
  const digest = createDigest(deriveKey(parts.secret, 'request digests'))
  const writes = createWrites({ db, jobs, digest, notes, clock })
  const app = await createApp({
    handlers: areas.handlersWith(jobs),
    authenticate: authenticateRequest(areas.accounts.authentication, sessionCookie),
    writes,
    notes,
    log,
    behindTls: settings.behindTls,
    publicPerMinute: settings.publicPerMinute,
    answered: metrics.answered,
    switchboard: (application) => createSwitchboard(application, parts.rpc),
  })
  await addSystemRoutes(app, { readiness, metrics, openApi: openApiDocument(parts.version) })
  if (parts.webFolder !== undefined) await addPages(app, parts.webFolder)

  const unsubscribe = indexer.onCommit(({ toBlock, events }) => {
    bus.publish({ kind: 'block', data: { block: String(toBlock), events: events.length } })
  })
  await indexer.start()
  areas.start()
  await jobs.resume()
  const { follow, purge } = areas.accounts
  const endHousekeeping = startHousekeeping({ db, indexer, jobs, follow, purge, clock, log })

  async function readiness() {
    const { behind, fault } = indexer.status()
    const database = await db.execute('select 1').then(
      () => ({ ok: true }),
      () => ({ ok: false, detail: 'The database does not answer' }),
    )
    const chain = await endpoint.request({ method: 'eth_blockNumber' }).then(
      () => ({ ok: carrier.status().lanes.some(({ state }) => state !== 'resting') }),
      () => ({ ok: false, detail: 'The chain does not answer' }),
    )
    const readModel =
      fault === undefined
        ? { ok: behind < 100, detail: `${behind} blocks behind` }
        : { ok: false, detail: faultText(fault) }
    return { database, chain, readModel }
  }

  return {
    app,
    ledger,
    carrier,
    indexer,
    jobs,
    keys,
    monitoring: areas.monitoring,
    database,
    clock,
    listen: (at) => app.listen(at),
    async close() {
      unsubscribe()
      await endHousekeeping()
      await areas.close()
      await app.close()
      await jobs.close()
      await carrier.close()
      await indexer.close()
    },
  }
}

/** Anybody may ask for it: of what nobody foresaw it says no more than that it is. */
function faultText({ code, message }: IndexerFault): string {
  return code === 'Unknown' ? 'Unknown: the blocks cannot be read; the log says why' : `${code}: ${message}`
}

/** The one group of a server that stands alone. */
function alone(engine: ChainEngine, chainId: number): Groups {
  const only = { id: mainGroup, name: mainGroup, engine, chainId, served: true }
  return { current: mainGroup, list: () => [only] }
}
