import type { Gtin, LotNumber } from '@theriac/gs1'
import { usePathParams } from '../../../core/pages/page-state.ts'

/** The lot that the page is about. The server says what it makes of it. */
export function useLotParams(): { readonly gtin: Gtin; readonly lot: LotNumber } {
  const { gtin, lot } = usePathParams<'gtin' | 'lot'>()
  return { gtin: gtin as Gtin, lot: lot as LotNumber }
}
