import type { Shipment } from '@theriac/api'

/** What a shipment's state is called: closed means that somebody has to clear a difference. */
export function shipmentStatus({ state, touched }: Pick<Shipment, 'state' | 'touched'>): string {
  if (state === 'closed') return 'difference'
  return state === 'in_transit' && touched ? 'partly_received' : state
}
