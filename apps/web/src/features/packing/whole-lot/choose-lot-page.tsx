import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { StockRow } from '@theriac/api'
import { useMemo } from 'react'
import { apiQuery } from '../../../core/api/query.ts'
import { useFormat } from '../../../core/i18n/language-provider.tsx'
import { paths } from '../../../core/paths.ts'
import { PageFrame } from '../../../ui/layout/page-frame.tsx'
import { EmptyState, QueryView } from '../../../ui/state/states.tsx'
import type { Column } from '../../../ui/table/column.ts'
import { DataTable } from '../../../ui/table/data-table.tsx'
import { useWholeLotWords } from './words.ts'

/** Lots that lie loose in the stock, to choose one that is packed as a whole. */
export default function ChooseLotPage() {
  const words = useWholeLotWords()
  const format = useFormat()
  const navigate = useNavigate()
  const stock = useQuery(apiQuery('stock', 'list', { query: { state: 'sellable', limit: 500, sort: '-units' } }))
  const columns = useMemo(
    (): readonly Column<StockRow>[] => [
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
        id: 'loose',
        label: words.loose,
        value: (row) => row.loose,
        show: (row) => format.number(row.loose),
        align: 'end',
        width: 150,
      },
    ],
    [words, format],
  )
  return (
    <PageFrame title={words.title} intro={words.choose}>
      <QueryView query={stock}>
        {({ items }) => (
          <DataTable
            name={words.title}
            columns={columns}
            rows={items.filter(({ loose }) => loose > 0)}
            idOf={(row) => `${row.gtin} ${row.lot}`}
            onOpen={(row) => void navigate({ to: paths.packLot(row.gtin, row.lot) })}
            empty={<EmptyState title={words.empty} detail={words.emptyDetail} />}
          />
        )}
      </QueryView>
    </PageFrame>
  )
}
