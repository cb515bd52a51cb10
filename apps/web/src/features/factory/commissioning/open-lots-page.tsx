import { Text } from '@mantine/core'
import { IconBarcode } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { Lot } from '@theriac/api'
import { useMemo } from 'react'
import { apiQuery } from '../../../core/api/query.ts'
import { useFormat } from '../../../core/i18n/language-provider.tsx'
import { paths } from '../../../core/paths.ts'
import { useSession } from '../../../core/session/session.ts'
import { ButtonLink } from '../../../ui/app-link.tsx'
import { PageFrame } from '../../../ui/layout/page-frame.tsx'
import { EmptyState, QueryView } from '../../../ui/state/states.tsx'
import type { Column } from '../../../ui/table/column.ts'
import { DataTable } from '../../../ui/table/data-table.tsx'
import { useLotWords } from '../lots/words.ts'
import { useCommissioningWords } from './words.ts'

/** The factory's own lots of which packs can still be made. */
export default function OpenLotsPage() {
  const words = useCommissioningWords()
  const lotWords = useLotWords()
  const format = useFormat()
  const navigate = useNavigate()
  const { institution } = useSession()
  const query = useQuery(
    apiQuery('lots', 'list', { query: { owner: institution.gln, recalled: false, sort: '-registered', limit: 500 } }),
  )
  const columns = useMemo(
    (): readonly Column<Lot>[] => [
      {
        id: 'lot',
        label: lotWords.lot,
        value: (row) => row.lot,
        show: (row) => (
          <Text ff="monospace" fw={600} size="sm">
            {row.lot}
          </Text>
        ),
        width: 170,
      },
      { id: 'product', label: lotWords.product, value: (row) => row.productName, width: '2fr' },
      {
        id: 'made',
        label: lotWords.made,
        value: (row) => row.commissioned,
        show: (row) => lotWords.ofPlanned(row.commissioned, row.quantity),
        width: 170,
        align: 'end',
      },
      {
        id: 'left',
        label: words.left,
        value: (row) => row.quantity - row.commissioned,
        show: (row) => format.number(row.quantity - row.commissioned),
        width: 130,
        align: 'end',
      },
      {
        id: 'expiry',
        label: lotWords.expiry,
        value: (row) => row.expiry,
        show: (row) => format.day(row.expiry),
        width: 150,
      },
    ],
    [words, lotWords, format],
  )
  return (
    <PageFrame
      title={words.title}
      intro={words.intro}
      actions={
        <ButtonLink to={paths.newLot} variant="default">
          {words.registerLot}
        </ButtonLink>
      }
    >
      <QueryView query={query} lines={8}>
        {({ items }) => (
          <DataTable
            name={words.title}
            columns={columns}
            rows={items.filter(({ status, commissioned, quantity }) => status === 'ok' && commissioned < quantity)}
            idOf={(row) => row.id}
            onOpen={(row) => void navigate({ to: paths.commission(row.gtin, row.lot) })}
            empty={
              <EmptyState title={words.emptyTitle} detail={words.emptyDetail} icon={IconBarcode}>
                <ButtonLink to={paths.newLot}>{words.registerLot}</ButtonLink>
              </EmptyState>
            }
          />
        )}
      </QueryView>
    </PageFrame>
  )
}
