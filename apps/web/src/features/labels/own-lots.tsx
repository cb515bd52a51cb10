import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { Lot } from '@theriac/api'
import { useMemo } from 'react'
import { apiPages } from '../../core/api/query.ts'
import { useFormat } from '../../core/i18n/language-provider.tsx'
import { paths } from '../../core/paths.ts'
import { useSession } from '../../core/session/session.ts'
import { Section } from '../../ui/layout/page-frame.tsx'
import { EmptyState } from '../../ui/state/states.tsx'
import type { Column } from '../../ui/table/column.ts'
import { DataTable } from '../../ui/table/data-table.tsx'
import { useLabelWords } from './words.ts'

/** Lots of the factory whose packs have serials, the newest first. */
export function OwnLots() {
  const words = useLabelWords()
  const format = useFormat()
  const navigate = useNavigate()
  const { institution } = useSession()
  const lots = useInfiniteQuery(
    apiPages('lots', 'list', { query: { owner: institution.gln, sort: '-registered', limit: 50 } }),
  )
  const columns = useMemo(
    (): readonly Column<Lot>[] => [
      { id: 'product', label: words.product, value: (row) => row.productName, width: '2fr' },
      { id: 'lot', label: words.lot, value: (row) => row.lot, width: '1fr' },
      {
        id: 'expiry',
        label: words.expiry,
        value: (row) => row.expiry,
        show: (row) => format.day(row.expiry),
        width: 150,
      },
      {
        id: 'made',
        label: words.made,
        value: (row) => (row.serialised ? row.commissioned : 0),
        show: (row) => (row.serialised ? format.number(row.commissioned) : '–'),
        align: 'end',
        width: 130,
      },
    ],
    [words, format],
  )
  return (
    <Section title={words.lots}>
      <DataTable
        name={words.lots}
        columns={columns}
        pages={lots}
        idOf={(row) => `${row.gtin} ${row.lot}`}
        onOpen={(row) => void navigate({ to: paths.lotLabels(row.gtin, row.lot) })}
        empty={<EmptyState title={words.noLots} detail={words.noLotsDetail} />}
        plain
      />
    </Section>
  )
}
