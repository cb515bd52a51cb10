import type { Gln } from '@theriac/gs1'
import { addressesFrom, createEndpoint, createReads, type Endpoint, isLedgerError, LedgerError } from '@theriac/ledger'
import type { Address } from 'viem'
import type { Deployment } from '../contracts-file.ts'
import type { Nodes } from '../nodes.ts'
import type { ChainIdentity } from './judge.ts'

/** A consortium that is there: its chain, its regulator, its contracts. */
export interface Consortium {
  readonly chainId: number
  readonly regulator: { readonly gln: Gln; readonly name: string }
  readonly deployment: Deployment
}

/**
 * Finds a consortium by its directory, on nodes that were looked at.
 *
 * @throws LedgerError ContractMissing where no directory of this platform is at the address; ContractUnlisted,
 * ContractOtherVersion; of the endpoint
 */
export async function findConsortium(
  { web3 }: Pick<Nodes, 'web3'>,
  { chainId, genesisHash }: ChainIdentity,
  directory: Address,
): Promise<Consortium> {
  return asking(web3, { chainId, genesisHash }, async (endpoint) => {
    const addresses = await addressesFrom(endpoint.client, directory).catch((error: unknown) => {
      const isNone = isLedgerError(error) && ['ContractMissing', 'ReadReverted', 'ReadFailed'].includes(error.code)
      if (!isNone) throw error
      const words = `There is no directory of this platform at ${directory}`
      throw new LedgerError('ContractMissing', words, { address: directory, read: 'entryOf' }, error)
    })
    const { institutions } = createReads(endpoint.client, addresses)
    const gln = await institutions.regulator()
    const name = (await institutions.institution(gln))?.name ?? ''
    return {
      chainId,
      regulator: { gln, name },
      deployment: { chainId, genesisHash, fromBlock: 0, regulator: gln, addresses },
    }
  })
}

/** An institution as the ledger has it, and whether an account acts for it; undefined where the ledger has none of that GLN. */
export async function findMember(
  { web3 }: Pick<Nodes, 'web3'>,
  { chainId, genesisHash, addresses }: Deployment,
  gln: Gln,
  account: Address | undefined,
): Promise<{ readonly name: string; readonly status: string; readonly isOurs: boolean } | undefined> {
  return asking(web3, { chainId, genesisHash }, async (endpoint) => {
    const { institutions } = createReads(endpoint.client, addresses)
    const institution = await institutions.institution(gln)
    const operator = account && (await institutions.operator(account))
    return institution && { name: institution.name, status: institution.status, isOurs: operator?.gln === gln }
  })
}

async function asking<T>(
  urls: readonly string[],
  chain: ChainIdentity,
  ask: (endpoint: Endpoint) => Promise<T>,
): Promise<T> {
  const endpoint = createEndpoint({ urls, ...chain })
  try {
    return await ask(endpoint)
  } finally {
    endpoint.close()
  }
}
