import { type Gln, glnFromNumber, glnToNumber, type Sscc, ssccFromNumber, ssccToNumber } from '@theriac/gs1'
import { LedgerError } from '../errors.ts'

/** How goods leave circulation; a value's place is its number on the chain (`EndState` in contracts/src/lib/Holders.sol). */
export const endStates = [
  'none',
  'dispensed',
  'dispensed_in_parts',
  'administered',
  'exported',
  'sampled',
  'free_sample',
  'checked_out',
  'destroyed',
  'stolen',
  'lost',
  'commissioning_voided',
  'gone_unsaleable',
] as const
/** A way out of circulation. */
export type EndState = Exclude<(typeof endStates)[number], 'none'>

/** Where goods are: the readable form of a holder id. `day` counts days since 1970-01-01 UTC. */
export type Holder =
  | { readonly kind: 'institution'; readonly gln: Gln }
  | { readonly kind: 'opened'; readonly gln: Gln }
  | { readonly kind: 'returned'; readonly gln: Gln }
  | { readonly kind: 'rejected'; readonly gln: Gln }
  | { readonly kind: 'quarantine'; readonly setter: Gln; readonly gln: Gln }
  | { readonly kind: 'container'; readonly sscc: Sscc }
  | { readonly kind: 'shipment'; readonly sender: Gln; readonly number: bigint }
  | { readonly kind: 'end'; readonly state: EndState; readonly day: number; readonly gln: Gln }

const kinds = [
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
const glnMask = (1n << glnBits) - 1n

/** The 128-bit id of a holder: eight bits of kind, then the payload. Throws HolderInvalid for what would not fit. */
export function holderId(holder: Holder): bigint {
  return (BigInt(kinds.indexOf(holder.kind)) << 120n) | payloadOf(holder)
}

function payloadOf(holder: Holder): bigint {
  switch (holder.kind) {
    case 'institution':
    case 'opened':
    case 'returned':
    case 'rejected':
      return glnToNumber(holder.gln)
    case 'quarantine':
      return (glnToNumber(holder.setter) << glnBits) | glnToNumber(holder.gln)
    case 'container':
      return ssccToNumber(holder.sscc)
    case 'shipment':
      return (glnToNumber(holder.sender) << 64n) | shipmentNumber(holder.number)
    case 'end':
      return (
        (BigInt(endStates.indexOf(holder.state)) << 68n) | (dayBits(holder.day) << glnBits) | glnToNumber(holder.gln)
      )
    default:
      return holder satisfies never
  }
}

function shipmentNumber(number: bigint): bigint {
  if (number >= 0n && number < 1n << 64n) return number
  throw new LedgerError('HolderInvalid', 'The number of a shipment has 64 bits', { field: 'number', value: number })
}

function dayBits(day: number): bigint {
  if (Number.isInteger(day) && day >= 0 && day < 2 ** 24) return BigInt(day)
  throw new LedgerError('HolderInvalid', 'The day of an end state has 24 bits', { field: 'day', value: day })
}

/** What a holder id says, or undefined for 0 and for a number that is no holder's id. */
export function parseHolder(id: bigint): Holder | undefined {
  if (id < 0n || id >> 128n !== 0n) return undefined
  const kind = kinds[Number(id >> 120n)]
  const gln = glnFromNumber(id & glnMask)
  switch (kind) {
    case 'institution':
    case 'opened':
    case 'returned':
    case 'rejected':
      return gln.ok ? { kind, gln: gln.value } : undefined
    case 'quarantine': {
      const setter = glnFromNumber((id >> glnBits) & glnMask)
      return gln.ok && setter.ok ? { kind, setter: setter.value, gln: gln.value } : undefined
    }
    case 'container': {
      const sscc = ssccFromNumber(id & ((1n << 64n) - 1n))
      return sscc.ok ? { kind, sscc: sscc.value } : undefined
    }
    case 'shipment': {
      const sender = glnFromNumber((id >> 64n) & glnMask)
      return sender.ok ? { kind, sender: sender.value, number: id & ((1n << 64n) - 1n) } : undefined
    }
    case 'end': {
      const state = endStates[Number((id >> 68n) & 0xffn)]
      const day = Number((id >> glnBits) & 0xffffffn)
      return gln.ok && state !== undefined && state !== 'none' ? { kind, state, day, gln: gln.value } : undefined
    }
    default:
      return undefined
  }
}
