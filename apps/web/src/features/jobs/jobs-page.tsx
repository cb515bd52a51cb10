import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type Job, jobStates } from '@theriac/api'
import { useMemo } from 'react'
import { apiPages } from '../../core/api/query.ts'
import { useFormat, useText } from '../../core/i18n/language-provider.tsx'
import { useSearchState } from '../../core/pages/page-state.ts'
import { paths } from '../../core/paths.ts'
import { PageFrame } from '../../ui/layout/page-frame.tsx'
import { EmptyState } from '../../ui/state/states.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import type { Column } from '../../ui/table/column.ts'
import { DataTable } from '../../ui/table/data-table.tsx'
import { FilterSelect } from '../../ui/table/filter-select.tsx'
import { operationWords } from '../../ui/words/operations.ts'
import { statusOf } from '../../ui/words/status.ts'
import { useJobsWords } from './words.ts'

const first = { state: '', sort: '-createdAt' }

/** Jobs of the institution. */
export default function JobsPage() {
  const words = useJobsWords()
  const format = useFormat()
  const text = useText()
  const navigate = useNavigate()
  const [{ state, sort }, change] = useSearchState(first)
  const jobs = useInfiniteQuery(
    apiPages('jobs', 'list', {
      query: {
        sort: sort === 'createdAt' ? 'createdAt' : '-createdAt',
        ...(state === '' ? {} : { state: state as Job['state'] }),
      },
    }),
  )
  const columns = useMemo(
    (): readonly Column<Job>[] => [
      { id: 'operation', label: words.operation, value: (job) => text(operationWords(job.operation)), width: '2fr' },
      {
        id: 'state',
        label: words.state,
        value: (job) => text(statusOf(job.state).words),
        show: (job) => <StatusBadge status={job.state} />,
        width: 140,
      },
      {
        id: 'progress',
        label: words.progress,
        value: (job) => job.progress.done,
        show: (job) => words.ofTotal(job.progress.done, job.progress.total),
        width: 120,
        align: 'end',
      },
      {
        id: 'when',
        label: words.when,
        value: (job) => job.createdAt,
        show: (job) => format.instant(job.createdAt),
        sort: 'createdAt',
        width: 190,
      },
    ],
    [words, format, text],
  )
  return (
    <PageFrame title={words.title} intro={words.intro}>
      <DataTable
        name={words.title}
        columns={columns}
        pages={jobs}
        idOf={(job) => job.id}
        onOpen={(job) => void navigate({ to: paths.job(job.id) })}
        order={sort}
        onOrder={(order) => change({ sort: order })}
        empty={<EmptyState title={words.empty} />}
        filters={
          <FilterSelect
            label={words.state}
            all={words.all}
            value={state}
            options={jobStates.map((one) => ({ value: one, label: text(statusOf(one).words) }))}
            onChange={(value) => change({ state: value })}
          />
        }
      />
    </PageFrame>
  )
}
