import type { EventObjectView, TransactionRow } from '@theriac/api'
import { type Addresses, decodeCall } from '@theriac/ledger'
import type { EventObject } from '@theriac/read-model'
import type { Hex } from 'viem'

/** Which contract of the group is at an address; none is at most of them. */
export function contractNameAt(addresses: Addresses, address: string | undefined): keyof Addresses | undefined {
  const wanted = address?.toLowerCase()
  const found = Object.entries(addresses).find(([, at]) => at.toLowerCase() === wanted)
  return found?.[0] as keyof Addresses | undefined
}

/** A decoded value in a form that JSON has: whole numbers of the widths that viem gives as `bigint` in decimal digits. */
export function jsonOf(value: unknown): unknown {
  if (typeof value === 'bigint') return value.toString()
  if (Array.isArray(value)) return value.map(jsonOf)
  if (typeof value === 'object' && value !== null) return jsonOfAll(value as Record<string, unknown>)
  return value
}

/** The same for each of several values by name. */
export function jsonOfAll(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, jsonOf(value)]))
}

/** An act as `Acts.carry` is given it. */
export interface CarriedAct {
  readonly target: string
  readonly data: Hex
}

/** Acts that a transaction's input carries; none where it goes elsewhere. */
export function carriedActs(addresses: Addresses, to: string | undefined, input: Hex): readonly CarriedAct[] {
  if (contractNameAt(addresses, to) !== 'acts') return []
  const call = decodeCall(input)
  if (call?.contract !== 'acts' || !call.args) return []
  return (call.args.acts ?? []) as readonly CarriedAct[]
}

/** What call data ask of the contract at an address; undefined where they are none of its functions. */
export function callAt(addresses: Addresses, to: string | undefined, data: Hex) {
  const call = decodeCall(data)
  return call && call.contract === contractNameAt(addresses, to) ? call : undefined
}

/** Functions that a transaction calls itself, and through its acts, with how often it does. */
export function methodsOf(addresses: Addresses, to: string | undefined, input: Hex): TransactionRow['methods'] {
  const acts = carriedActs(addresses, to, input)
  const calls =
    acts.length > 0 ? acts.map(({ target, data }) => callAt(addresses, target, data)) : [callAt(addresses, to, input)]
  const counts = new Map<string, { contract: string; method: string; calls: number }>()
  for (const call of calls) {
    if (!call) continue
    const key = `${call.contract}.${call.name}`
    const known = counts.get(key)
    if (known) known.calls++
    else counts.set(key, { contract: call.contract, method: call.name, calls: 1 })
  }
  return [...counts.values()]
}

/** What an event concerns, for the wire. */
export function objectView(object: EventObject): EventObjectView {
  return object.kind === 'proposal' ? { kind: object.kind, proposal: String(object.proposal) } : object
}

/** Bytes of the read model as hex digits. */
export const hexOfBytes = (bytes: Uint8Array): Hex => `0x${Buffer.from(bytes).toString('hex')}`

/** Hex digits as bytes of the read model. */
export const bytesOfHex = (hex: Hex): Uint8Array => new Uint8Array(Buffer.from(hex.slice(2), 'hex'))
