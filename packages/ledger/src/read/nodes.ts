import { nodesAbi } from '@theriac/contracts'
import { type Gln, glnToNumber } from '@theriac/gs1'
import type { Client, Hex } from 'viem'
import type { Addresses } from '../addresses.ts'
import type { Service } from '../calls/index.ts'
import { readContract } from '../endpoint/read-contract.ts'
import { type NodeRole, nodeRoles, wishStates } from '../model/index.ts'
import { asGln, nameAt } from './decode.ts'

/** A node as the ledger knows it; what it does on the engine is the engine's to say. */
export interface LedgerNode {
  readonly gln: Gln
  readonly id: Hex
  readonly name: string
  readonly role: NodeRole
  /** What its institution wishes for it. */
  readonly wish?: { readonly role: NodeRole; readonly state: 'asked' | 'approved' }
}

/** Reads on nodes and servers of institutions. */
export function nodeReads(client: Client, addresses: Addresses) {
  const at = { address: addresses.nodes, abi: nodesAbi } as const
  return {
    /** Undefined for a key nobody has registered; see `nodeKey`. */
    async node(key: Hex): Promise<LedgerNode | undefined> {
      const raw = await readContract(client, { ...at, functionName: 'nodeOf', args: [key] })
      if (raw.gln === 0n) return undefined
      const state = nameAt(wishStates, raw.wish)
      const { id, name } = raw
      const node = { gln: asGln(raw.gln), id, name, role: nameAt(nodeRoles, raw.role) }
      return state === 'none' ? node : { ...node, wish: { role: nameAt(nodeRoles, raw.wished), state } }
    },
    /** Where an institution's server is; undefined if it has said nothing, or has taken it back. */
    async service(gln: Gln): Promise<Service | undefined> {
      const raw = await readContract(client, { ...at, functionName: 'serviceOf', args: [glnToNumber(gln)] })
      return raw.url === '' ? undefined : raw
    },
  }
}
