import { directoryAbi } from '@theriac/contracts'
import type { Address, Client, Hex } from 'viem'
import type { Addresses } from '../addresses.ts'
import { abiHash, contractAbis } from '../contract-abis.ts'
import { readContract } from '../endpoint/read-contract.ts'
import { LedgerError } from '../errors.ts'

/** What the directory says of a name. */
export interface DirectoryEntry {
  readonly name: string
  readonly target: Address
  /** How often the name was listed. */
  readonly version: number
  readonly abiHash: Hex
}

/** Reads on the directory. */
export function directoryReads(client: Client, addresses: Pick<Addresses, 'directory'>) {
  const at = { address: addresses.directory, abi: directoryAbi } as const
  /** Undefined for a name that is not listed. */
  async function entry(name: string): Promise<DirectoryEntry | undefined> {
    const found = await readContract(client, { ...at, functionName: 'entryOf', args: [name] })
    return found.version === 0 ? undefined : { name, ...found }
  }
  return {
    entry,
    /** All entries, in the order in which their names were first listed. */
    async entries(): Promise<DirectoryEntry[]> {
      const names = await readContract(client, { ...at, functionName: 'names' })
      const found = await Promise.all(names.map(entry))
      return found.flatMap((one) => one ?? [])
    },
  }
}

/**
 * Where the contracts of a group are, from its directory alone.
 *
 * @throws LedgerError ContractUnlisted; ContractOtherVersion when one of them speaks another ABI than this package;
 * ContractMissing when there is no directory at the address; of the endpoint
 */
export async function addressesFrom(client: Client, directory: Address): Promise<Addresses> {
  const { entry } = directoryReads(client, { directory })
  const names = (Object.keys(contractAbis) as (keyof Addresses)[]).filter((name) => name !== 'directory')
  const found = await Promise.all(
    names.map(async (name) => {
      const listed = await entry(name)
      if (!listed) throw new LedgerError('ContractUnlisted', `The directory does not list ${name}`, { contract: name })
      const expected = abiHash(name)
      if (listed.abiHash !== expected)
        throw new LedgerError('ContractOtherVersion', `${name} is of another version than this program`, {
          contract: name,
          expected,
          actual: listed.abiHash,
        })
      return [name, listed.target] as const
    }),
  )
  return { ...(Object.fromEntries(found) as Omit<Addresses, 'directory'>), directory }
}
