import { Checkbox, Group, Text } from '@mantine/core'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type Alert, type AlertCause, type AlertState, alertCauses, alertStates } from '@theriac/api'
import { useMemo } from 'react'
import { apiPages, apiQuery } from '../../core/api/query.ts'
import { useFormat, useText } from '../../core/i18n/language-provider.tsx'
import { useInstitutionNames } from '../../core/names/use-names.ts'
import { usePeopleNames } from '../../core/names/use-people.ts'
import { useSearchState } from '../../core/pages/page-state.ts'
import { paths } from '../../core/paths.ts'
import { useSession } from '../../core/session/session.ts'
import { PageFrame } from '../../ui/layout/page-frame.tsx'
import { EmptyState } from '../../ui/state/states.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import type { Column } from '../../ui/table/column.ts'
import { DataTable } from '../../ui/table/data-table.tsx'
import { FilterSelect } from '../../ui/table/filter-select.tsx'
import { alertCodes, codeWords } from '../../ui/words/alert-codes.ts'
import { causeWords } from '../../ui/words/causes.ts'
import { statusOf } from '../../ui/words/status.ts'
import { useAlertWords } from './words.ts'

const first = { state: '', code: '', cause: '', mine: false, escalated: false, sort: '-createdAt' }

/** Alerts to look into: the own ones, those on own products, and for the regulator all. */
export default function AlertsPage() {
  const words = useAlertWords()
  const text = useText()
  const navigate = useNavigate()
  const { account } = useSession()
  const [filters, change] = useSearchState(first)
  const { state, code, cause, mine, escalated, sort } = filters
  const alerts = useInfiniteQuery(
    apiPages('alerts', 'list', {
      query: {
        sort: sort as '-createdAt',
        ...(state === '' ? {} : { state: state as AlertState }),
        ...(code === '' ? {} : { code }),
        ...(cause === '' ? {} : { cause: cause as AlertCause }),
        ...(mine ? { assignee: account.id } : {}),
        ...(escalated ? { escalated: true } : {}),
      },
    }),
  )
  const counts = useQuery(apiQuery('alerts', 'counts'))
  const columns = useColumns(alerts.data?.pages.flatMap(({ items }) => items) ?? [])
  const isFiltered = state !== '' || code !== '' || cause !== '' || mine || escalated
  return (
    <PageFrame
      title={words.title}
      intro={words.intro}
      actions={counts.data && <Text c="dimmed">{words.counts(counts.data.open, counts.data.escalated)}</Text>}
    >
      <DataTable
        name={words.title}
        columns={columns}
        pages={alerts}
        idOf={(alert) => alert.id}
        onOpen={(alert) => void navigate({ to: paths.alert(alert.id) })}
        order={sort}
        onOrder={(order) => change({ sort: order })}
        empty={<EmptyState title={words.none} detail={isFiltered ? words.noneFiltered : words.noneDetail} />}
        filters={
          <Group gap="xs">
            <FilterSelect
              label={words.state}
              all={words.all}
              value={state}
              options={alertStates.map((one) => ({ value: one, label: text(statusOf(one).words) }))}
              onChange={(value) => change({ state: value })}
              width={140}
            />
            <FilterSelect
              label={words.code}
              all={words.allCodes}
              value={code}
              options={alertCodes.map((one) => ({ value: one, label: text(codeWords(one)) }))}
              onChange={(value) => change({ code: value })}
              width={200}
            />
            <FilterSelect
              label={words.cause}
              all={words.allCauses}
              value={cause}
              options={alertCauses.map((one) => ({ value: one, label: text(causeWords[one]) }))}
              onChange={(value) => change({ cause: value })}
              width={170}
            />
            <Checkbox
              label={words.mine}
              checked={mine}
              onChange={(event) => change({ mine: event.currentTarget.checked })}
            />
            <Checkbox
              label={words.escalatedOnly}
              checked={escalated}
              onChange={(event) => change({ escalated: event.currentTarget.checked })}
            />
          </Group>
        }
      />
    </PageFrame>
  )
}

function useColumns(rows: readonly Alert[]): readonly Column<Alert>[] {
  const words = useAlertWords()
  const text = useText()
  const format = useFormat()
  const institution = useInstitutionNames(rows.flatMap(({ gln }) => gln ?? []))
  const person = usePeopleNames()
  return useMemo(
    () => [
      { id: 'code', label: words.code, value: (alert) => text(codeWords(alert.code)), width: '2fr' },
      {
        id: 'severity',
        label: words.severity,
        value: (alert) => text(statusOf(alert.severity).words),
        show: (alert) => <StatusBadge status={alert.severity} />,
        width: 110,
      },
      {
        id: 'pack',
        label: words.pack,
        value: (alert) => [alert.gtin, alert.serial].filter(Boolean).join(' · '),
        width: '2fr',
      },
      { id: 'cause', label: words.cause, value: (alert) => text(causeWords[alert.cause]), width: '1fr', hidden: true },
      { id: 'where', label: words.where, value: (alert) => alert.gln && institution(alert.gln), width: '2fr' },
      {
        id: 'state',
        label: words.state,
        value: (alert) => text(statusOf(alert.state).words),
        show: (alert) => <StatusBadge status={alert.state} />,
        width: 150,
      },
      {
        id: 'assignee',
        label: words.assignee,
        value: (alert) => alert.assignee && person(alert.assignee),
        width: '1fr',
      },
      {
        id: 'times',
        label: words.times,
        value: (alert) => alert.occurrences,
        show: (alert) => words.timesOf(alert.occurrences),
        width: 80,
        hidden: true,
      },
      {
        id: 'raised',
        label: words.raised,
        value: (alert) => alert.createdAt,
        show: (alert) => <span title={format.instant(alert.createdAt)}>{format.relative(alert.createdAt)}</span>,
        sort: 'createdAt',
        width: 130,
      },
    ],
    [words, text, format, institution, person],
  )
}
