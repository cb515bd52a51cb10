import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inProcessRequest, openChain } from '@theriac/chain'
import { createEndpoint, deployContracts, laneAccount, localSigner } from '@theriac/ledger'
import { nativeHashSigner } from '@theriac/ledger/node'
import { openDatabase, openLeafIndex } from '@theriac/read-model'
import { cast, createServer, enrolCast, glnAt, hashPassword, makeTokens, type Server } from '@theriac/server'
import { pino } from 'pino'
import type { Hex } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'

/** A server on a fresh chain and database, as one machine runs it, with the demonstration's institutions. */
export interface Stage {
  readonly server: Server
  readonly url: string
  /** Tokens of the institutions' operators. */
  readonly tokens: Readonly<Record<string, string>>
  readonly ground: Ground
  /** Closes what the server stood on, and the server if it is not closed. */
  close(): Promise<void>
}

/** What a server stands on. */
type Ground = Pick<Parameters<typeof createServer>[0], 'database' | 'leaves' | 'endpoint' | 'addresses' | 'fromBlock'>

/** Sets the stage in a temporary folder. */
export async function openStage(): Promise<Stage> {
  const folder = await mkdtemp(join(tmpdir(), 'theriac-bench-api-'))
  const chain = await openChain({ dataDir: join(folder, 'chain'), chainId: 20_263 })
  const endpoint = createEndpoint({
    request: inProcessRequest(chain),
    heads: (listener) =>
      chain.subscribe(({ kind }) => {
        if (kind === 'block') listener()
      }),
  })
  const database = await openDatabase({ folder: join(folder, 'database') })
  const leaves = await openLeafIndex(join(folder, 'leaves'))
  const signHash = nativeHashSigner()
  const newKey = (): Hex => `0x${randomBytes(32).toString('hex')}`
  const admin = localSigner(newKey(), signHash)
  const [regulator] = cast
  const addresses = await deployContracts(endpoint.client, privateKeyToAccount(newKey()), {
    gln: glnAt(regulator.place),
    name: regulator.name,
    admins: [admin.address],
    threshold: 1,
  })
  const fromBlock = 0
  const server = await createServer({
    version: '0.0.0',
    endpoint,
    addresses,
    fromBlock,
    lanes: Array.from({ length: 4 }, () => laneAccount(newKey(), signHash)),
    database,
    leaves,
    folders: { files: join(folder, 'files'), accountKeys: join(folder, 'keys') },
    secret: new Uint8Array(randomBytes(32)),
    settings: {
      demonstration: true,
      publicPerMinute: 1_000_000,
      behindTls: false,
      loopbackWebhooks: false,
      loopbackPartners: false,
      loopbackSigners: false,
    },
    log: pino({ level: 'error' }),
  })
  const { db } = database
  const { ledger, keys, clock } = server
  const members = await enrolCast({ db, ledger, keys, clock }, admin, await hashPassword(randomUUID()))
  await server.indexer.waitFor(chain.head().header.number)
  const tokens = await makeTokens(db, 'bench', clock())
  const url = await server.listen({ host: '127.0.0.1', port: 0 })
  const operators = Object.values(members).map(({ key, accounts }) => [key, tokens[accounts.operator] ?? ''])
  return {
    server,
    url,
    tokens: Object.fromEntries(operators),
    ground: { database, leaves, endpoint, addresses, fromBlock },
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
