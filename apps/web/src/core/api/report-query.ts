import { queryOptions } from '@tanstack/react-query'
import type { Answer, Routes } from '@theriac/api'
import { client } from './client.ts'

type Reports = Routes['reports']
/** Name of a report: `recallReach`. */
export type ReportName = keyof Reports & string
/** What a report says. */
export type ReportOf<N extends ReportName> = Answer<Reports[N]>
/** What a report is asked for. */
export type ReportQueryOf<N extends ReportName> = NonNullable<Parameters<(typeof client.reports)[N]>[0]>['query']

/** Options of a query that reads a report, which comes as a stream: `useQuery(reportQuery('inventory', {}))`. */
export function reportQuery<N extends ReportName>(name: N, query: ReportQueryOf<N>) {
  return queryOptions({
    queryKey: ['reports', name, query] as const,
    queryFn: async ({ signal }): Promise<ReportOf<N>> => {
      const call = client.reports[name] as unknown as (input: object) => Promise<Response>
      return (await call({ query, signal })).json() as Promise<ReportOf<N>>
    },
  })
}
