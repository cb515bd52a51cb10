import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createRpcHandler, openChain } from '@theriac/chain'
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
import type { Address, Hex } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { endpointInside } from '../endpoint-inside.ts'
import type { Nodes } from '../nodes.ts'
import { rpcPath } from '../server/open-server.ts'

/** Fresh contracts and a server that listens; gone when it is closed, but for what is on a chain elsewhere. */
export interface Theatre {
  readonly server: Server
  /** `http://127.0.0.1:…` */
  readonly url: string
  /** The regulator's admin that the contracts were deployed with. */
  readonly admin: Signer
  readonly endpoint: Endpoint
  readonly addresses: Addresses
  /** The first block that can hold an event of the contracts. */
  readonly fromBlock: number
  /** How many there are of since then. */
  blocks(): Promise<number>
  close(): Promise<void>
}

const chainId = 20_261
const laneCount = 4

/** A chain elsewhere that the tour plays on. */
export interface Venue {
  readonly nodes: Nodes
  /** Gives accounts what the chain asks of those that send. */
  prepare(senders: readonly Address[]): Promise<void>
  /** Looks at what the tour has left, before it is closed. */
  end?(theatre: Theatre): Promise<void>
}

/**
 * Opens a server in this process, and a fresh chain unless there is one elsewhere, with their files in a temporary folder and
 * the database in memory.
 */
export async function openTheatre(venue?: Venue): Promise<Theatre> {
  const folder = await mkdtemp(join(tmpdir(), 'theriac-tour-'))
  const closers: (() => Promise<void> | void)[] = [() => rm(folder, { recursive: true, force: true })]
  const close = async (): Promise<void> => {
    for (const end of closers.splice(0).reverse()) await end()
  }
  try {
    // The database takes longest to open, and needs nothing of the others.
    const opening = openDatabase({ memory: true })
    closers.push(async () => (await opening).close())
    const chain = venue ? undefined : await openChain({ dataDir: join(folder, 'chain'), chainId })
    closers.push(() => chain?.close())
    const endpoint = chain ? endpointInside(chain, { chainId }) : createEndpoint({ urls: venue?.nodes.web3 ?? [] })
    closers.push(() => endpoint.close())
    const leaves = await openLeafIndex(join(folder, 'leaves'))
    closers.push(() => leaves.close())

    const signHash = nativeHashSigner()
    const newKey = (): Hex => `0x${randomBytes(32).toString('hex')}`
    const admin = localSigner(newKey(), signHash)
    const deployer = privateKeyToAccount(newKey())
    const lanes = Array.from({ length: laneCount }, () => laneAccount(newKey(), signHash))
    await venue?.prepare([deployer.address, ...lanes.map(({ address }) => address)])
    const height = async (): Promise<number> => Number(await endpoint.request({ method: 'eth_blockNumber' }))
    const fromBlock = (await height()) + 1
    const [regulator] = cast
    const addresses = await deployContracts(endpoint.client, deployer, {
      gln: glnAt(regulator.place),
      name: regulator.name,
      admins: [admin.address],
      threshold: 1,
    })
    const rpc = chain && createRpcHandler({ groups: [{ chain, path: rpcPath }] })
    closers.push(() => rpc?.close())
    const server = await createServer({
      version: '0.0.0',
      endpoint,
      addresses,
      fromBlock,
      lanes,
      database: await opening,
      leaves,
      folders: { files: join(folder, 'files'), accountKeys: join(folder, 'keys') },
      secret: new Uint8Array(randomBytes(32)),
      ...(rpc ? { rpc } : {}),
      settings: {
        demonstration: true,
        publicPerMinute: 10_000,
        behindTls: false,
        loopbackWebhooks: false,
        loopbackPartners: false,
        loopbackSigners: false,
      },
      log: pino({ level: 'silent' }),
    })
    closers.push(() => server.close())
    const url = await server.listen({ host: '127.0.0.1', port: 0 })
    const blocks = async (): Promise<number> => (await height()) - fromBlock + 1
    return { server, url, admin, endpoint, addresses, fromBlock, blocks, close }
  } catch (error) {
    await close()
    throw error
  }
}
