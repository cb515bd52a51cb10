import { apiQuery } from '../api/query.ts'

/** What the server is; it does not change while the page is open. */
export const aboutQuery = {
  ...apiQuery('about', 'show'),
  staleTime: Number.POSITIVE_INFINITY,
  meta: { still: true },
}
