import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query'
import { useMemo } from 'react'

interface PageOf<T> {
  readonly items: readonly T[]
  readonly next?: string
}

/** Rows of a table: all at once, or a list that is read page by page as somebody scrolls. */
export type Source<T> =
  | { readonly rows: readonly T[] }
  | { readonly pages: UseInfiniteQueryResult<InfiniteData<PageOf<T>>> }

/** What a table needs to know of its rows. */
export interface Rows<T> {
  readonly rows: readonly T[]
  /** There are more on the server. */
  readonly hasMore: boolean
  readonly isLoading: boolean
  readonly error: unknown
  loadMore(): void
  retry(): void
}

const none: readonly never[] = []

/** Reads a source of rows. */
export function useRows<T>(source: Source<T>): Rows<T> {
  const pages = 'pages' in source ? source.pages : undefined
  const given = 'rows' in source ? source.rows : none
  const rows = useMemo(
    () => (pages ? (pages.data?.pages.flatMap(({ items }) => items) ?? none) : given),
    [pages?.data, pages, given],
  )
  return {
    rows,
    hasMore: pages?.hasNextPage ?? false,
    isLoading: pages?.isPending ?? false,
    error: pages?.isError ? pages.error : undefined,
    loadMore: () => {
      if (pages?.hasNextPage && !pages.isFetchingNextPage) void pages.fetchNextPage()
    },
    retry: () => void pages?.refetch(),
  }
}
