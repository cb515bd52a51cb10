import { Text } from '@mantine/core'
import type { Dashboard, NationalDays } from '@theriac/api'
import { lazy, Suspense, useMemo } from 'react'
import { useText } from '../../core/i18n/language-provider.tsx'
import { paths } from '../../core/paths.ts'
import { ButtonLink } from '../../ui/app-link.tsx'
import type { Category } from '../../ui/chart/options.ts'
import { stateColours } from '../../ui/chart/state-colours.ts'
import { Section } from '../../ui/layout/page-frame.tsx'
import { LoadingState } from '../../ui/state/states.tsx'
import { causeWords } from '../../ui/words/causes.ts'
import { statusOf } from '../../ui/words/status.ts'
import { flows, useOverviewWords } from './words.ts'

const Chart = lazy(() => import('../../ui/chart/chart.tsx'))

interface Days {
  readonly categories: readonly Category[]
  readonly note: string
}

const circulating = new Set(['in_stock', 'in_transit', 'opened', 'quarantined', 'returned', 'rejected'])

/** What was made, shipped, received and dispensed. */
export function Flow({ series, ...days }: Days & Pick<Dashboard, 'series'>) {
  const words = useOverviewWords()
  const text = useText()
  const lines = useMemo(
    () =>
      flows
        .map(({ words: name, acts }) => ({
          name: text(name),
          values: days.categories.map((_, day) =>
            series.reduce((sum, { act, units }) => sum + (acts.includes(act) ? (units[day] ?? 0) : 0), 0),
          ),
        }))
        .filter(({ values }) => values.some((count) => count > 0)),
    [series, days.categories, text],
  )
  return (
    <ChartSection title={words.flow} intro={words.flowIntro} none={words.noFlow} isEmpty={lines.length === 0}>
      <Chart
        name={words.flow}
        kind="lines"
        axis={words.day}
        series={lines}
        beside={<Dim>{words.flowIntro}</Dim>}
        {...days}
      />
    </ChartSection>
  )
}

/** Packs that can still come to a patient, by where they are. */
export function StockDays({ states, ...days }: Days & Pick<NationalDays, 'states'>) {
  const words = useOverviewWords()
  const text = useText()
  const series = useMemo(
    () =>
      states
        .filter(({ state }) => circulating.has(state))
        .map(({ state, units }) => ({ name: text(statusOf(state).words), values: units, colour: stateColours[state] })),
    [states, text],
  )
  return (
    <ChartSection title={words.stock} intro={words.stockIntro} none={words.noStock} isEmpty={series.length === 0}>
      <Chart
        name={words.stock}
        kind="areas"
        axis={words.day}
        series={series}
        beside={<Dim>{words.stockIntro}</Dim>}
        {...days}
      />
    </ChartSection>
  )
}

/** Alerts by what most likely lies behind them. */
export function AlertDays(props: Days & Pick<NationalDays, 'alerts'> & { readonly open: number }) {
  const { alerts, open, ...days } = props
  const words = useOverviewWords()
  const text = useText()
  const series = useMemo(
    () => alerts.map(({ cause, raised }) => ({ name: text(causeWords[cause]), values: raised })),
    [alerts, text],
  )
  const intro = words.alertsIntro(open)
  return (
    <ChartSection
      title={words.alerts}
      intro={intro}
      none={words.noAlerts}
      isEmpty={series.length === 0}
      actions={
        <ButtonLink to={paths.alerts} variant="default" size="xs">
          {words.toAlerts}
        </ButtonLink>
      }
    >
      <Chart
        name={words.alerts}
        kind="columns"
        axis={words.day}
        series={series}
        beside={<Dim>{intro}</Dim>}
        {...days}
      />
    </ChartSection>
  )
}

/** A chart under its title, or why there is none. */
export function ChartSection(props: {
  readonly title: string
  readonly intro: string
  readonly none: string
  readonly isEmpty: boolean
  readonly actions?: React.ReactNode
  readonly children: React.ReactNode
}) {
  const { title, intro, none, isEmpty, actions, children } = props
  return (
    <Section title={title} actions={actions}>
      {isEmpty ? (
        <>
          <Dim>{intro}</Dim>
          <Text c="dimmed" mt="md">
            {none}
          </Text>
        </>
      ) : (
        <Suspense fallback={<LoadingState lines={8} />}>{children}</Suspense>
      )}
    </Section>
  )
}

/** Small words beside a picture. */
export function Dim({ children }: { readonly children: React.ReactNode }) {
  return (
    <Text size="sm" c="dimmed">
      {children}
    </Text>
  )
}
