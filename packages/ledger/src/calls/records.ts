import { recordsAbi } from '@theriac/contracts'
import { type Gln, type Gtin, glnToNumber, gtinToNumber } from '@theriac/gs1'
import { type Hex, toHex } from 'viem'
import { holderId, type LotId, wordKey } from '../model/index.ts'
import { type Call, encoderOf } from './call.ts'
import type { ShipmentRef } from './inventory.ts'

const call = encoderOf('records', recordsAbi)

/** Kinds of record; a value's place is its number on the chain. */
export const recordKinds = [
  'none',
  'circulation_note',
  'drug_use',
  'inspection',
  'sensor_data',
  'epcis_event',
  'document',
] as const
/** A kind of record. */
export type RecordKind = Exclude<(typeof recordKinds)[number], 'none'>

/** What a record is about. */
export type Subject =
  | { readonly kind: 'product'; readonly gtin: Gtin }
  | { readonly kind: 'lot'; readonly lot: LotId }
  | { readonly kind: 'unit'; readonly lot: LotId; readonly index: number }
  | ({ readonly kind: 'shipment' } & ShipmentRef)
  | { readonly kind: 'institution'; readonly gln: Gln }

/** Kinds of subject; a value's place is its number on the chain. */
export const subjectKinds = ['none', 'product', 'lot', 'unit', 'shipment', 'institution'] as const

/** A subject as the contract takes it. */
export function encodeSubject(subject: Subject): { kind: number; id: Hex } {
  return { kind: subjectKinds.indexOf(subject.kind), id: subjectId(subject) }
}

function subjectId(subject: Subject): Hex {
  switch (subject.kind) {
    case 'product':
      return toHex(gtinToNumber(subject.gtin), { size: 32 })
    case 'lot':
      return subject.lot
    case 'unit':
      return wordKey(subject.lot, subject.index)
    case 'shipment':
      return toHex(holderId(subject), { size: 32 })
    case 'institution':
      return toHex(glnToNumber(subject.gln), { size: 32 })
    default:
      return subject satisfies never
  }
}

/** Writes the first version of a record; `number` is the author's own for it. */
export function writeRecord(number: Hex, kind: RecordKind, subject: Subject, hash: Hex): Call {
  return call('write', [number, recordKinds.indexOf(kind), encodeSubject(subject), hash])
}

/** Puts a new version in the place of `version`, which must still be the newest. */
export function amendRecord(record: Hex, version: number, hash: Hex, reason: string): Call {
  return call('amend', [record, version, hash, reason])
}

/** Voids a record; what it said stays readable. */
export function voidRecord(record: Hex, version: number, reason: string): Call {
  return call('voidRecord', [record, version, reason])
}

/** Anchors many hashes by the root of a `UnitTree` over them. */
export function anchorHashes(root: Hex, kind: RecordKind, count: number): Call {
  return call('anchor', [root, recordKinds.indexOf(kind), count])
}
