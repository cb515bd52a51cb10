import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { inProcessRequest, openChain } from '@theriac/chain'
import { type Addresses, createEndpoint, deployContracts, laneAccount, localSigner } from '@theriac/ledger'
import { nativeHashSigner } from '@theriac/ledger/node'
import { openDatabase, openLeafIndex } from '@theriac/read-model'
import { pino } from 'pino'
import type { Hex } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { hashPassword } from '../../src/accounts/sign-in/passwords.ts'
import { createServer } from '../../src/compose.ts'
import { cast, glnAt } from '../../src/demonstration/cast.ts'
import { enrolCast } from '../../src/demonstration/enrol.ts'
import { makeTokens } from '../../src/demonstration/tokens.ts'

// A server in a process of its own that can be killed, and started again on what it left in its folder:
//   durable-server.ts <folder>     prints one line of JSON, { url, tokens }

/** What a second start needs to know of the first. */
interface Kept {
  readonly addresses: Addresses
  readonly secret: Hex
  readonly lanes: readonly Hex[]
  readonly tokens: Readonly<Record<string, string>>
}

const folder = process.argv[2] ?? ''
const file = join(folder, 'kept.json')
await mkdir(folder, { recursive: true })
const signHash = nativeHashSigner()
const newKey = (): Hex => `0x${randomBytes(32).toString('hex')}`

const chain = await openChain({ dataDir: join(folder, 'chain'), chainId: 20_264 })
const endpoint = createEndpoint({
  request: inProcessRequest(chain),
  heads: (listener) =>
    chain.subscribe(({ kind }) => {
      if (kind === 'block') listener()
    }),
})
const database = await openDatabase({ folder: join(folder, 'database') })
const leaves = await openLeafIndex(join(folder, 'leaves'))
const admin = localSigner(newKey(), signHash)
const kept = existsSync(file) ? (JSON.parse(await readFile(file, 'utf8')) as Kept) : undefined
const addresses = kept?.addresses ?? (await deploy())
const secret = kept?.secret ?? newKey()
const lanes = kept?.lanes ?? [newKey(), newKey(), newKey(), newKey()]

const server = await createServer({
  version: '0.0.0',
  endpoint,
  addresses,
  fromBlock: 0,
  lanes: lanes.map((key) => laneAccount(key, signHash)),
  database,
  leaves,
  folders: { files: join(folder, 'files'), accountKeys: join(folder, 'keys') },
  secret: new Uint8Array(Buffer.from(secret.slice(2), 'hex')),
  settings: {
    demonstration: true,
    publicPerMinute: 1000,
    behindTls: false,
    loopbackWebhooks: false,
    loopbackPartners: false,
    loopbackSigners: false,
  },
  log: pino({ level: 'error' }, pino.destination(2)),
})
const tokens = kept?.tokens ?? (await enrol())
await writeFile(file, JSON.stringify({ addresses, secret, lanes, tokens } satisfies Kept))
const url = await server.listen({ host: '127.0.0.1', port: 0 })
process.stdout.write(`${JSON.stringify({ url, tokens })}\n`)

async function deploy(): Promise<Addresses> {
  const [regulator] = cast
  return deployContracts(endpoint.client, privateKeyToAccount(newKey()), {
    gln: glnAt(regulator.place),
    name: regulator.name,
    admins: [admin.address],
    threshold: 1,
  })
}

async function enrol(): Promise<Readonly<Record<string, string>>> {
  const { db } = database
  const { ledger, keys, clock, indexer } = server
  await enrolCast({ db, ledger, keys, clock }, admin, await hashPassword('a password for tests'))
  await indexer.waitFor(chain.head().header.number)
  return makeTokens(db, 'tests', clock())
}
