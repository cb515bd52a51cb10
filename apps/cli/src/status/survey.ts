import { type Gln, glnFromNumber } from '@theriac/gs1'
import { createReads, decodeEvent, type Endpoint, type Institution, readLogs } from '@theriac/ledger'
import type { Address } from 'viem'
import { type Deployment, readDeployment } from '../contracts-file.ts'
import type { DataFolder } from '../data-folder.ts'
import { isLaneLabel, type Keyring } from '../keyring.ts'
import type { Connection } from '../open-group.ts'
import { type DiskUse, diskUse } from './disk-use.ts'
import { type JournalState, journalState } from './journal-state.ts'

/** How a group does, as `theriac status --json` prints it. */
export interface Status {
  readonly data: string
  /** URL or folder of the chain that was asked. */
  readonly chainAt: string
  readonly chainId: number
  readonly height: number
  /** Time of the newest block, ISO 8601. */
  readonly blockTime: string
  readonly contracts: readonly { readonly name: string; readonly address: Address; readonly isThere: boolean }[]
  readonly institutions: readonly Institution[]
  /** Undefined unless they were to be counted. */
  readonly products?: number
  readonly lots?: number
  readonly lanes: readonly { readonly label: string; readonly address: Address; readonly transactions: number }[]
  readonly journal: JournalState
  readonly disk: readonly DiskUse[]
}

/** Looks at everything that can be looked at without a passphrase; changes nothing. */
export async function survey(
  folder: DataFolder,
  keyring: Keyring,
  connection: Connection,
  isCounted: boolean,
): Promise<Status> {
  const { endpoint } = connection
  const deployment = await readDeployment(folder)
  const head = (await endpoint.request({ method: 'eth_getBlockByNumber', params: ['latest', false] })) as {
    number: string
    timestamp: string
  }
  const contracts = deployment ? await contractsOf(endpoint, deployment) : []
  const areThere = deployment && contracts.every(({ isThere }) => isThere)
  return {
    data: folder.path,
    chainAt: connection.place,
    chainId: folder.chainId,
    height: Number(head.number),
    blockTime: new Date(Number(head.timestamp) * 1000).toISOString(),
    contracts,
    institutions: areThere ? await institutionsOf(endpoint, deployment) : [],
    ...(areThere && isCounted ? await countsOf(endpoint, deployment) : {}),
    lanes: await lanesOf(endpoint, keyring),
    journal: await journalState(folder.journal),
    disk: await diskUse(folder.path),
  }
}

async function contractsOf(endpoint: Endpoint, { addresses }: Deployment): Promise<Status['contracts']> {
  return Promise.all(
    Object.entries(addresses).map(async ([name, address]) => {
      const code = await endpoint.request({ method: 'eth_getCode', params: [address, 'latest'] })
      return { name, address, isThere: code !== '0x' }
    }),
  )
}

/** Everyone who ever applied, in that order, as they are now. */
async function institutionsOf(endpoint: Endpoint, { addresses, fromBlock: first }: Deployment): Promise<Institution[]> {
  const glns = new Set<Gln>()
  const fromBlock = BigInt(first)
  const logs = readLogs({ endpoint, address: addresses.institutions, events: ['InstitutionApplied'], fromBlock })
  for await (const page of logs) {
    for (const log of page.logs) {
      const gln = glnFromNumber(BigInt(String(decodeEvent(log)?.args.gln ?? 0)))
      if (gln.ok) glns.add(gln.value)
    }
  }
  const { institutions } = createReads(endpoint.client, addresses)
  const found = await Promise.all([...glns].map((gln) => institutions.institution(gln)))
  return found.filter((one) => one !== undefined)
}

async function countsOf(
  endpoint: Endpoint,
  { addresses, fromBlock: first }: Deployment,
): Promise<{ products: number; lots: number }> {
  const fromBlock = BigInt(first)
  const count = async (event: 'ProductRegistered' | 'LotRegistered'): Promise<number> => {
    let total = 0
    const pages = readLogs({ endpoint, address: addresses.catalogue, events: [event], fromBlock })
    for await (const { logs } of pages) total += logs.length
    return total
  }
  const [products, lots] = await Promise.all([count('ProductRegistered'), count('LotRegistered')])
  return { products, lots }
}

async function lanesOf(endpoint: Endpoint, keyring: Keyring): Promise<Status['lanes']> {
  const lanes = (await keyring.list()).filter(({ label }) => isLaneLabel(label))
  return Promise.all(
    lanes.map(async ({ label, address }) => {
      const nonce = await endpoint.request({ method: 'eth_getTransactionCount', params: [address, 'latest'] })
      return { label, address, transactions: Number(nonce) }
    }),
  )
}
