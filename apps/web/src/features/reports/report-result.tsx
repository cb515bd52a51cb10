import { Alert, Button, Stack, Text } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { type AsOf, basePath, routes } from '@theriac/api'
import { lazy, type ReactNode, Suspense } from 'react'
import type { ReportName } from '../../core/api/report-query.ts'
import { useFormat } from '../../core/i18n/language-provider.tsx'
import type { Category, ChartKind, Series } from '../../ui/chart/options.ts'
import { Section } from '../../ui/layout/page-frame.tsx'
import { EmptyState, LoadingState } from '../../ui/state/states.tsx'
import type { Column } from '../../ui/table/column.ts'
import { DataTable } from '../../ui/table/data-table.tsx'
import { useReportWords } from './words.ts'

const Chart = lazy(() => import('../../ui/chart/chart.tsx'))

/** What a report's chart shows. */
export interface ReportChart {
  readonly kind: ChartKind
  readonly axis: string
  readonly categories: readonly Category[]
  readonly series: readonly Series[]
}

/** A report: what it says, what it is based on, its chart, its rows. */
export function ReportResult<T>(props: {
  readonly report: ReportName
  readonly query: Readonly<Record<string, unknown>>
  readonly asOf: AsOf
  readonly sentence: string
  readonly chart?: ReportChart | undefined
  readonly columns: readonly Column<T>[]
  readonly rows: readonly T[]
  readonly idOf: (row: T) => string
  readonly more: boolean
  /** Between what it says and its chart. */
  readonly children?: ReactNode
}) {
  const { report, query, asOf, sentence, chart, columns, rows, idOf, more, children } = props
  const words = useReportWords()
  const format = useFormat()
  const name = words.names[report]
  const note = words.asOf(format.number(Number(asOf.block)), asOf.at === undefined ? '' : format.instant(asOf.at))
  return (
    <Stack gap="lg">
      <Section
        title={name}
        actions={
          <Button
            component="a"
            href={addressOf(report, query)}
            download
            variant="default"
            size="xs"
            leftSection={<IconDownload size={16} />}
          >
            {words.csv}
          </Button>
        }
      >
        <Text size="lg">{sentence}</Text>
        <Text size="sm" c="dimmed" mt={4}>
          {note}
        </Text>
        {more && (
          <Alert color="yellow" mt="md">
            {words.more(rows.length)}
          </Alert>
        )}
        {children}
      </Section>
      {chart && chart.categories.length > 0 && chart.series.length > 0 && (
        <Section title={words.chart}>
          <Suspense fallback={<LoadingState lines={6} />}>
            <Chart name={words.chartOf(name, sentence)} note={note} {...chart} />
          </Suspense>
        </Section>
      )}
      <DataTable
        name={name}
        columns={columns}
        rows={rows}
        idOf={idOf}
        empty={<EmptyState title={words.nothing} detail={words.nothingDetail} />}
      />
    </Stack>
  )
}

/** Where the server gives all rows as CSV. */
function addressOf(report: ReportName, query: Readonly<Record<string, unknown>>): string {
  const asked = new URLSearchParams({ format: 'csv' })
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && name !== 'limit') asked.set(name, String(value))
  }
  return `${basePath}${routes.reports[report].path}?${asked}`
}
