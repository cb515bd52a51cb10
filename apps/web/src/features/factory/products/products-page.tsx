import { TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { IconPill, IconPlus, IconSearch } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type Product, type ProductStatus, productStatuses } from '@theriac/api'
import { useMemo, useState } from 'react'
import { apiPages } from '../../../core/api/query.ts'
import { useFormat, useText } from '../../../core/i18n/language-provider.tsx'
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
import { statusOf } from '../../../ui/words/status.ts'
import { useProductFieldWords, useProductWords } from './words.ts'

const first = { sort: 'name', text: '', status: '', whose: '' }
const orders = ['name', '-name', 'gtin', '-gtin'] as const

/** Products: a factory sees its own first, and can look at those of the others. */
export default function ProductsPage() {
  const words = useProductWords()
  const fieldWords = useProductFieldWords()
  const format = useFormat()
  const inWords = useText()
  const navigate = useNavigate()
  const may = useMay()
  const { institution } = useSession()
  const isFactory = institution.kind === 'factory'
  const [{ sort, text, status, whose }, change] = useSearchState(first)
  const isOwn = isFactory && whose !== 'all'
  const [typed, setTyped] = useState(text)
  const search = useDebouncedCallback((wanted: string) => change({ text: wanted }), 300)
  const products = useInfiniteQuery(
    apiPages('products', 'list', {
      query: {
        sort: orders.find((order) => order === sort) ?? 'name',
        ...(isOwn ? { owner: institution.gln } : {}),
        ...(text === '' ? {} : { text }),
        ...(status === '' ? {} : { status: status as ProductStatus }),
      },
    }),
  )
  const columns = useMemo(
    (): readonly Column<Product>[] => [
      { id: 'name', label: fieldWords.name, value: (row) => row.data.name, sort: 'name', width: '2fr' },
      { id: 'gtin', label: fieldWords.gtin, value: (row) => row.gtin, sort: 'gtin', width: 160 },
      { id: 'genericName', label: fieldWords.genericName, value: (row) => row.data.genericName, width: '1fr' },
      { id: 'strength', label: fieldWords.strength, value: (row) => row.data.strength, width: 130 },
      { id: 'atc', label: fieldWords.atc, value: (row) => row.data.atc, width: 120, hidden: true },
      { id: 'owner', label: words.owner, value: (row) => row.owner.name, width: '1fr', hidden: isFactory },
      {
        id: 'status',
        label: words.status,
        value: (row) => row.status,
        show: (row) => <StatusBadge status={row.status} />,
        width: 130,
      },
      {
        id: 'updatedAt',
        label: words.updatedAt,
        value: (row) => row.updatedAt,
        show: (row) => format.instant(row.updatedAt),
        width: 190,
      },
    ],
    [words, fieldWords, format, isFactory],
  )
  const isFiltered = text !== '' || status !== ''
  const registerLink = may('products.register') && (
    <ButtonLink to={paths.newProduct} leftSection={<IconPlus size={16} />}>
      {words.register}
    </ButtonLink>
  )
  return (
    <PageFrame title={words.title} intro={words.intro} actions={registerLink}>
      <DataTable
        name={words.title}
        columns={columns}
        pages={products}
        idOf={(row) => row.gtin}
        onOpen={(row) => void navigate({ to: paths.product(row.gtin) })}
        order={sort}
        onOrder={(order) => change({ sort: order })}
        empty={
          <EmptyState
            icon={IconPill}
            title={words.empty}
            {...(isFiltered ? { detail: words.emptyFilter } : isOwn ? { detail: words.emptyDetail } : {})}
          >
            {!isFiltered && registerLink}
          </EmptyState>
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
              label={words.status}
              all={words.allStatuses}
              value={status}
              options={productStatuses.map((one) => ({ value: one, label: inWords(statusOf(one).words) }))}
              onChange={(value) => change({ status: value })}
              width={{ base: '100%', xs: 150 }}
            />
            {isFactory && (
              <FilterSelect
                label={words.whose}
                all={words.own}
                value={whose}
                options={[{ value: 'all', label: words.everybody }]}
                onChange={(value) => change({ whose: value })}
                width={{ base: '100%', xs: 150 }}
              />
            )}
          </>
        }
      />
    </PageFrame>
  )
}
