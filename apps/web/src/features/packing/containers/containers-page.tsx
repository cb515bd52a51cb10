import { Select, TextInput } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { Container } from '@theriac/api'
import { useDeferredValue, useMemo } from 'react'
import { apiPages } from '../../../core/api/query.ts'
import { useFormat } from '../../../core/i18n/language-provider.tsx'
import { useInstitutionNames } from '../../../core/names/use-names.ts'
import { useSearchState } from '../../../core/pages/page-state.ts'
import { paths } from '../../../core/paths.ts'
import { useMay, useSession } from '../../../core/session/session.ts'
import { ButtonLink } from '../../../ui/app-link.tsx'
import { PageFrame } from '../../../ui/layout/page-frame.tsx'
import { EmptyState } from '../../../ui/state/states.tsx'
import type { Column } from '../../../ui/table/column.ts'
import { DataTable } from '../../../ui/table/data-table.tsx'
import { glnsOf, usePlaceText } from '../place.ts'
import { kindOf } from './kind.ts'
import { useContainerWords } from './words.ts'

const first = { level: 'outermost', digits: '', sort: '-created' }
const orders = ['created', '-created', 'sscc', '-sscc'] as const

/** Cases and pallets of the institution. */
export default function ContainersPage() {
  const words = useContainerWords()
  const format = useFormat()
  const navigate = useNavigate()
  const may = useMay()
  const { institution } = useSession()
  const isRegulator = institution.kind === 'regulator'
  const [{ level, digits, sort }, change] = useSearchState(first)
  const text = useDeferredValue(String(digits).replace(/\D/g, '').slice(0, 18))
  const containers = useInfiniteQuery(
    apiPages('packing', 'list', {
      query: {
        sort: orders.find((one) => one === sort) ?? '-created',
        ...(level === 'all' ? {} : { outermost: true }),
        ...(text === '' ? {} : { text }),
      },
    }),
  )
  const rows = containers.data?.pages.flatMap(({ items }) => items) ?? []
  const nameOf = useInstitutionNames(rows.flatMap(({ place, root }) => [...glnsOf(place), ...glnsOf(root)]))
  const placeText = usePlaceText(nameOf)
  const columns = useMemo(
    (): readonly Column<Container>[] => [
      { id: 'sscc', label: words.sscc, value: (row) => row.sscc, sort: 'sscc', width: 200 },
      { id: 'kind', label: words.kind, value: (row) => words.kinds[kindOf(row)], width: 100 },
      { id: 'place', label: words.place, value: (row) => placeText(row.place), width: '2fr' },
      { id: 'at', label: words.at, value: (row) => nameOf(row.root.gln ?? ''), width: '1fr', hidden: !isRegulator },
      {
        id: 'packs',
        label: words.packs,
        value: (row) => row.units,
        show: (row) => format.number(row.units),
        align: 'end',
        width: 100,
      },
      { id: 'lots', label: words.lots, value: (row) => row.lots, align: 'end', width: 100 },
      { id: 'children', label: words.children, value: (row) => row.children || undefined, align: 'end', width: 150 },
      {
        id: 'created',
        label: words.madeAt,
        value: (row) => row.createdAt,
        show: (row) => format.instant(row.createdAt),
        sort: 'created',
        width: 190,
      },
    ],
    [words, format, placeText, nameOf, isRegulator],
  )
  return (
    <PageFrame
      title={words.title}
      intro={isRegulator ? words.introAll : words.intro}
      actions={may('packing.pack') && <ButtonLink to={paths.packing}>{words.pack}</ButtonLink>}
    >
      <DataTable
        name={words.title}
        columns={columns}
        pages={containers}
        idOf={(row) => row.sscc}
        onOpen={(row) => void navigate({ to: paths.container(row.sscc) })}
        order={String(sort)}
        onOrder={(order) => change({ sort: order })}
        empty={
          text === '' ? (
            <EmptyState title={words.empty} detail={words.emptyDetail}>
              {may('packing.pack') && <ButtonLink to={paths.packing}>{words.pack}</ButtonLink>}
            </EmptyState>
          ) : (
            <EmptyState title={words.nothing} />
          )
        }
        filters={
          <>
            <TextInput
              aria-label={words.find}
              placeholder={words.find}
              value={String(digits)}
              onChange={(event) => change({ digits: event.currentTarget.value })}
              inputMode="numeric"
              w={190}
            />
            <Select
              aria-label={words.levels}
              data={[
                { value: 'outermost', label: words.outermost },
                { value: 'all', label: words.all },
              ]}
              value={String(level)}
              onChange={(value) => change({ level: value ?? 'outermost' })}
              allowDeselect={false}
              w={200}
            />
          </>
        }
      />
    </PageFrame>
  )
}
