import { Button, Text, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { IconPlus, IconSearch, IconX } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { Lot } from '@theriac/api'
import { useMemo, useState } from 'react'
import { apiPages } from '../../../core/api/query.ts'
import { useFormat } from '../../../core/i18n/language-provider.tsx'
import { useProductNames } from '../../../core/names/use-names.ts'
import { useSearchState } from '../../../core/pages/page-state.ts'
import { paths } from '../../../core/paths.ts'
import { useMay, useSession } from '../../../core/session/session.ts'
import { ButtonLink } from '../../../ui/app-link.tsx'
import { PageFrame } from '../../../ui/layout/page-frame.tsx'
import { EmptyState } from '../../../ui/state/states.tsx'
import { StatusBadge } from '../../../ui/status-badge.tsx'
import type { Column } from '../../../ui/table/column.ts'
import { DataTable } from '../../../ui/table/data-table.tsx'
import { FilterSelect } from '../../../ui/table/filter-select.tsx'
import { useLotWords } from './words.ts'

const first = { sort: '-registered', text: '', recalled: '', gtin: '' }
const orders = ['expiry', '-expiry', 'registered', '-registered'] as const

/** Lots: a factory's own, everybody's for all others. */
export default function LotsPage() {
  const words = useLotWords()
  const format = useFormat()
  const navigate = useNavigate()
  const may = useMay()
  const { institution } = useSession()
  const [{ sort, text, recalled, gtin }, change] = useSearchState(first)
  const productOf = useProductNames(gtin === '' ? [] : [gtin])
  const isFactory = institution.kind === 'factory'
  const [typed, setTyped] = useState(text)
  const search = useDebouncedCallback((wanted: string) => change({ text: wanted }), 300)
  const lots = useInfiniteQuery(
    apiPages('lots', 'list', {
      query: {
        sort: orders.find((order) => order === sort) ?? '-registered',
        ...(isFactory && gtin === '' ? { owner: institution.gln } : {}),
        ...(gtin === '' ? {} : { gtin: gtin as Lot['gtin'] }),
        ...(text === '' ? {} : { text }),
        ...(recalled === '' ? {} : { recalled: recalled === 'yes' }),
      },
    }),
  )
  const columns = useMemo(
    (): readonly Column<Lot>[] => [
      {
        id: 'lot',
        label: words.lot,
        value: (row) => row.lot,
        show: (row) => (
          <Text ff="monospace" fw={600} size="sm">
            {row.lot}
          </Text>
        ),
        width: 150,
      },
      { id: 'product', label: words.product, value: (row) => row.productName, width: '2fr' },
      { id: 'gtin', label: words.gtin, value: (row) => row.gtin, width: 150, hidden: true },
      { id: 'maker', label: words.maker, value: (row) => row.owner.name, width: '1fr', hidden: isFactory },
      {
        id: 'status',
        label: words.status,
        value: (row) => row.status,
        show: (row) => <StatusBadge status={row.status} />,
        width: 150,
      },
      {
        id: 'made',
        label: words.made,
        value: (row) => row.commissioned,
        show: (row) => words.ofPlanned(row.commissioned, row.quantity),
        width: 170,
        align: 'end',
      },
      {
        id: 'expiry',
        label: words.expiry,
        value: (row) => row.expiry,
        show: (row) => format.day(row.expiry),
        sort: 'expiry',
        width: 140,
      },
      {
        id: 'registered',
        label: words.registeredAt,
        value: (row) => row.registeredAt,
        show: (row) => format.instant(row.registeredAt),
        sort: 'registered',
        width: 190,
      },
    ],
    [words, format, isFactory],
  )
  const isFiltered = text !== '' || recalled !== '' || gtin !== ''
  return (
    <PageFrame
      title={words.title}
      intro={isFactory ? words.introOwn : words.introAll}
      actions={
        may('lots.register') && (
          <ButtonLink to={paths.newLot} leftSection={<IconPlus size={16} />}>
            {words.register}
          </ButtonLink>
        )
      }
    >
      {gtin !== '' && (
        <Button
          variant="light"
          rightSection={<IconX size={16} />}
          style={{ alignSelf: 'flex-start' }}
          aria-label={`${words.onlyOf(productOf(gtin))} – ${words.all}`}
          onClick={() => change({ gtin: '' })}
        >
          {words.onlyOf(productOf(gtin))}
        </Button>
      )}
      <DataTable
        name={words.title}
        columns={columns}
        pages={lots}
        idOf={(row) => row.id}
        onOpen={(row) => void navigate({ to: paths.lot(row.gtin, row.lot) })}
        order={sort}
        onOrder={(order) => change({ sort: order })}
        empty={
          isFiltered ? (
            <EmptyState title={words.empty} detail={words.emptyFilter} />
          ) : (
            <EmptyState title={words.empty} {...(isFactory ? { detail: words.emptyDetail } : {})}>
              {may('lots.register') && <ButtonLink to={paths.newLot}>{words.register}</ButtonLink>}
            </EmptyState>
          )
        }
        filters={
          <>
            <TextInput
              aria-label={words.search}
              placeholder={words.search}
              leftSection={<IconSearch size={16} />}
              value={typed}
              onChange={({ currentTarget: { value } }) => {
                setTyped(value)
                search(value.trim())
              }}
              w={{ base: '100%', xs: 220 }}
            />
            <FilterSelect
              label={words.which}
              all={words.all}
              value={recalled}
              options={[
                { value: 'no', label: words.notRecalled },
                { value: 'yes', label: words.recalledOnly },
              ]}
              onChange={(value) => change({ recalled: value })}
              width={{ base: '100%', xs: 150 }}
            />
          </>
        }
      />
    </PageFrame>
  )
}
