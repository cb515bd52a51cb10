import type { Addresses, EventName } from '@theriac/ledger'
import type { RefKind } from '../../schema/index.ts'
import type { ChainEvent } from '../chain/chain-event.ts'
import type { EventArgs } from '../chain/event-args.ts'
import type { LotUnits, NamedUnits } from '../work/goods.ts'
import type { Wanted } from '../work/keys.ts'
import type { Work } from '../work/work.ts'

/** What an event concerns: see `event_refs`. */
export type Ref = readonly [kind: RefKind, ref: number]

/** What the row of an event says beside where it stands in the chain. */
export interface Told {
  /** Name of the function that was called. */
  readonly act?: string | undefined
  /** Who acted, as the event tells it; what is known of the operator comes first. */
  readonly gln?: string | undefined
  readonly eventTime?: number | undefined
  readonly units?: number
  readonly fromRef?: number
  readonly toRef?: number
  readonly args?: Readonly<Record<string, unknown>>
  readonly refs?: readonly Ref[]
  readonly words?: readonly (NamedUnits & { readonly containerRef?: number })[]
  /** Units of lots that `daily` adds up under the act's name. */
  readonly daily?: LotUnits
  /** Whether `daily` counts this event; that it does not is for acts which another event counts. */
  readonly isCounted?: false
}

/** What a rule works with. */
export interface Happening<Name extends EventName> {
  readonly args: EventArgs[Name]
  readonly event: ChainEvent<Name>
  readonly seq: number
  readonly work: Work
  readonly addresses: Addresses
}

/** How one event becomes rows. */
export interface Rule<Name extends EventName> {
  /** Names the rows that `apply` will read. */
  readonly needs?: (args: EventArgs[Name], keys: Wanted) => void
  /** Changes the rows in memory, and tells the row of the event. Looks at nothing else. */
  readonly apply: (happening: Happening<Name>) => Told
}

/** Rules of some events. */
export type Rules<Names extends EventName> = { readonly [Name in Names]: Rule<Name> }
