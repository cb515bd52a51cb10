import type { Place as WirePlace } from '@theriac/api'
import type { Gln } from '@theriac/gs1'
import type { Holder } from '@theriac/ledger'
import type { ContainerPlace } from '@theriac/read-model'

/** A holder as the API tells it. */
export function wirePlaceOf({ kind, gln, setter, sscc, number, state, day }: ContainerPlace): WirePlace {
  const isShipment = kind === 'shipment'
  const parts = {
    ...(gln === null ? {} : isShipment ? { sender: gln } : { gln }),
    ...(setter === null ? {} : { setter }),
    ...(sscc === null ? {} : { sscc }),
    ...(number === null ? {} : { number }),
    ...(state === null ? {} : { state }),
    ...(day === null ? {} : { day }),
  }
  return { kind, ...parts } as WirePlace
}

/** The holder that stock, and what is apart from it, is at; undefined for any other. */
export function ownHolderOf({ kind, gln, setter }: ContainerPlace): Holder | undefined {
  if (gln === null) return undefined
  switch (kind) {
    case 'institution':
    case 'opened':
    case 'returned':
    case 'rejected':
      return { kind, gln: gln as Gln }
    case 'quarantine':
      return setter === null ? undefined : { kind, setter: setter as Gln, gln: gln as Gln }
    default:
      return undefined
  }
}
