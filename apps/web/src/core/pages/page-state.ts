import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useCallback } from 'react'

/** Parameters of the page's path: `const { gtin } = usePathParams<'gtin'>()`. */
export function usePathParams<Name extends string>(): Readonly<Record<Name, string>> {
  return useParams({ strict: false }) as Readonly<Record<Name, string>>
}

type Search = Readonly<Record<string, string | number | boolean | undefined>>

/**
 * State of a page that belongs into its address, such as filters: it stays when the page is reloaded or sent to somebody,
 * and the back button undoes it. What has its first value is left out of the address.
 */
export function useSearchState<S extends Search>(first: S): readonly [S, (change: Partial<S>) => void] {
  const search = useSearch({ strict: false }) as Search
  const navigate = useNavigate()
  const state = Object.fromEntries(
    Object.entries(first).map(([name, value]) => [
      name,
      typeof search[name] === typeof value || value === undefined ? (search[name] ?? value) : value,
    ]),
  ) as S
  const change = useCallback(
    (changes: Partial<S>) => {
      void navigate({
        to: '.',
        replace: true,
        search: (before: Search) => withoutFirst({ ...before, ...changes }, first),
      } as never)
    },
    [navigate, first],
  )
  return [state, change]
}

function withoutFirst(search: Search, first: Search): Search {
  return Object.fromEntries(
    Object.entries(search).filter(([name, value]) => value !== undefined && value !== '' && value !== first[name]),
  )
}
