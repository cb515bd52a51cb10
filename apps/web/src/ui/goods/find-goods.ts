import { ApiError, type HolderView, type Lot, type UnitDetail } from '@theriac/api'
import type { Gtin, LotNumber, Serial, Sscc } from '@theriac/gs1'
import { client } from '../../core/api/client.ts'
import { readCode } from '../../core/scan/read-code.ts'

/** Where goods are, as far as it matters for what may be done with them. */
export type Whereabouts = Pick<HolderView, 'kind' | 'gln' | 'setter' | 'state' | 'day' | 'sscc'>

/** A pack that was scanned, and what the ledger knows of it. */
export interface FoundPack {
  readonly kind: 'pack'
  readonly scan: string
  readonly unit: UnitDetail
  /** What the code itself says, to be compared with what the ledger knows. */
  readonly printed: { readonly lot?: string; readonly expiry?: string }
  readonly holder: Whereabouts
  readonly root: Whereabouts
}

/** A case or pallet that was scanned. */
export interface FoundContainer {
  readonly kind: 'container'
  readonly sscc: Sscc
  readonly units: number
  readonly holder: Whereabouts
  readonly root: Whereabouts
}

/** What a scan turned out to be. */
export type Found =
  | FoundPack
  | FoundContainer
  /** The code of a lot whose packs have no serials. */
  | { readonly kind: 'lot'; readonly lot: Lot }
  /** Never made, or never with the institution of who asks. */
  | { readonly kind: 'unknown'; readonly scan: string; readonly gtin?: Gtin; readonly serial?: Serial }
  | { readonly kind: 'unreadable'; readonly scan: string }

/** Looks up what was scanned. Raises no alert: that is for verifying. */
export async function findGoods(scan: string): Promise<Found> {
  const { sscc, gtin, serial, lot, expiry } = readCode(scan)?.summary ?? {}
  try {
    if (sscc !== undefined) {
      const { place, root, units } = await client.packing.find({ params: { sscc } })
      return { kind: 'container', sscc, units, holder: place, root }
    }
    if (gtin !== undefined && serial !== undefined) {
      const unit = await client.units.find({ params: { gtin, serial } })
      const printed = { ...(lot === undefined ? {} : { lot }), ...(expiry === undefined ? {} : { expiry }) }
      return { kind: 'pack', scan, unit, printed, holder: unit.holder, root: unit.root }
    }
    if (gtin !== undefined && lot !== undefined) {
      const found = await client.lots.find({ params: { gtin, lot: lot as LotNumber } })
      return found.serialised ? { kind: 'unreadable', scan } : { kind: 'lot', lot: found }
    }
    return { kind: 'unreadable', scan }
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 404) throw error
    return {
      kind: 'unknown',
      scan,
      ...(gtin === undefined ? {} : { gtin }),
      ...(serial === undefined ? {} : { serial }),
    }
  }
}
