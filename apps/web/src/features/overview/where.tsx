import { Stack, Text } from '@mantine/core'
import { IconPill } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { unitStates, type Whereabouts } from '@theriac/api'
import { lazy, Suspense, useMemo } from 'react'
import { apiQuery } from '../../core/api/query.ts'
import { useText } from '../../core/i18n/language-provider.tsx'
import { useSearchState } from '../../core/pages/page-state.ts'
import type { Series } from '../../ui/chart/options.ts'
import { stateColours } from '../../ui/chart/state-colours.ts'
import { ProductSelect } from '../../ui/product-select.tsx'
import { EmptyState, LoadingState, QueryView } from '../../ui/state/states.tsx'
import { kindWords } from '../../ui/words/kinds.ts'
import { statusOf } from '../../ui/words/status.ts'
import { useAsOf } from './use-as-of.ts'
import { useOverviewWords } from './words.ts'

const Chart = lazy(() => import('../../ui/chart/chart.tsx'))

const first = { gtin: '' }

/** Where all packs of a product are, which is chosen here. */
export function Where() {
  const words = useOverviewWords()
  const [{ gtin }, change] = useSearchState(first)
  const some = useQuery(apiQuery('products', 'list', { query: { limit: 1 } }))
  // Digits come out of the address as a number.
  const chosen = gtin === '' ? some.data?.items[0]?.gtin : String(gtin).padStart(14, '0')
  if (some.data?.items.length === 0) return <EmptyState icon={IconPill} title={words.noProduct} />
  return (
    <Stack>
      <ProductSelect label={words.product} value={chosen ?? ''} onChange={(value) => change({ gtin: value })} />
      {chosen !== undefined && <ProductPlaces key={chosen} gtin={chosen} />}
    </Stack>
  )
}

function ProductPlaces({ gtin }: { readonly gtin: string }) {
  const words = useOverviewWords()
  const places = useQuery(
    apiQuery('oversight', 'whereabouts', { params: { gtin: gtin as never }, query: { limit: 25 } }),
  )
  return (
    <QueryView query={places} lines={8}>
      {(data) => (data.commissioned === 0 ? <Text c="dimmed">{words.nothingMade}</Text> : <Bars {...data} />)}
    </QueryView>
  )
}

type Counted = Pick<Whereabouts['kinds'][number], 'states'>

function Bars({ product, commissioned, complete, kinds, institutions, more, asOf }: Whereabouts) {
  const words = useOverviewWords()
  const text = useText()
  const note = useAsOf()(asOf)
  const byKind = useMemo(
    () => ({
      categories: kinds.map(({ kind, institutions: count }) => ({
        value: text(kindWords[kind]),
        label: words.kindOf(text(kindWords[kind]), count),
      })),
      series: seriesOf(kinds, (state) => text(statusOf(state).words)),
    }),
    [kinds, words, text],
  )
  const byInstitution = useMemo(
    () => ({
      categories: institutions.map(({ name }) => ({ value: name })),
      series: seriesOf(institutions, (state) => text(statusOf(state).words)),
    }),
    [institutions, text],
  )
  return (
    <Stack gap="xl">
      <Text size="sm">
        {complete ? words.complete(commissioned) : words.incomplete} {more > 0 && words.more(more)}
      </Text>
      <Suspense fallback={<LoadingState lines={8} />}>
        <Chart
          name={words.whereByKind(product)}
          kind="bars"
          axis={words.kind}
          note={note}
          beside={<Text fw={600}>{words.byKind}</Text>}
          {...byKind}
        />
        <Chart
          name={words.whereByInstitution(product)}
          kind="bars"
          axis={words.institution}
          note={note}
          beside={<Text fw={600}>{words.byInstitution}</Text>}
          {...byInstitution}
        />
      </Suspense>
    </Stack>
  )
}

/** A series for each state that anything is in. */
function seriesOf(rows: readonly Counted[], nameOf: (state: string) => string): readonly Series[] {
  return unitStates
    .map((state) => ({
      name: nameOf(state),
      colour: stateColours[state],
      values: rows.map(({ states }) => states.find((one) => one.state === state)?.units ?? 0),
    }))
    .filter(({ values }) => values.some((count) => count > 0))
}
