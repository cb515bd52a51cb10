import { useDebouncedValue } from '@mantine/hooks'
import { Spotlight, type SpotlightActionGroupData, spotlight } from '@mantine/spotlight'
import { IconSearch } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { SearchGroup } from '@theriac/api'
import { useState } from 'react'
import { apiQuery } from '../../core/api/query.ts'
import type { Text } from '../../core/i18n/language.ts'
import { useText } from '../../core/i18n/language-provider.tsx'
import { paths } from '../../core/paths.ts'
import { searchHitPath } from '../../core/search-hit-path.ts'
import { may, useSession } from '../../core/session/session.ts'
import { useWedge } from '../../ui/scan/use-wedge.ts'
import { groupWords } from '../../ui/words/search-groups.ts'
import { pages } from '../pages.ts'
import { useShellWords } from './words.ts'

/** Opens the palette. */
export const openPalette = (): void => spotlight.open()

/** Finds anything: pages by their names, and what is on the ledger by what is typed or scanned. */
export function CommandPalette() {
  const words = useShellWords()
  const text = useText()
  const session = useSession()
  const navigate = useNavigate()
  const [query, setQuery] = useState('')
  const [wanted] = useDebouncedValue(query.trim(), 200)
  const { data, isFetching } = useQuery({
    ...apiQuery('search', 'search', { query: { q: wanted, limit: 5 } }),
    enabled: wanted.length > 1,
    placeholderData: keepPreviousData,
    meta: { still: true },
  })
  const [isOpen, setOpen] = useState(false)
  const [hasLeft, setHasLeft] = useState(false)
  const go = (to: string) => () => {
    setHasLeft(true)
    void navigate({ to })
  }
  const isOpenTo = ({ path, access }: (typeof pages)[number]) =>
    !path.includes('$') && access !== 'public' && (access === undefined || may(session, access))
  const found: SpotlightActionGroupData[] =
    wanted.length > 1
      ? (data?.groups ?? []).map(({ group, hits }) => ({
          group: text(groupWords[group as SearchGroup]),
          actions: hits.map((hit, place) => ({
            id: `${group} ${place}`,
            label: hit.title,
            ...(hit.subtitle === undefined ? {} : { description: hit.subtitle }),
            onClick: go(searchHitPath(group, hit)),
          })),
        }))
      : []
  const matching = pages.filter(isOpenTo).filter((page) => matches(page.title, page.keywords, query))
  const actions: SpotlightActionGroupData[] = [
    ...found,
    {
      group: words.goTo,
      actions: [
        ...matching.map(({ path, title, nav }) => ({
          id: path,
          label: text(title),
          onClick: go(path),
          leftSection: nav ? <nav.icon size={18} stroke={1.6} /> : undefined,
        })),
        ...(wanted.length > 1
          ? [
              {
                id: 'search',
                label: `${words.searchShort}: ${wanted}`,
                onClick: go(paths.search(wanted)),
                leftSection: <IconSearch size={18} />,
              },
            ]
          : []),
      ],
    },
  ]
  return (
    <>
      {isOpen && (
        <ScanTaker
          onScan={(text) => {
            spotlight.close()
            go(paths.search(text))()
          }}
        />
      )}
      <Spotlight
        actions={actions.filter((group) => group.actions.length > 0)}
        filter={(_, all) => all}
        query={query}
        onQueryChange={setQuery}
        onSpotlightOpen={() => {
          setOpen(true)
          setHasLeft(false)
        }}
        onSpotlightClose={() => setOpen(false)}
        // The page that comes takes the focus.
        returnFocus={!hasLeft}
        nothingFound={isFetching ? words.searching : words.nothingFound}
        // No single key: it would come within a scanned code.
        shortcut="mod + K"
        maxHeight={480}
        scrollable
        searchProps={{ leftSection: <IconSearch size={20} />, placeholder: words.search, 'aria-label': words.search }}
      />
    </>
  )
}

/** Takes scans while it is there. */
function ScanTaker({ onScan }: { readonly onScan: (text: string) => void }) {
  useWedge(onScan)
  return null
}

function matches(title: Text, keywords: string | undefined, query: string): boolean {
  const wanted = query.trim().toLowerCase()
  return [title.en, title.zh, keywords ?? ''].some((words) => words.toLowerCase().includes(wanted))
}
