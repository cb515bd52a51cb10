import { readFile } from 'node:fs/promises'
import { type Gln, parseGln } from '@theriac/gs1'
import { type Addresses, contractAbis } from '@theriac/ledger'
import { getAddress, type Hex, isAddress, isHex } from 'viem'
import { CliError } from './cli-error.ts'
import { absent, type DataFolder, writeWhole } from './data-folder.ts'

/** What `contracts.json` says: where the contracts are, and on which chain. */
export interface Deployment {
  readonly chainId: number
  /** Hash of block 0: a chain that was made anew has another one. */
  readonly genesisHash: Hex
  /** The first block that can hold an event of theirs. */
  readonly fromBlock: number
  readonly regulator: Gln
  readonly addresses: Addresses
}

const format = 'theriac-contracts'
const version = 1
const names = Object.keys(contractAbis) as (keyof Addresses)[]

/** Notes a deployment. */
export async function writeDeployment(folder: DataFolder, deployment: Deployment): Promise<void> {
  await writeWhole(folder.contracts, { format, version, ...deployment })
}

/** The deployment of a data folder; undefined where there is none yet. Throws CliError DataFolderDamaged. */
export async function readDeployment({ contracts: file }: DataFolder): Promise<Deployment | undefined> {
  const text = await readFile(file, 'utf8').catch(absent)
  if (text === undefined) return undefined
  const content = parse(text)
  if (content) return content
  throw new CliError(
    'DataFolderDamaged',
    `${file} is damaged: it does not name the contracts of a chain`,
    'Restore it from a backup. Deleting it and running `theriac deploy` makes NEW, empty contracts.',
  )
}

/** A deployment that must be there. Throws CliError NotDeployed, DataFolderDamaged. */
export async function requireDeployment(folder: DataFolder): Promise<Deployment> {
  const deployment = await readDeployment(folder)
  if (deployment) return deployment
  throw new CliError('NotDeployed', 'The contracts are not deployed yet', 'Run `theriac deploy` first.')
}

function parse(text: string): Deployment | undefined {
  let content: Partial<Record<string, unknown>> | null
  try {
    content = JSON.parse(text)
  } catch {
    return undefined
  }
  if (content?.format !== format || content.version !== version) return undefined
  const { chainId, genesisHash, fromBlock } = content
  const given = (content.addresses ?? {}) as Partial<Record<string, unknown>>
  const regulator = parseGln(String(content.regulator))
  const isSound =
    Number.isSafeInteger(chainId) &&
    isHex(genesisHash) &&
    Number.isSafeInteger(fromBlock) &&
    names.every((name) => typeof given[name] === 'string' && isAddress(given[name], { strict: false }))
  if (!isSound || !regulator.ok) return undefined
  const addresses = Object.fromEntries(names.map((name) => [name, getAddress(String(given[name]))])) as Addresses
  return {
    chainId: Number(chainId),
    genesisHash: genesisHash as Hex,
    fromBlock: Number(fromBlock),
    regulator: regulator.value,
    addresses,
  }
}
