import { type UseQueryResult, useQueries } from '@tanstack/react-query'
import { ApiError } from '@theriac/api'
import { useCallback } from 'react'
import { client as api } from '../api/client.ts'
import { createNameReader, nameStaleMs } from './name-reader.ts'

/** The most rows that the API gives in a page. */
const limit = 500

const institutions = createNameReader({
  subject: 'institutions',
  one: (gln) => nameIn(api.institutions.find({ params: { gln: gln as never } }), ({ name }) => name),
  async page(cursor) {
    const { items, next } = await api.institutions.list({ query: { limit, sort: 'gln', ...from(cursor) } })
    return { names: new Map(items.map(({ gln, name }) => [gln, name])), ...nextOf(next) }
  },
})

const products = createNameReader({
  subject: 'products',
  one: (gtin) => nameIn(api.products.find({ params: { gtin: gtin as never } }), ({ data }) => data.name),
  async page(cursor) {
    const { items, next } = await api.products.list({ query: { limit, sort: 'gtin', ...from(cursor) } })
    return { names: new Map(items.map(({ gtin, data }) => [gtin, data.name])), ...nextOf(next) }
  },
})

const from = (cursor: string | undefined) => (cursor === undefined ? {} : { cursor })
const nextOf = (next: string | undefined) => (next === undefined ? {} : { next })

/** What is not there has no name. */
async function nameIn<T>(answer: Promise<T>, nameOf: (found: T) => string): Promise<string | undefined> {
  try {
    return nameOf(await answer)
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return undefined
    throw error
  }
}

interface Named {
  readonly id: string
  readonly name: string | null
}

const namesIn = (found: readonly UseQueryResult<Named>[]): ReadonlyMap<string, string> =>
  new Map(
    found.flatMap(({ data }) => (data === undefined || data.name === null ? [] : [[data.id, data.name] as const])),
  )

function useNames(
  subject: string,
  read: ReturnType<typeof createNameReader>,
  ids: readonly string[],
): (id: string) => string {
  const names = useQueries({
    queries: [...new Set(ids)].map((id) => ({
      queryKey: [subject, 'name', id],
      queryFn: async ({ client }): Promise<Named> => ({ id, name: await read(client, id) }),
      staleTime: nameStaleMs,
      meta: { still: true },
    })),
    combine: namesIn,
  })
  return useCallback((id) => names.get(id) ?? id, [names])
}

/**
 * Names of institutions by their GLN. One that is not known, or not yet, is told by its GLN.
 *
 * @param glns - all that may be asked for
 */
export function useInstitutionNames(glns: readonly string[]): (gln: string) => string {
  return useNames('institutions', institutions, glns)
}

/** Names of products by their GTIN, as `useInstitutionNames`. */
export function useProductNames(gtins: readonly string[]): (gtin: string) => string {
  return useNames('products', products, gtins)
}
