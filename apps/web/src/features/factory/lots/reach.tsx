import { Box, Button, Group, Progress, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type Answer, type lotRoutes, unitStates } from '@theriac/api'
import { useMemo, useState } from 'react'
import { apiQuery } from '../../../core/api/query.ts'
import { useFormat, useText } from '../../../core/i18n/language-provider.tsx'
import { stateColours } from '../../../ui/chart/state-colours.ts'
import { Section } from '../../../ui/layout/page-frame.tsx'
import { Picture } from '../../../ui/picture/picture.tsx'
import { QueryView } from '../../../ui/state/states.tsx'
import type { Column } from '../../../ui/table/column.ts'
import { statusOf } from '../../../ui/words/status.ts'
import type { useLotParams } from './use-lot.ts'
import { useReachWords } from './words.ts'

type ReachAnswer = Answer<(typeof lotRoutes)['reach']>
type Part = ReachAnswer['institutions'][number]

/** Places shown at first. */
const fewPlaces = 10

/** Where the packs of a lot are: by state with a legend, and by place as bars. */
export function Reach({ lot }: { readonly lot: ReturnType<typeof useLotParams> }) {
  const words = useReachWords()
  const text = useText()
  const format = useFormat()
  const query = useQuery(apiQuery('lots', 'reach', { params: lot }))
  const columns: readonly Column<Part>[] = [
    { id: 'name', label: words.place, value: ({ name }) => name, width: '2fr' },
    { id: 'state', label: words.state, value: ({ state }) => text(statusOf(state).words) },
    { id: 'to', label: words.receiver, value: ({ to }) => to?.name },
    {
      id: 'units',
      label: words.units,
      value: ({ units }) => units,
      show: ({ units }) => format.number(units),
      align: 'end',
    },
  ]
  return (
    <Section title={words.title}>
      <QueryView query={query}>
        {(reach) => (
          <Picture
            name={words.name(lot.lot)}
            columns={columns}
            rows={reach.institutions}
            idOf={({ gln, state, to }) => `${gln} ${state} ${to?.gln ?? ''}`}
          >
            <ReachBars reach={reach} />
          </Picture>
        )}
      </QueryView>
    </Section>
  )
}

function ReachBars({ reach }: { readonly reach: ReachAnswer }) {
  const words = useReachWords()
  const text = useText()
  const format = useFormat()
  const [showsAll, setShowsAll] = useState(false)
  const { commissioned, totals } = reach
  const places = useMemo(() => placesOf(reach.institutions), [reach.institutions])
  const most = places[0]?.units ?? 0
  const shown = showsAll ? places : places.slice(0, fewPlaces)
  return (
    <Stack gap="lg">
      <Box>
        <Bar parts={totals} total={commissioned} size={22} />
        <Group component="ul" gap="lg" mt="sm" p={0} style={{ listStyle: 'none' }}>
          {totals.map(({ state, units }) => (
            <Group component="li" key={state} gap={6} wrap="nowrap">
              <Box w={12} h={12} bg={stateColours[state]} style={{ borderRadius: 3 }} />
              <Text size="sm">{text(statusOf(state).words)}</Text>
              <Text size="sm" fw={600}>
                {words.share(units, commissioned)}
              </Text>
            </Group>
          ))}
        </Group>
        <Text size="sm" c="dimmed" mt="xs">
          {reach.complete ? words.complete(commissioned) : words.incomplete}
          {!reach.detailed && ` ${words.ownOnly}`}
        </Text>
      </Box>
      {places.length > 0 && (
        <Stack component="ul" gap="md" p={0} m={0} aria-label={words.byPlace} style={{ listStyle: 'none' }}>
          {shown.map(({ gln, name, units, parts }) => (
            <li key={gln}>
              <Group justify="space-between" gap="xs" wrap="nowrap">
                <Text fw={600} size="sm">
                  {name}
                </Text>
                <Text size="sm" style={{ whiteSpace: 'nowrap' }}>
                  {words.packs(units)}
                </Text>
              </Group>
              <Bar parts={parts} total={most} size={10} />
              <Text size="xs" c="dimmed" mt={3}>
                {format.list(
                  parts.map(({ state, to, units: count }) => {
                    const called = text(statusOf(state).words)
                    return to ? words.to(count, called, to.name) : words.here(count, called)
                  }),
                )}
              </Text>
            </li>
          ))}
        </Stack>
      )}
      {places.length > shown.length && (
        <Button
          variant="default"
          data-not-in-picture
          onClick={() => setShowsAll(true)}
          style={{ alignSelf: 'flex-start' }}
        >
          {words.showAll(places.length)}
        </Button>
      )}
    </Stack>
  )
}

/** What the words beside it say, as lengths. */
function Bar(props: {
  readonly parts: readonly Pick<Part, 'state' | 'units'>[]
  readonly total: number
  readonly size: number
}) {
  const { parts, total, size } = props
  return (
    <Progress.Root size={size} radius="sm" aria-hidden>
      {parts.map(({ state, units }, index) => (
        <Progress.Section
          // biome-ignore lint/suspicious/noArrayIndexKey: two parts may be of one state, and have no other name
          key={`${state}${index}`}
          withAria={false}
          value={total > 0 ? (units / total) * 100 : 0}
          color={stateColours[state]}
        />
      ))}
    </Progress.Root>
  )
}

/** Parts by institution, the most packs first; within one in the order of states. */
function placesOf(parts: readonly Part[]) {
  const byGln = new Map<string, Part[]>()
  for (const part of parts) byGln.set(part.gln, [...(byGln.get(part.gln) ?? []), part])
  return [...byGln]
    .map(([gln, own]) => ({
      gln,
      name: own[0]?.name ?? gln,
      units: own.reduce((sum, { units }) => sum + units, 0),
      parts: own.toSorted((a, b) => unitStates.indexOf(a.state) - unitStates.indexOf(b.state)),
    }))
    .sort((a, b) => b.units - a.units)
}
