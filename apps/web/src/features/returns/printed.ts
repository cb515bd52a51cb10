import type { PrintedPack } from '@theriac/api'
import { client } from '../../core/api/client.ts'
import type { FoundPack } from '../../ui/goods/find-goods.ts'

/** What all that is printed on a pack comes to, compared with the ledger. */
export type Comparison =
  | { readonly kind: 'same' | 'incomplete' }
  | { readonly kind: 'differs'; readonly alertId?: string }

/** Compares the four elements; what does not fit is verified, which raises the alert that is due. */
export async function comparePrinted({ unit, printed }: FoundPack): Promise<Comparison> {
  const { lot, expiry } = printed
  if (lot === undefined || expiry === undefined) return { kind: 'incomplete' }
  if (lot === unit.lot.lot && expiry === unit.lot.expiry) return { kind: 'same' }
  const body = { gtin: unit.gtin, serial: unit.serial, lot, expiry } as PrintedPack
  const { alert } = await client.verification.verify({ body })
  return { kind: 'differs', ...(alert === undefined ? {} : { alertId: alert.id }) }
}
