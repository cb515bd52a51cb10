import type { Gln } from '@theriac/gs1'
import type { Reads, Service, Signer } from '@theriac/ledger'
import type { Address } from 'viem'
import { type AccountKeys, lowerCase } from '../accounts/keys.ts'

/** What it works with. */
export interface ServicesDeps {
  readonly reads: Pick<Reads, 'nodes'>
  readonly keys: Pick<AccountKeys, 'create' | 'list' | 'signerOf'>
}

/** Institutions' servers, as the ledger knows them, and the keys of those that are this one. */
export function createServices({ reads, keys }: ServicesDeps) {
  const find = (gln: Gln): Promise<Service | undefined> => reads.nodes.service(gln)
  const isHere = async (signer: Address): Promise<boolean> => (await keys.list()).includes(lowerCase(signer))
  return {
    find,
    isHere,
    /** Who signs for an institution that this server is on the ledger for; undefined for another. */
    async signerOf(gln: Gln): Promise<Signer | undefined> {
      const service = await find(gln)
      if (!service || !(await isHere(service.signer))) return undefined
      return keys.signerOf({ operator: lowerCase(service.signer), signer: 'store', url: null, token: null })
    },
    /** Account that is to sign for an institution: the one it has, or a new one. */
    async accountFor(gln: Gln): Promise<Address> {
      const service = await find(gln)
      if (service && (await isHere(service.signer))) return lowerCase(service.signer)
      return keys.create(`server-${gln}`)
    },
  }
}
