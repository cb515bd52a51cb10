import type { Kind } from '@theriac/api'
import { type NavGroup, navGroups, type Page } from '../../core/pages/page.ts'
import { may, useSession } from '../../core/session/session.ts'
import { pages } from '../pages.ts'

/** Entry of the navigation. */
export interface NavEntry {
  readonly page: Page
  readonly nav: NonNullable<Page['nav']>
}

/** Where patients are served, that comes first. */
function orderFor(kind: Kind): readonly NavGroup[] {
  if (kind !== 'pharmacy' && kind !== 'hospital') return navGroups
  const early: readonly NavGroup[] = ['now', 'care']
  return [...early, ...navGroups.filter((group) => !early.includes(group))]
}

/** What who is signed in finds in the navigation, by group. */
export function useNav(): readonly { readonly group: NavGroup; readonly entries: readonly NavEntry[] }[] {
  const session = useSession()
  const entries = pages
    .flatMap((page): NavEntry[] => (page.nav ? [{ page, nav: page.nav }] : []))
    .filter(({ page, nav }) =>
      [page.access, nav.access].every(
        (access) => access === undefined || [access].flat().some((one) => may(session, one)),
      ),
    )
    .sort((a, b) => (a.nav.order ?? 50) - (b.nav.order ?? 50))
  return orderFor(session.institution.kind)
    .map((group) => ({ group, entries: entries.filter(({ nav }) => nav.group === group) }))
    .filter((part) => part.entries.length > 0)
}
