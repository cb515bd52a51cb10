import { recordsAbi } from '@theriac/contracts'
import { type Gln, glnToNumber } from '@theriac/gs1'
import { type Client, encodeAbiParameters, type Hex, keccak256 } from 'viem'
import type { Addresses } from '../addresses.ts'
import { type RecordKind, recordKinds, type Subject, subjectKinds } from '../calls/index.ts'
import { readContract } from '../endpoint/read-contract.ts'
import { parseWordKey } from '../model/index.ts'
import { asGln, asGtin, asHolder, chainValueInvalid, nameAt } from './decode.ts'

/** The newest version of a record; of a voided one, `hash` is of the reason. */
export interface LedgerRecord {
  readonly author: Gln
  readonly version: number
  readonly kind: RecordKind
  readonly voided: boolean
  readonly subject: Subject
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
      const { version, voided, hash } = raw
      return { author: asGln(raw.author), version, kind, voided, subject: asSubject(raw.subject), hash }
    },
    /** When an institution anchored a root, Unix seconds; undefined if it did not. */
    async anchoredAt(author: Gln, root: Hex): Promise<number | undefined> {
      const args = [glnToNumber(author), root] as const
      return (await readContract(client, { ...at, functionName: 'anchoredAt', args })) || undefined
    },
  }
}

function asSubject({ kind, id }: { readonly kind: number; readonly id: Hex }): Subject {
  const name = nameAt(subjectKinds, kind)
  switch (name) {
    case 'product':
      return { kind: name, gtin: asGtin(BigInt(id)) }
    case 'lot':
      return { kind: name, lot: id }
    case 'unit': {
      const { lot, number } = parseWordKey(id)
      return { kind: name, lot, index: number }
    }
    case 'shipment': {
      const holder = asHolder(BigInt(id))
      if (holder?.kind !== 'shipment') throw chainValueInvalid('shipment', id)
      return holder
    }
    case 'institution':
      return { kind: name, gln: asGln(BigInt(id)) }
    case 'none':
      throw chainValueInvalid('subject', id)
    default:
      return name satisfies never
  }
}
