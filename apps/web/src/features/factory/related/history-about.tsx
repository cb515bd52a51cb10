import { Button, Group, Text } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import type { Lot } from '@theriac/api'
import { client } from '../../../core/api/client.ts'
import { useFormat, useText } from '../../../core/i18n/language-provider.tsx'
import { defineWords } from '../../../core/i18n/messages.ts'
import { useInstitutionNames } from '../../../core/names/use-names.ts'
import { Section } from '../../../ui/layout/page-frame.tsx'
import { OnChainLink } from '../../../ui/on-chain-link.tsx'
import { ErrorState, LoadingState } from '../../../ui/state/states.tsx'
import { StatusBadge } from '../../../ui/status-badge.tsx'
import { actWords } from '../../../ui/words/acts.ts'
import classes from './history-about.module.css'

const useWords = defineWords({
  en: (f) => ({
    title: 'What happened',
    packs: (count: number) => f.plural(count, { one: '# pack', other: '# packs' }),
    older: 'Show older',
    none: 'Nothing that we may see',
  }),
  zh: (f) => ({
    title: '历史记录',
    packs: (count: number) => `${f.number(count)} 盒`,
    older: '显示更早的记录',
    none: '没有可查看的记录',
  }),
})

const most = 10

/** What happened to a lot or a product on the ledger, newest first, each with its transaction. */
export function HistoryAbout({
  about: { gtin, lot },
}: {
  readonly about: Pick<Lot, 'gtin'> & Partial<Pick<Lot, 'lot'>>
}) {
  const words = useWords()
  const format = useFormat()
  const text = useText()
  const history = useInfiniteQuery({
    queryKey: ['units', 'history of', gtin, lot] as const,
    initialPageParam: '',
    queryFn({ signal, pageParam }) {
      const query = { limit: most, ...(pageParam === '' ? {} : { cursor: pageParam }) }
      return lot === undefined
        ? client.units.productHistory({ params: { gtin }, query, signal })
        : client.units.lotHistory({ params: { gtin, lot }, query, signal })
    },
    getNextPageParam: (page) => page.next,
  })
  const events = history.data?.pages.flatMap(({ items }) => items)
  const nameOf = useInstitutionNames((events ?? []).flatMap(({ gln }) => (gln === undefined ? [] : [gln])))
  return (
    <Section title={words.title}>
      {events === undefined ? (
        history.isError ? (
          <ErrorState error={history.error} retry={() => void history.refetch()} />
        ) : (
          <LoadingState />
        )
      ) : (
        <>
          {events.length === 0 && <Text c="dimmed">{words.none}</Text>}
          <ol className={classes.events}>
            {events.map(({ seq, act, name, gln, units, time, txHash }) => (
              <li key={seq}>
                <Group justify="space-between" gap="xs">
                  <div>
                    <Group gap="xs">
                      <Text fw={600}>{text(actWords(act ?? name))}</Text>
                      {name === 'ActRefused' && <StatusBadge status="turned_down" size="sm" />}
                    </Group>
                    <Text size="sm" c="dimmed">
                      {[format.instant(time), gln !== undefined && nameOf(gln), units > 0 && words.packs(units)]
                        .filter(Boolean)
                        .join(' · ')}
                    </Text>
                  </div>
                  <OnChainLink txHash={txHash} />
                </Group>
              </li>
            ))}
          </ol>
          {history.hasNextPage && (
            <Button
              variant="default"
              size="xs"
              mt="sm"
              loading={history.isFetchingNextPage}
              onClick={() => void history.fetchNextPage()}
            >
              {words.older}
            </Button>
          )}
        </>
      )}
    </Section>
  )
}
