import { useQueries } from '@tanstack/react-query'
import { apiQuery } from './query.ts'

/**
 * Names of institutions by their GLN, read where they are not known yet. One that is not there is told by its GLN.
 *
 * @param glns - all that may be asked for
 */
export function useInstitutionNames(glns: readonly string[]): (gln: string) => string {
  const distinct = [...new Set(glns)]
  const found = useQueries({
    queries: distinct.map((gln) => ({
      ...apiQuery('institutions', 'find', { params: { gln: gln as never } }),
      meta: { still: true },
    })),
  })
  return (gln) => found[distinct.indexOf(gln)]?.data?.name ?? gln
}

/** Names of products by their GTIN, as `useInstitutionNames`. */
export function useProductNames(gtins: readonly string[]): (gtin: string) => string {
  const distinct = [...new Set(gtins)]
  const found = useQueries({
    queries: distinct.map((gtin) => ({
      ...apiQuery('products', 'find', { params: { gtin: gtin as never } }),
      meta: { still: true },
    })),
  })
  return (gtin) => found[distinct.indexOf(gtin)]?.data?.data.name ?? gtin
}
