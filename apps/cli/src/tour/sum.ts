import type { UnitState } from '@theriac/api'
import { createTrail, type Holder, type LotCensus, lotIdOf, readLogs } from '@theriac/ledger'
import type { Batch } from './batches.ts'
import type { Member } from './stage.ts'
import type { Theatre } from './theatre.ts'

/** A lot that was counted twice: from the chain alone, and in what the server has read of it. */
export interface CountedLot extends LotCensus {
  readonly lotNumber: string
  /** Chain and server say the same. */
  readonly agreed: boolean
}

/** Counts lots on the chain, from its log and its state, and compares what the server says. */
export async function sumUp(
  { server, endpoint, addresses, fromBlock }: Theatre,
  regulator: Member,
  batches: readonly Batch[],
): Promise<readonly CountedLot[]> {
  const trail = createTrail(addresses)
  const address = [addresses.catalogue, addresses.inventory]
  for await (const { logs } of readLogs({ endpoint, address, fromBlock: BigInt(fromBlock) })) {
    for (const log of logs) trail.follow(log)
  }
  return Promise.all(
    batches.map(async ({ gtin, lot }) => {
      const census = await trail.count(server.ledger.client, lotIdOf(gtin, lot))
      const { commissioned, complete, totals } = await regulator.admin.lots.reach({ params: { gtin, lot } })
      const counted = census.holders.map(({ holder, units }) => ({ place: placeOfHolder(holder), units }))
      const told = totals.map(({ state, units }) => ({ place: placeOfState(state), units }))
      const isSame = isEqual(byPlace(counted), byPlace(told))
      return { lotNumber: lot, ...census, agreed: complete && commissioned === census.commissioned && isSame }
    }),
  )
}

// A container says nothing of where it is: goods in stock and goods under way are added up.
const around = 'in stock or under way'

const placeOfState = (state: UnitState): string => (state === 'in_stock' || state === 'in_transit' ? around : state)

function placeOfHolder(holder: Holder): string {
  switch (holder.kind) {
    case 'institution':
    case 'container':
    case 'shipment':
      return around
    case 'quarantine':
      return 'quarantined'
    case 'end':
      return holder.state
    case 'opened':
    case 'returned':
    case 'rejected':
      return holder.kind
    default:
      return holder satisfies never
  }
}

function byPlace(counts: readonly { readonly place: string; readonly units: number }[]): ReadonlyMap<string, number> {
  const sums = new Map<string, number>()
  for (const { place, units } of counts) sums.set(place, units + (sums.get(place) ?? 0))
  return sums
}

function isEqual(one: ReadonlyMap<string, number>, other: ReadonlyMap<string, number>): boolean {
  return one.size === other.size && [...one].every(([place, units]) => other.get(place) === units)
}
