import { useInfiniteQuery } from '@tanstack/react-query'
import type { ChainAlert } from '@theriac/api'
import { useMemo } from 'react'
import { apiPages } from '../../core/api/query.ts'
import { useFormat, useText } from '../../core/i18n/language-provider.tsx'
import { Section } from '../../ui/layout/page-frame.tsx'
import { EmptyState } from '../../ui/state/states.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import type { Column } from '../../ui/table/column.ts'
import { DataTable } from '../../ui/table/data-table.tsx'
import { chainRuleWords } from '../../ui/words/chain-alerts.ts'
import { useMeasureText } from './measures.ts'
import { useMonitoringWords } from './words.ts'

/** Alerts that are over, newest first. */
export function PastAlerts() {
  const words = useMonitoringWords()
  const text = useText()
  const format = useFormat()
  const { lasting } = useMeasureText()
  const past = useInfiniteQuery(apiPages('monitoring', 'alerts', { query: { state: 'past' } }))
  const columns = useMemo((): readonly Column<ChainAlert>[] => {
    const length = ({ raisedAt, clearedAt = raisedAt }: ChainAlert) =>
      lasting(Date.parse(clearedAt) - Date.parse(raisedAt))
    return [
      { id: 'what', label: words.what, value: ({ rule }) => text(chainRuleWords[rule].title), width: '1fr' },
      { id: 'found', label: words.found, value: (row) => text(chainRuleWords[row.rule].found(row)), width: '2fr' },
      {
        id: 'raised',
        label: words.raised,
        value: ({ raisedAt }) => raisedAt,
        show: ({ raisedAt }) => format.instant(raisedAt),
        width: 170,
      },
      { id: 'lasted', label: words.lasted, value: length, width: 120 },
      {
        id: 'state',
        label: words.state,
        value: ({ cleared }) => cleared,
        show: ({ cleared = 'over' }) => <StatusBadge status={cleared} />,
        width: 170,
      },
    ]
  }, [words, text, format, lasting])
  return (
    <Section title={words.past}>
      <DataTable
        name={words.past}
        columns={columns}
        pages={past}
        idOf={({ id }) => String(id)}
        empty={<EmptyState title={words.pastEmpty} detail={words.pastEmptyDetail} />}
      />
    </Section>
  )
}
