import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { Client } from '@theriac/api'
import { client } from './client.ts'

type Subject = keyof Client
type Call = (input: never) => Promise<unknown>
type InputOf<F> = F extends (input: infer I) => unknown ? I : F extends (input?: infer I) => unknown ? I : never
type AnswerOf<F> = F extends (...args: never[]) => Promise<infer A> ? A : never
type CallOf<S extends Subject, N extends keyof Client[S]> = Client[S][N]
type Given<F> = Omit<NonNullable<InputOf<F>>, 'signal'>
type Arguments<F> = Record<never, never> extends Given<F> ? [input?: Given<F>] : [input: Given<F>]

function call(subject: string, name: string, input: object): Promise<unknown> {
  const area = client[subject as Subject] as unknown as Readonly<Record<string, Call>>
  const route = area[name]
  if (route === undefined) throw new TypeError(`no route ${subject}.${name}`)
  return route(input as never)
}

/**
 * Options of a query that reads a route: `useQuery(apiQuery('lots', 'find', { params: { gtin, lot } }))`. Its key starts with
 * subject and name, so `queryClient.invalidateQueries({ queryKey: ['lots'] })` refreshes all of a subject.
 */
export function apiQuery<S extends Subject, N extends keyof Client[S] & string>(
  subject: S,
  name: N,
  ...[input]: Arguments<CallOf<S, N>>
) {
  return queryOptions({
    queryKey: [subject, name, input ?? {}] as const,
    queryFn: ({ signal }) => call(subject, name, { ...input, signal }) as Promise<AnswerOf<CallOf<S, N>>>,
  })
}

/** Row of a list's page. */
export type RowOf<S extends Subject, N extends keyof Client[S]> =
  AnswerOf<CallOf<S, N>> extends { items: (infer T)[] } ? T : never

interface PageOf<T> {
  readonly items: readonly T[]
  readonly next?: string
}

/** Options of an infinite query that reads a list page by page: for `DataTable`, or `useInfiniteQuery`. */
export function apiPages<S extends Subject, N extends keyof Client[S] & string>(
  subject: S,
  name: N,
  ...[input]: Arguments<CallOf<S, N>>
) {
  const given = (input ?? {}) as { readonly query?: object }
  return infiniteQueryOptions({
    queryKey: [subject, name, 'pages', given] as const,
    initialPageParam: '',
    queryFn: ({ signal, pageParam }) =>
      call(subject, name, {
        ...given,
        query: { limit: 100, ...given.query, ...(pageParam === '' ? {} : { cursor: pageParam }) },
        signal,
      }) as Promise<PageOf<RowOf<S, N>>>,
    getNextPageParam: (page) => page.next,
  })
}
