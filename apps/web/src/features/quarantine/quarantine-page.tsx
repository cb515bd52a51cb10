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
import type { Column } from '../../ui/table/column.ts'
import { DataTable } from '../../ui/table/data-table.tsx'
import { FilterSelect } from '../../ui/table/filter-select.tsx'
import { useQuarantineWords } from './words.ts'

type Row = RowOf<'quarantine', 'list'>

const first = { whose: '', sort: 'expiry' }

/** What is held, since when, why, and by whom. */
export default function QuarantinePage() {
  const words = useQuarantineWords()
  const format = useFormat()
  const navigate = useNavigate()
  const may = useMay()
  const { institution } = useSession()
  const isRegulator = institution.kind === 'regulator'
  const [{ whose, sort }, change] = useSearchState(first)
  const query = useInfiniteQuery(
    apiPages('quarantine', 'list', {
      query: {
        limit: 500,
        sort: sort === '-expiry' ? '-expiry' : 'expiry',
        ...(whose === 'us' ? { setter: institution.gln } : {}),
      },
    }),
  )
  const loaded = query.data?.pages.flatMap(({ items }) => items) ?? []
  const nameOf = useInstitutionNames(loaded.flatMap(({ gln, setter }) => [gln, setter]))
  // Read as the table reads pages, but for those that the server cannot leave out.
  const pages =
    whose === 'others' && query.data
      ? {
          ...query,
          data: {
            ...query.data,
            pages: query.data.pages.map((page) => ({
              ...page,
              items: page.items.filter(({ setter }) => setter !== institution.gln),
            })),
          },
        }
      : query
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
        id: 'units',
        label: words.units,
        value: (row) => row.units,
        show: (row) => format.number(row.units),
        align: 'end',
        width: 80,
      },
      { id: 'at', label: words.at, value: (row) => nameOf(row.gln), width: '1fr', hidden: !isRegulator },
      { id: 'by', label: words.by, value: (row) => nameOf(row.setter), width: '1fr' },
      {
        id: 'since',
        label: words.since,
        value: (row) => row.since ?? '',
        show: (row) => (row.since === undefined ? '' : format.relative(row.since)),
        width: 120,
      },
      {
        id: 'reason',
        label: words.reason,
        value: (row) => row.reason ?? (row.act === 'reclaim' ? words.difference : ''),
        width: '2fr',
      },
    ],
    [words, format, nameOf, isRegulator],
  )
  return (
    <PageFrame
      title={words.title}
      intro={isRegulator ? words.introAll : words.intro}
      actions={
        may('quarantine.setAside') && (
          <>
            <ButtonLink to={paths.release} variant="default">
              {words.release}
            </ButtonLink>
            <ButtonLink to={paths.setAside}>{words.setAside}</ButtonLink>
          </>
        )
      }
    >
      <DataTable
        name={words.title}
        columns={columns}
        pages={pages}
        idOf={(row) => `${row.gln} ${row.setter} ${row.gtin} ${row.lot}`}
        onOpen={(row) => void navigate({ to: paths.lot(row.gtin, row.lot) })}
        order={sort}
        onOrder={(order) => change({ sort: order })}
        empty={<EmptyState title={words.empty} detail={words.emptyDetail} />}
        filters={
          <FilterSelect
            label={words.whose}
            all={words.all}
            value={whose}
            options={[
              { value: 'us', label: words.byUs },
              { value: 'others', label: words.byOthers },
            ]}
            onChange={(value) => change({ whose: value })}
            width={180}
          />
        }
      />
    </PageFrame>
  )
}
