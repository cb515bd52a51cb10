import { dateOf, endStates } from '@theriac/ledger'
import type { Hex } from 'viem'
import type { Rows } from './tables.ts'

/** A GLN as text: 13 digits. */
export const glnText = (gln: bigint): string => gln.toString().padStart(13, '0')
/** A GTIN as text: 14 digits. */
export const gtinText = (gtin: bigint): string => gtin.toString().padStart(14, '0')
/** An SSCC as text: 18 digits. */
export const ssccText = (sscc: bigint): string => sscc.toString().padStart(18, '0')
/** A holder's id as text: 32 hex digits. */
export const holderText = (id: bigint): string => id.toString(16).padStart(32, '0')

/** The id of an institution's stock. */
export const homeOf = (gln: bigint): bigint => (1n << 120n) | gln
/** The id of a container. */
export const containerId = (sscc: bigint): bigint => (5n << 120n) | sscc

// As `HolderKind` in contracts/src/lib/Holders.sol.
const holderKinds = [
  'none',
  'institution',
  'opened',
  'returned',
  'quarantine',
  'container',
  'shipment',
  'end',
  'rejected',
] as const

const glnBits = 44n
const glnOf = (id: bigint): string => glnText(id & ((1n << glnBits) - 1n))

/**
 * The row of a holder. Its id is taken apart without asking whether its parts are what GS1 would give: the contracts take any
 * number for an SSCC, and what it holds must be found all the same.
 */
export function holderRow(ref: number, id: bigint): Rows['holders'] {
  const kind = holderKinds[Number(id >> 120n)] ?? 'none'
  const row = {
    ref,
    id: holderText(id),
    kind,
    gln: null,
    setter: null,
    sscc: null,
    number: null,
    state: null,
    day: null,
  }
  switch (kind) {
    case 'none':
      return row
    case 'container':
      return { ...row, sscc: ssccText(id & ((1n << 64n) - 1n)) }
    case 'shipment':
      return { ...row, gln: glnOf(id >> 64n), number: (id & ((1n << 64n) - 1n)).toString() }
    case 'quarantine':
      return { ...row, gln: glnOf(id), setter: glnOf(id >> glnBits) }
    case 'end': {
      const state = endStates[Number((id >> 68n) & 0xffn)] ?? 'none'
      return { ...row, gln: glnOf(id), state, day: dateOf(Number((id >> glnBits) & 0xffffffn)) }
    }
    case 'institution':
    case 'opened':
    case 'returned':
    case 'rejected':
      return { ...row, gln: glnOf(id) }
    default:
      return kind satisfies never
  }
}

/** Bytes of a hash or digest. */
export const bytesOf = (hex: Hex): Uint8Array => new Uint8Array(Buffer.from(hex.slice(2), 'hex'))
