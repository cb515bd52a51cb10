import { useInfiniteQuery } from '@tanstack/react-query'
import type { BlockRow } from '@theriac/api'
import { client } from '../../../core/api/client.ts'

interface Page {
  readonly items: readonly BlockRow[]
  readonly next?: string
}

/** Blocks page by page, newest first: they go on below a number. */
export function useBlockPages() {
  return useInfiniteQuery({
    queryKey: ['chain', 'blocks', 'pages'] as const,
    initialPageParam: '',
    async queryFn({ signal, pageParam }): Promise<Page> {
      const query = { limit: 100, ...(pageParam === '' ? {} : { before: Number(pageParam) }) }
      const { items, next } = await client.chain.blocks({ query, signal })
      return { items, ...(next === undefined ? {} : { next: String(next) }) }
    },
    getNextPageParam: (page) => page.next,
  })
}
