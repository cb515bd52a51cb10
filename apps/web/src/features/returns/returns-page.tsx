import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useMemo } from 'react'
import { apiPages, type RowOf } from '../../core/api/query.ts'
import { useFormat } from '../../core/i18n/language-provider.tsx'
import { useInstitutionNames } from '../../core/names/use-names.ts'
import { useSearchState } from '../../core/pages/page-state.ts'
import { paths } from '../../core/paths.ts'
import { useMay, useSession } from '../../core/session/session.ts'
import { ButtonLink } from '../../ui/app-link.tsx'
import { PageFrame } from '../../ui/layout/page-frame.tsx'
import { EmptyState } from '../../ui/state/states.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import type { Column } from '../../ui/table/column.ts'
import { DataTable } from '../../ui/table/data-table.tsx'
import { FilterSelect } from '../../ui/table/filter-select.tsx'
import { useReturnWords } from './words.ts'

type Row = RowOf<'returns', 'list'>

const first = { state: '', sort: 'expiry' }

/** What came back, and waits to be judged or destroyed. */
export default function ReturnsPage() {
  const words = useReturnWords()
  const format = useFormat()
  const navigate = useNavigate()
  const may = useMay()
  const { institution } = useSession()
  const isRegulator = institution.kind === 'regulator'
  const [{ state, sort }, change] = useSearchState(first)
  const pages = useInfiniteQuery(
    apiPages('returns', 'list', {
      query: {
        limit: 500,
        sort: sort === '-expiry' ? '-expiry' : 'expiry',
        ...(state === 'returned' || state === 'rejected' ? { state } : {}),
      },
    }),
  )
  const loaded = pages.data?.pages.flatMap(({ items }) => items) ?? []
  const nameOf = useInstitutionNames(isRegulator ? loaded.map(({ gln }) => gln) : [])
  const columns = useMemo(
    (): readonly Column<Row>[] => [
      { id: 'product', label: words.product, value: (row) => row.productName, width: '2fr' },
      { id: 'lot', label: words.lot, value: (row) => row.lot, width: 120 },
      {
        id: 'expiry',
        label: words.expiry,
        value: (row) => row.expiry,
        show: (row) => format.day(row.expiry),
        sort: 'expiry',
        width: 130,
      },
      {
        id: 'state',
        label: words.state,
        value: (row) => row.state,
        show: (row) => <StatusBadge status={row.state} />,
        width: 120,
      },
      {
        id: 'units',
        label: words.units,
        value: (row) => row.units,
        show: (row) => format.number(row.units),
        align: 'end',
        width: 80,
      },
      { id: 'at', label: words.at, value: (row) => nameOf(row.gln), width: '1fr', hidden: !isRegulator },
      {
        id: 'since',
        label: words.since,
        value: (row) => row.since ?? '',
        show: (row) => (row.since === undefined ? '' : format.relative(row.since)),
        width: 120,
      },
      { id: 'reason', label: words.reason, value: (row) => row.reason ?? '', width: '2fr' },
    ],
    [words, format, nameOf, isRegulator],
  )
  return (
    <PageFrame
      title={words.title}
      intro={isRegulator ? words.introAll : words.intro}
      actions={
        <>
          {state === 'rejected' && may('endings.proposeDestruction') && (
            <ButtonLink to={paths.newEnding} variant="default">
              {words.destroy}
            </ButtonLink>
          )}
          {may('returns.accept') && (
            <ButtonLink to={paths.judgeReturns} variant={may('returns.receive') ? 'default' : 'filled'}>
              {words.judge}
            </ButtonLink>
          )}
          {may('returns.receive') && <ButtonLink to={paths.takeBack}>{words.takeBack}</ButtonLink>}
        </>
      }
    >
      <DataTable
        name={words.title}
        columns={columns}
        pages={pages}
        idOf={(row) => `${row.gln} ${row.gtin} ${row.lot} ${row.state}`}
        onOpen={(row) => void navigate({ to: paths.lot(row.gtin, row.lot) })}
        order={sort}
        onOrder={(order) => change({ sort: order })}
        empty={
          <EmptyState
            title={words.empty}
            detail={['pharmacy', 'hospital'].includes(institution.kind) ? words.emptyCounter : words.emptyTrade}
          />
        }
        filters={
          <FilterSelect
            label={words.state}
            all={words.all}
            value={state}
            options={[
              { value: 'returned', label: words.waiting },
              { value: 'rejected', label: words.rejected },
            ]}
            onChange={(value) => change({ state: value })}
            width={220}
          />
        }
      />
    </PageFrame>
  )
}
