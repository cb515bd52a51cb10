import type { Proposal } from '@theriac/api'
import { glnFromNumber, gtinFromNumber, ssccFromNumber } from '@theriac/gs1'
import {
  dateOf,
  decodeCall,
  endStates,
  nodeRoles,
  parseHolder,
  permissionsOf,
  roles,
  type Slice,
  unitsOf,
} from '@theriac/ledger'
import type { Hex } from 'viem'
import { instantOfSeconds } from '../../times.ts'

/** What a proposal does, as people read it. */
export interface ActWords {
  readonly act: Proposal['act']
  readonly subject?: Omit<NonNullable<Proposal['subject']>, 'name'>
}

/** A number that is no GLN, GTIN, … is told as it is: a proposal may hold anything. */
const told = (result: { ok: true; value: string } | { ok: false }, value: unknown): string =>
  result.ok ? result.value : String(value)

/** Parameters that the contracts call by names which mean something only there. */
const names: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  inventory: { id: 'shipment' },
  governance: { threshold_: 'threshold' },
}

/** How an argument is told, by its name in the contracts. */
const byName: Readonly<Record<string, (value: never) => unknown>> = {
  gln: (value: bigint) => told(glnFromNumber(value), value),
  gtin: (value: bigint) => told(gtinFromNumber(value), value),
  applicant: (value: string) => value.toLowerCase(),
  account: (value: string) => value.toLowerCase(),
  role: (value: number) => roles[value] ?? String(value),
  wished: (value: number) => nodeRoles[value] ?? String(value),
  state: (value: number) => endStates[value] ?? String(value),
  day: (value: number) => dayOrNumber(value),
  permissions: (value: number) => permissionsOf(value),
  licences: (value: readonly { number: string; scope: number; validFrom: number; validTo: number }[]) =>
    value.map(({ number, scope, validFrom, validTo }) => ({
      number,
      scope: permissionsOf(scope),
      validFrom: instantOfSeconds(validFrom),
      validTo: instantOfSeconds(validTo),
    })),
  shipment: (value: bigint) => {
    const holder = parseHolder(value)
    return holder?.kind === 'shipment'
      ? { sender: holder.sender, number: String(holder.number) }
      : `0x${value.toString(16)}`
  },
  goods: ({ containers, units }: { containers: readonly bigint[]; units: readonly Slice[] }) => ({
    containers: containers.map((sscc) => told(ssccFromNumber(sscc), sscc)),
    units: unitsOf(units),
  }),
}

function dayOrNumber(day: number): string {
  try {
    return dateOf(day)
  } catch {
    return String(day)
  }
}

/** What a proposal's call data ask for. */
export function wordsOfAct({ contract, call, data }: { contract: string; call: string; data: string }): ActWords {
  const decoded = decodeCall(data as Hex)
  // A call of the same name on another contract than it is for is not that call.
  if (decoded?.args === undefined || decoded.contract !== contract)
    return { act: { contract, name: call, args: { data } } }
  const args = Object.fromEntries(
    Object.entries(decoded.args).map(([parameter, value]) => {
      const name = names[contract]?.[parameter] ?? parameter
      return [name, argument(name, value)]
    }),
  )
  return { act: { contract, name: decoded.name, args }, ...subjectOf(args) }
}

function argument(name: string, value: unknown): unknown {
  // `rename` has a `name`, `setThreshold` a `threshold`: texts and small numbers are told as they are.
  const words = byName[name] as ((value: unknown) => unknown) | undefined
  if (words) return words(value)
  return typeof value === 'bigint' ? String(value) : plain(value)
}

/** Whatever else it may be, in a form that JSON has. */
function plain(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  return JSON.parse(JSON.stringify(value, (_, part) => (typeof part === 'bigint' ? String(part) : part))) as unknown
}

function subjectOf(args: Readonly<Record<string, unknown>>): Pick<ActWords, 'subject'> | undefined {
  const { gln, gtin, account } = args
  if (typeof gln === 'string') return { subject: { kind: 'institution', id: gln } }
  if (typeof gtin === 'string') return { subject: { kind: 'product', id: gtin } }
  if (typeof account === 'string') return { subject: { kind: 'account', id: account } }
  return undefined
}
