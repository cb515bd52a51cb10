import { Group, Text, TextInput } from '@mantine/core'
import { IconChartBar } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { apiQuery, type RowOf } from '../../core/api/query.ts'
import { useFormat } from '../../core/i18n/language-provider.tsx'
import { useSearchState } from '../../core/pages/page-state.ts'
import { PageFrame } from '../../ui/layout/page-frame.tsx'
import { EmptyState, QueryView } from '../../ui/state/states.tsx'
import type { Column } from '../../ui/table/column.ts'
import { DataTable } from '../../ui/table/data-table.tsx'
import { useDrugUseWords } from './words.ts'

type Row = RowOf<'drugUse', 'statistics'>
const first = { from: '', to: '' }
const isMonth = (text: string): boolean => /^\d{4}-(0[1-9]|1[0-2])$/.test(text)

/** What is published of drug use. */
export default function StatisticsPage() {
  const words = useDrugUseWords()
  const format = useFormat()
  const [{ from, to }, change] = useSearchState(first)
  const statistics = useQuery(
    apiQuery('drugUse', 'statistics', {
      query: { ...(isMonth(from) ? { from } : {}), ...(isMonth(to) ? { to } : {}) },
    }),
  )
  const columns = useMemo(
    (): readonly Column<Row>[] => [
      { id: 'month', label: words.month, value: (row) => row.month, sort: 'month', width: 120 },
      { id: 'product', label: words.product, value: (row) => row.productName, sort: 'product', width: '2fr' },
      { id: 'gtin', label: 'GTIN', value: (row) => row.gtin, width: 170 },
      {
        id: 'uses',
        label: words.uses,
        value: (row) => row.uses,
        show: (row) => (typeof row.uses === 'number' ? format.number(row.uses) : row.uses),
        width: 110,
        align: 'end',
      },
      {
        id: 'units',
        label: words.units,
        value: (row) => row.unitsUsed,
        show: (row) => (row.unitsUsed === undefined ? '–' : format.number(row.unitsUsed)),
        width: 130,
        align: 'end',
      },
    ],
    [words, format],
  )
  return (
    <PageFrame title={words.statisticsTitle} intro={words.statisticsIntro}>
      <QueryView query={statistics}>
        {({ items }) => (
          <DataTable
            name={words.statisticsTitle}
            columns={columns}
            rows={items}
            idOf={(row) => `${row.month} ${row.gtin}`}
            filters={
              <Group gap="xs">
                <TextInput
                  type="month"
                  aria-label={words.from}
                  leftSection={<Text size="xs">{words.from}</Text>}
                  leftSectionWidth={96}
                  w={250}
                  value={from}
                  onChange={(event) => change({ from: event.currentTarget.value })}
                />
                <TextInput
                  type="month"
                  aria-label={words.to}
                  leftSection={<Text size="xs">{words.to}</Text>}
                  leftSectionWidth={96}
                  w={250}
                  value={to}
                  onChange={(event) => change({ to: event.currentTarget.value })}
                />
              </Group>
            }
            empty={<EmptyState title={words.noStatistics} detail={words.noStatisticsDetail} icon={IconChartBar} />}
          />
        )}
      </QueryView>
    </PageFrame>
  )
}
