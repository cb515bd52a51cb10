import type { HolderView, TimelineEvent } from '@theriac/api'

/** A place on the way of a pack: an institution, or how it left circulation. */
export interface Stop {
  readonly id: string
  readonly kind: 'maker' | 'holder' | 'end'
  readonly gln: string
  /** When it came there; absent while it is expected. */
  readonly since?: string
  /** Of an end: `dispensed`, … */
  readonly state?: string
}

/** A shipment from one stop to another, or the step to the end. */
interface HandOver {
  readonly id: string
  readonly from: string
  readonly to: string
  readonly number?: string
}

/** The hand-overs of a pack, in their order. */
export interface HandOvers {
  readonly stops: readonly Stop[]
  readonly handOvers: readonly HandOver[]
}

const isStock = (place: HolderView | undefined): boolean =>
  place !== undefined && !['shipment', 'container', 'end'].includes(place.kind)

/**
 * Finds who handed a pack to whom. A stop for each visit: what comes back after a return is drawn as a new stop, so that the
 * order can be read.
 *
 * @param events - of the pack, newest first, as the API tells them; steps that are not told leave a gap
 */
export function handOversOf(events: readonly TimelineEvent[]): HandOvers {
  const stops: Stop[] = []
  const handOvers: HandOver[] = []
  const put = (stop: Omit<Stop, 'id'>): Stop => {
    const fresh = { id: String(stops.length), ...stop }
    stops.push(fresh)
    return fresh
  }
  const join = (from: Stop | undefined, to: Stop, more: Pick<HandOver, 'number'> = {}): void => {
    if (from !== undefined) handOvers.push({ id: `${from.id}-${to.id}`, from: from.id, to: to.id, ...more })
  }

  for (const event of [...events].reverse()) {
    // An act that was refused has moved nothing.
    if (event.name === 'ActRefused') continue
    const { from, to, time } = event
    let last = stops.at(-1)
    if (from?.kind === 'shipment' && isStock(to) && last?.gln === to?.gln && last !== undefined) {
      if (last.since === undefined) stops[stops.length - 1] = { ...last, since: time }
      continue
    }
    if (to?.kind === 'shipment' && to.gln !== undefined && to.receiver !== undefined) {
      if (last?.gln !== to.gln) last = put({ kind: 'holder', gln: to.gln })
      const { number } = to
      join(last, put({ kind: 'holder', gln: to.receiver }), { ...(number === undefined ? {} : { number }) })
    } else if (to?.kind === 'end' && to.gln !== undefined) {
      join(last, put({ kind: 'end', gln: to.gln, since: time, ...(to.state === undefined ? {} : { state: to.state }) }))
    } else if (isStock(to) && to?.gln !== undefined) {
      if (last?.kind === 'end' && from?.kind === 'end') {
        // Taken back: it never left.
        stops.pop()
        handOvers.pop()
      } else if (last?.gln !== to.gln) {
        join(last, put({ kind: stops.length === 0 ? 'maker' : 'holder', gln: to.gln, since: time }))
      }
    } else if (stops.length === 0 && event.gln !== undefined && /^commission/.test(event.act ?? '')) {
      put({ kind: 'maker', gln: event.gln, since: time })
    }
  }
  return { stops, handOvers }
}
