import { useQueries } from '@tanstack/react-query'
import { apiQuery } from '../../core/api/query.ts'
import type { Goods } from '../../ui/goods/goods.ts'

/** What holds one of the lots of some goods back, such as `expired`; undefined where nothing does. */
export function useLotHold(list: readonly Goods[]): string | undefined {
  const lots = new Map<string, { readonly gtin: OfLot['gtin']; readonly lot: OfLot['lot'] }>()
  for (const goods of list) {
    if (goods.kind !== 'container') lots.set(`${goods.gtin} ${goods.lot}`, { gtin: goods.gtin, lot: goods.lot })
  }
  const found = useQueries({ queries: [...lots.values()].map((params) => apiQuery('lots', 'find', { params })) })
  return found.map(({ data }) => data?.status).find((status) => status !== undefined && status !== 'ok')
}

type OfLot = Exclude<Goods, { kind: 'container' }>
