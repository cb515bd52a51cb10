import { Text } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useMemo } from 'react'
import { apiPages, type RowOf } from '../../core/api/query.ts'
import { useFormat, useText } from '../../core/i18n/language-provider.tsx'
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
import { statusOf } from '../../ui/words/status.ts'
import { WaitingDestructions } from './destruction/waiting-destructions.tsx'
import { useEndingWords } from './words.ts'

type Row = RowOf<'endings', 'list'>

const states = [
  'dispensed',
  'dispensed_in_parts',
  'administered',
  'exported',
  'sampled',
  'free_sample',
  'checked_out',
  'destroyed',
  'stolen',
  'lost',
  'commissioning_voided',
  'gone_unsaleable',
] as const satisfies readonly Row['state'][]
const first = { state: '', sort: '-day' }

/** What left circulation, by day and lot; and destructions that wait for a second person. */
export default function EndingsPage() {
  const words = useEndingWords()
  const format = useFormat()
  const text = useText()
  const navigate = useNavigate()
  const may = useMay()
  const { institution } = useSession()
  const isRegulator = institution.kind === 'regulator'
  const [{ state, sort }, change] = useSearchState(first)
  const chosen = states.find((one) => one === state)
  const pages = useInfiniteQuery(
    apiPages('endings', 'list', {
      query: { limit: 200, sort: sort === 'day' ? 'day' : '-day', ...(chosen ? { state: chosen } : {}) },
    }),
  )
  const loaded = pages.data?.pages.flatMap(({ items }) => items) ?? []
  const nameOf = useInstitutionNames(isRegulator ? loaded.map(({ gln }) => gln) : [])
  const columns = useMemo(
    (): readonly Column<Row>[] => [
      {
        id: 'day',
        label: words.day,
        value: (row) => row.day,
        show: (row) => format.day(row.day),
        sort: 'day',
        width: 130,
      },
      {
        id: 'state',
        label: words.state,
        value: (row) => text(statusOf(row.state).words),
        show: (row) => <StatusBadge status={row.state} />,
        width: 170,
      },
      { id: 'product', label: words.product, value: (row) => row.productName, width: '2fr' },
      { id: 'lot', label: words.lot, value: (row) => row.lot, width: 130 },
      {
        id: 'units',
        label: words.units,
        value: (row) => row.units,
        show: (row) => format.number(row.units),
        align: 'end',
        width: 90,
      },
      { id: 'by', label: words.by, value: (row) => nameOf(row.gln), width: '1fr', hidden: !isRegulator },
      {
        id: 'undoable',
        label: words.undoable,
        value: (row) => row.undoableUntil ?? '',
        show: (row) =>
          row.undoableUntil === undefined ? (
            <Text size="sm" c="dimmed" component="span">
              {words.never}
            </Text>
          ) : (
            format.day(row.undoableUntil)
          ),
        width: 170,
      },
    ],
    [words, format, text, nameOf, isRegulator],
  )
  return (
    <PageFrame
      title={words.title}
      intro={isRegulator ? words.introAll : words.intro}
      actions={
        <>
          {(may('endings.undo') || may('endings.overrideUndo')) && (
            <ButtonLink to={paths.undoEnding} variant="default">
              {words.undo}
            </ButtonLink>
          )}
          {may('endings.decommission') && <ButtonLink to={paths.newEnding}>{words.take}</ButtonLink>}
        </>
      }
    >
      <WaitingDestructions />
      <DataTable
        name={words.title}
        columns={columns}
        pages={pages}
        idOf={(row) => `${row.gln} ${row.state} ${row.day} ${row.gtin} ${row.lot}`}
        onOpen={(row) => void navigate({ to: paths.lot(row.gtin, row.lot) })}
        order={sort}
        onOrder={(order) => change({ sort: order })}
        empty={<EmptyState title={words.empty} detail={words.emptyDetail} />}
        filters={
          <FilterSelect
            label={words.state}
            all={words.all}
            value={state}
            options={states.map((one) => ({ value: one, label: text(statusOf(one).words) }))}
            onChange={(value) => change({ state: value })}
            width={190}
          />
        }
      />
    </PageFrame>
  )
}
