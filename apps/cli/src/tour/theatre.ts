import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createRpcHandler, inProcessRequest, openChain } from '@theriac/chain'
import {
  type Addresses,
  createEndpoint,
  deployContracts,
  type Endpoint,
  laneAccount,
  localSigner,
  type Signer,
} from '@theriac/ledger'
import { nativeHashSigner } from '@theriac/ledger/node'
import { openDatabase, openLeafIndex } from '@theriac/read-model'
import { cast, createServer, glnAt, type Server } from '@theriac/server'
import { pino } from 'pino'
import type { Hex } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { rpcPath } from '../server/open-server.ts'

/** A fresh chain with the contracts and a server on it that listens; gone when it is closed. */
export interface Theatre {
  readonly server: Server
  /** `http://127.0.0.1:…` */
  readonly url: string
  /** The regulator's admin that the contracts were deployed with. */
  readonly admin: Signer
  readonly endpoint: Endpoint
  readonly addresses: Addresses
  blocks(): number
  close(): Promise<void>
}

const chainId = 20_261
const laneCount = 4

/** Opens chain and server in this process, with their files in a temporary folder and the database in memory. */
export async function openTheatre(): Promise<Theatre> {
  const folder = await mkdtemp(join(tmpdir(), 'theriac-tour-'))
  const closers: (() => Promise<void> | void)[] = [() => rm(folder, { recursive: true, force: true })]
  const close = async (): Promise<void> => {
    for (const end of closers.splice(0).reverse()) await end()
  }
  try {
    // The database takes longest to open, and needs nothing of the others.
    const opening = openDatabase({ memory: true })
    closers.push(async () => (await opening).close())
    const chain = await openChain({ dataDir: join(folder, 'chain'), chainId })
    closers.push(() => chain.close())
    const endpoint = createEndpoint({
      request: inProcessRequest(chain),
      heads: (listener) =>
        chain.subscribe(({ kind }) => {
          if (kind === 'block') listener()
        }),
    })
    closers.push(() => endpoint.close())
    const leaves = await openLeafIndex(join(folder, 'leaves'))
    closers.push(() => leaves.close())

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
    const rpc = createRpcHandler({ groups: [{ chain, path: rpcPath }] })
    closers.push(() => rpc.close())
    const server = await createServer({
      version: '0.0.0',
      endpoint,
      addresses,
      fromBlock: 0,
      lanes: Array.from({ length: laneCount }, () => laneAccount(newKey(), signHash)),
      database: await opening,
      leaves,
      folders: { files: join(folder, 'files'), accountKeys: join(folder, 'keys') },
      secret: new Uint8Array(randomBytes(32)),
      rpc,
      settings: {
        demonstration: true,
        publicPerMinute: 10_000,
        behindTls: false,
        loopbackWebhooks: false,
        loopbackSigners: false,
      },
      log: pino({ level: 'silent' }),
    })
    closers.push(() => server.close())
    const url = await server.listen({ host: '127.0.0.1', port: 0 })
    return { server, url, admin, endpoint, addresses, blocks: () => chain.head().header.number, close }
  } catch (error) {
    await close()
    throw error
  }
}
