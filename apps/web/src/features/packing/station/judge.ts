import { ApiError } from '@theriac/api'
import type { Sscc } from '@theriac/gs1'
import { client } from '../../../core/api/client.ts'
import { readCode } from '../../../core/scan/read-code.ts'
import type { Draft, Item, Mode } from './draft.ts'

/** What a scan is to somebody who packs. */
export type PackingScan =
  /** A container that is packed from now on, with the first thing for it where that was scanned. */
  | { readonly kind: 'open'; readonly sscc: Sscc; readonly isNew: boolean; readonly item?: Item }
  | { readonly kind: 'item'; readonly item: Item }
  /** The container that is open. */
  | { readonly kind: 'itself' }
  | { readonly kind: 'here' | 'loose' | 'notHere' | 'unreadable' | 'noTarget' }
  /** Of another container. */
  | { readonly kind: 'inside' | 'notIn' | 'finish'; readonly sscc: string }
  /** In quarantine and the like. */
  | { readonly kind: 'aside'; readonly state: string }

/** What a scan is judged by. */
export interface Situation {
  readonly mode: Mode
  readonly draft: Draft | undefined
  /** Of the institution. */
  readonly gln: string
}

/** Looks up what was scanned, and what it is to the container that is open. */
export async function judgeScan(scan: string, situation: Situation): Promise<PackingScan> {
  const { sscc, gtin, serial } = readCode(scan)?.summary ?? {}
  if (sscc !== undefined) return sscc === situation.draft?.sscc ? { kind: 'itself' } : judgeContainer(sscc, situation)
  if (gtin === undefined || serial === undefined) return { kind: 'unreadable' }
  const found = await unlessMissing(client.units.find({ params: { gtin, serial } }))
  if (found === undefined) return { kind: 'notHere' }
  const { holder, root, lot, product, holds } = found
  const item: Item = {
    kind: 'pack',
    gtin,
    serial,
    lot: lot.lot,
    productName: product.name,
    isHeld: holds.length > 0,
  }
  return judgePlace(item, { at: holder.kind, sscc: holder.sscc, root: root.kind, gln: root.gln }, situation)
}

async function judgeContainer(sscc: Sscc, situation: Situation): Promise<PackingScan> {
  const { mode, draft, gln } = situation
  const found = await unlessMissing(client.packing.find({ params: { sscc } }))
  if (found === undefined) {
    if (mode === 'out') return { kind: 'notHere' }
    // A new label while something is on the list: the case before has not been packed yet.
    return isBusy(draft) ? { kind: 'finish', sscc } : { kind: 'open', sscc, isNew: true }
  }
  const { place, root, units } = found
  const isOwn = root.kind !== 'shipment' && root.kind !== 'end' && root.gln === gln
  if (draft === undefined) {
    if (!isOwn) return { kind: 'notHere' }
    if (mode === 'in' && place.kind === 'container') return { kind: 'inside', sscc: place.sscc ?? '' }
    if (mode === 'in' && root.kind !== 'institution') return { kind: 'aside', state: root.kind }
    return { kind: 'open', sscc, isNew: false }
  }
  const item: Item = { kind: 'case', sscc, units }
  const judged = judgePlace(item, { at: place.kind, sscc: place.sscc, root: root.kind, gln: root.gln }, situation)
  // Nothing has been taken out of the one that is open: whoever scans another wants that one.
  if (mode === 'out' && judged.kind !== 'item' && isOwn && !isBusy(draft)) return { kind: 'open', sscc, isNew: false }
  return judged
}

interface Whereabouts {
  readonly at: string
  /** Of the container that it is right in. */
  readonly sscc: string | undefined
  readonly root: string
  readonly gln: string | undefined
}

function judgePlace(item: Item, { at, sscc, root, gln }: Whereabouts, situation: Situation): PackingScan {
  const { mode, draft } = situation
  if (gln !== situation.gln || root === 'shipment' || root === 'end') return { kind: 'notHere' }
  const isInside = at === 'container' && sscc !== undefined
  if (mode === 'out') {
    if (!isInside) return { kind: 'loose' }
    if (sscc === draft?.sscc) return { kind: 'item', item }
    return isBusy(draft) ? { kind: 'notIn', sscc } : { kind: 'open', sscc: sscc as Sscc, isNew: false, item }
  }
  if (isInside) return sscc === draft?.sscc ? { kind: 'here' } : { kind: 'inside', sscc }
  if (root !== 'institution') return { kind: 'aside', state: root }
  return draft === undefined ? { kind: 'noTarget' } : { kind: 'item', item }
}

const isBusy = (draft: Draft | undefined): boolean => draft !== undefined && draft.items.length > 0

async function unlessMissing<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return undefined
    throw error
  }
}
