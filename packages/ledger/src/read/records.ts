import { recordsAbi } from '@theriac/contracts'
import { type Gln, glnToNumber } from '@theriac/gs1'
import { type Client, encodeAbiParameters, type Hex, keccak256 } from 'viem'
import { readContract } from 'viem/actions'
import type { Addresses } from '../addresses.ts'
import { type RecordKind, recordKinds } from '../calls/index.ts'
import { asGln, nameAt } from './decode.ts'

/** The newest version of a record; of a voided one, `hash` is of the reason. */
export interface LedgerRecord {
  readonly author: Gln
  readonly version: number
  readonly kind: RecordKind
  readonly voided: boolean
  readonly hash: Hex
}

/** The id of a record by its author's own number for it. */
export function recordIdOf(author: Gln, number: Hex): Hex {
  return keccak256(encodeAbiParameters([{ type: 'uint64' }, { type: 'bytes32' }], [glnToNumber(author), number]))
}

/** Reads on records. */
export function recordReads(client: Client, addresses: Addresses) {
  const at = { address: addresses.records, abi: recordsAbi } as const
  return {
    async record(id: Hex): Promise<LedgerRecord | undefined> {
      const raw = await readContract(client, { ...at, functionName: 'recordOf', args: [id] })
      const kind = nameAt(recordKinds, raw.kind)
      if (kind === 'none') return undefined
      return { author: asGln(raw.author), version: raw.version, kind, voided: raw.voided, hash: raw.hash }
    },
    /** When an institution anchored a root, Unix seconds; undefined if it did not. */
    async anchoredAt(author: Gln, root: Hex): Promise<number | undefined> {
      const args = [glnToNumber(author), root] as const
      return (await readContract(client, { ...at, functionName: 'anchoredAt', args })) || undefined
    },
  }
}
