import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type StockRow, type StockState, stockStates } from '@theriac/api'
import { useMemo } from 'react'
import { apiPages, apiQuery } from '../../core/api/query.ts'
import { useFormat, useText } from '../../core/i18n/language-provider.tsx'
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
import { statusOf } from '../../ui/words/status.ts'
import { stateWords } from './state-words.ts'
import { Totals } from './totals.tsx'
import { useStockWords } from './words.ts'

const first = { state: '', days: '', sort: 'expiry' }
/** Days from now; none are those that have expired. */
const spans = [0, 30, 60, 90, 180] as const
const orders = ['expiry', '-expiry', 'product', '-product', 'units', '-units'] as const
const dayMs = 86_400_000
/** Stock that expires before this day has done so in so many days, today counting as in date. */
const firstDayAfter = (days: number): string =>
  new Date(Date.now() + (days === 0 ? 0 : days + 1) * dayMs).toISOString().slice(0, 10)

/** Goods of the institution by product, lot, state and expiry. */
export default function StockPage() {
  const words = useStockWords()
  const format = useFormat()
  const translate = useText()
  const navigate = useNavigate()
  const may = useMay()
  const { institution } = useSession()
  const isRegulator = institution.kind === 'regulator'
  const [{ state, days, sort }, change] = useSearchState(first)
  const before = useMemo(() => (days === '' ? undefined : firstDayAfter(Number(days))), [days])
  const rows = useInfiniteQuery(
    apiPages('stock', 'list', {
      query: {
        limit: 500,
        sort: orders.find((one) => one === sort) ?? 'expiry',
        ...(state === '' ? {} : { state: state as StockState }),
        ...(before === undefined ? {} : { expiringBefore: before as StockRow['expiry'] }),
      },
    }),
  )
  const institutions = useQuery({
    ...apiQuery('institutions', 'list', { query: { limit: 500 } }),
    enabled: isRegulator,
    meta: { still: true },
  })
  const names = useMemo(
    () => new Map<string, string>(institutions.data?.items.map(({ gln, name }) => [gln, name])),
    [institutions.data],
  )
  const columns = useMemo(
    (): readonly Column<StockRow>[] => [
      { id: 'product', label: words.product, value: (row) => row.productName, sort: 'product', width: '2fr' },
      { id: 'gtin', label: words.gtin, value: (row) => row.gtin, width: 150, hidden: true },
      { id: 'lot', label: words.lot, value: (row) => row.lot, width: 130 },
      {
        id: 'expiry',
        label: words.expiry,
        value: (row) => row.expiry,
        show: (row) => format.day(row.expiry),
        sort: 'expiry',
        width: 140,
      },
      {
        id: 'state',
        label: words.goods,
        value: (row) => translate(statusOf(row.status === 'ok' ? row.state : row.status).words),
        show: (row) => <StatusBadge status={row.status === 'ok' ? row.state : row.status} />,
        width: 170,
      },
      {
        id: 'units',
        label: words.units,
        value: (row) => row.units,
        show: (row) => format.number(row.units),
        sort: 'units',
        align: 'end',
        width: 110,
      },
      {
        id: 'packed',
        label: words.packed,
        value: (row) => row.packed,
        show: (row) => format.number(row.packed),
        align: 'end',
        width: 130,
      },
      {
        id: 'holder',
        label: words.holder,
        value: (row) => names.get(row.gln) ?? row.gln,
        width: '1fr',
        hidden: !isRegulator,
      },
    ],
    [words, format, translate, isRegulator, names],
  )
  const isFiltered = state !== '' || days !== ''
  return (
    <PageFrame
      title={words.title}
      intro={isRegulator ? words.introAll : words.intro}
      actions={
        <>
          {may('endings.decommission') && (
            <ButtonLink to={paths.newEnding} variant="default">
              {words.takeOut}
            </ButtonLink>
          )}
          {may('quarantine.setAside') && (
            <ButtonLink to={paths.setAside} variant="default">
              {words.setAside}
            </ButtonLink>
          )}
        </>
      }
    >
      <Totals />
      <DataTable
        name={words.title}
        columns={columns}
        pages={rows}
        idOf={(row) => `${row.gln} ${row.gtin} ${row.lot} ${row.state}`}
        onOpen={(row) => void navigate({ to: paths.lot(row.gtin, row.lot) })}
        order={sort}
        onOrder={(order) => change({ sort: order })}
        empty={
          isFiltered ? (
            <EmptyState title={words.nothing} detail={words.nothingDetail} />
          ) : (
            <EmptyState title={words.empty} detail={words.emptyDetail} />
          )
        }
        filters={
          <>
            <FilterSelect
              label={words.goods}
              all={words.all}
              value={String(state)}
              options={stockStates.map((one) => ({ value: one, label: translate(stateWords(one)) }))}
              onChange={(value) => change({ state: value })}
              width={150}
            />
            <FilterSelect
              label={words.expiring}
              all={words.anyExpiry}
              value={String(days)}
              options={spans.map((span) => ({
                value: String(span),
                label: span === 0 ? words.expired : words.within(span),
              }))}
              onChange={(value) => change({ days: value })}
              width={160}
            />
          </>
        }
      />
    </PageFrame>
  )
}
