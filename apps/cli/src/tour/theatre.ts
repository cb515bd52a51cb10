import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inProcessRequest, openChain } from '@theriac/chain'
import {
  createCarrier,
  createEndpoint,
  createLedger,
  createTrail,
  deployContracts,
  type Ledger,
  laneAccount,
  localSigner,
  memoryJournal,
  type Signer,
  type Trail,
} from '@theriac/ledger'
import { nativeHashSigner } from '@theriac/ledger/node'
import type { Hex } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { cast, glnAt, type Key } from './cast.ts'
import type { Member } from './stage.ts'

/** A fresh chain with the contracts deployed and everyone's keys made; gone when it is closed. */
export interface Theatre {
  readonly ledger: Ledger
  readonly trail: Trail
  readonly members: Readonly<Record<Key, Member>>
  /** Transactions that carried acts. */
  transactions(): number
  blocks(): number
  close(): Promise<void>
}

const chainId = 20_261
const laneCount = 4

/** Opens a chain in a temporary folder, in this process. */
export async function openTheatre(): Promise<Theatre> {
  const folder = await mkdtemp(join(tmpdir(), 'theriac-tour-'))
  const chain = await openChain({ dataDir: folder, chainId })
  const endpoint = createEndpoint({ request: inProcessRequest(chain) })
  const signHash = nativeHashSigner()
  const newKey = () => `0x${randomBytes(32).toString('hex')}` as Hex
  const newSigner = (): Signer => localSigner(newKey(), signHash)

  const entries = cast.map(({ key, name, place }): [Key, Member] => [
    key,
    { key, name, gln: glnAt(place), admin: newSigner(), second: newSigner() },
  ])
  const members = Object.fromEntries(entries) as Record<Key, Member>
  const { regulator } = members
  const addresses = await deployContracts(endpoint.client, privateKeyToAccount(newKey()), {
    gln: regulator.gln,
    name: regulator.name,
    admins: [regulator.admin.address, regulator.second.address],
    threshold: 1,
  })
  const lanes = Array.from({ length: laneCount }, () => laneAccount(newKey(), signHash))
  const carrier = createCarrier({ endpoint, acts: addresses.acts, lanes, journal: memoryJournal() })
  return {
    ledger: await createLedger({ endpoint, addresses, carrier }),
    trail: createTrail(addresses),
    members,
    transactions: () => carrier.status().transactions,
    blocks: () => chain.head().header.number,
    async close() {
      await carrier.close()
      endpoint.close()
      await chain.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
