import { governanceAbi, institutionsAbi } from '@theriac/contracts'
import { type Gln, glnToNumber } from '@theriac/gs1'
import type { Address, Client, Hex } from 'viem'
import type { Addresses } from '../addresses.ts'
import { readContract } from '../endpoint/read-contract.ts'
import {
  type Kind,
  kinds,
  type Licence,
  type Permission,
  permissions,
  permissionsOf,
  type Role,
  refusals,
  roles,
  type Status,
  statuses,
} from '../model/index.ts'
import { asGln, nameAt, unless } from './decode.ts'

/** An institution as the chain has it; `operators` counts the admins too, but no auditors. */
export interface Institution {
  readonly gln: Gln
  readonly kind: Kind
  readonly status: Status
  readonly name: string
  readonly permissions: readonly Permission[]
  readonly admins: number
  readonly operators: number
}

/** A proposal of a strong act. */
export interface Proposal {
  readonly target: Address
  readonly data: Hex
  /** Last second, Unix time, at which it can be approved. */
  readonly expiry: number
  readonly state: 'open' | 'executed' | 'cancelled'
  readonly proposer: Address
  readonly approvals: readonly Address[]
}

/** Reads on institutions and the regulator's decisions. */
export function institutionReads(client: Client, addresses: Addresses) {
  const at = { address: addresses.institutions, abi: institutionsAbi } as const
  const board = { address: addresses.governance, abi: governanceAbi } as const
  return {
    /** GLN of the regulator. */
    async regulator(): Promise<Gln> {
      return asGln(await readContract(client, { ...at, functionName: 'regulator' }))
    },
    /** Undefined if no institution has the GLN. */
    async institution(gln: Gln): Promise<Institution | undefined> {
      const raw = await readContract(client, { ...at, functionName: 'institutionOf', args: [glnToNumber(gln)] })
      const kind = nameAt(kinds, raw.kind)
      if (kind === 'none') return undefined
      return { ...raw, gln, kind, status: nameAt(statuses, raw.status), permissions: permissionsOf(raw.permissions) }
    },
    /** The institution and role of an account; undefined for a stranger. */
    async operator(account: Address): Promise<{ gln: Gln; role: Role } | undefined> {
      const raw = await readContract(client, { ...at, functionName: 'operatorOf', args: [account] })
      const role = nameAt(roles, raw.role)
      return role === 'none' ? undefined : { gln: asGln(raw.gln), role }
    },
    /** The account that applied for an institution which waits for the decision. */
    async applicant(gln: Gln): Promise<Address | undefined> {
      const account = await readContract(client, { ...at, functionName: 'applicantOf', args: [glnToNumber(gln)] })
      return BigInt(account) === 0n ? undefined : account
    },
    async licences(gln: Gln): Promise<Licence[]> {
      const raw = await readContract(client, { ...at, functionName: 'licencesOf', args: [glnToNumber(gln)] })
      return raw.map((licence) => ({ ...licence, scope: permissionsOf(licence.scope) }))
    },
    /** Why an account may not use a permission now; `none` if it may. */
    async refusal(account: Address, permission: Permission): Promise<(typeof refusals)[number]> {
      const args = [account, permissions.indexOf(permission)] as const
      return nameAt(refusals, await readContract(client, { ...at, functionName: 'refusalOf', args }))
    },
    /** How many operators a strong act needs. */
    threshold(): Promise<number> {
      return readContract(client, { ...board, functionName: 'threshold' })
    },
    /** How many proposals there are; they are numbered from 0. */
    proposalCount(): Promise<bigint> {
      return readContract(client, { ...board, functionName: 'proposals' })
    },
    /** How many strong acts have been carried out. */
    executionCount(): Promise<bigint> {
      return readContract(client, { ...board, functionName: 'executions' })
    },
    /** Undefined for a number not given yet. */
    async proposal(id: bigint): Promise<Proposal | undefined> {
      const found = readContract(client, { ...board, functionName: 'proposalOf', args: [id] })
      const raw = await unless('GovernanceUnknownProposal', found)
      if (!raw) return undefined
      const { executed, cancelled, ...proposal } = raw
      return { ...proposal, state: executed ? 'executed' : cancelled ? 'cancelled' : 'open' }
    },
  }
}
