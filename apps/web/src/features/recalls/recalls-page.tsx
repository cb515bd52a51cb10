import { SegmentedControl, Stack } from '@mantine/core'
import { IconAlertOctagon, IconCircleCheck } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { Recall, Withdrawal } from '@theriac/api'
import { apiPages } from '../../core/api/query.ts'
import { useFormat } from '../../core/i18n/language-provider.tsx'
import { useSearchState } from '../../core/pages/page-state.ts'
import { paths } from '../../core/paths.ts'
import { useMay, useSession } from '../../core/session/session.ts'
import { ButtonLink } from '../../ui/app-link.tsx'
import { PageFrame, Section } from '../../ui/layout/page-frame.tsx'
import { EmptyState } from '../../ui/state/states.tsx'
import type { Column } from '../../ui/table/column.ts'
import { DataTable } from '../../ui/table/data-table.tsx'
import { useProgressColumns } from './progress-columns.tsx'
import { useRecallWords } from './words.ts'

const first = { which: 'all', sort: '-recalled' }
const orders = ['recalled', '-recalled', 'class', '-class'] as const

/** All recalls and withdrawals that concern the institution, and how far each is. */
export default function RecallsPage() {
  const words = useRecallWords()
  const may = useMay()
  const { institution } = useSession()
  const [{ which }, change] = useSearchState(first)
  const { kind } = institution
  return (
    <PageFrame
      title={words.title}
      intro={kind === 'regulator' ? words.introAll : kind === 'factory' ? words.introOwn : words.introHolder}
      actions={
        may('products.withdraw') && (
          <ButtonLink to={paths.withdraw} variant="light" color="red" leftSection={<IconAlertOctagon size={16} />}>
            {words.withdraw}
          </ButtonLink>
        )
      }
    >
      <Stack gap="lg">
        <SegmentedControl
          aria-label={words.which}
          style={{ alignSelf: 'flex-start' }}
          data={[
            { value: 'all', label: words.all },
            { value: 'open', label: words.underWay },
            { value: 'over', label: words.over },
          ]}
          value={which}
          onChange={(value) => change({ which: value })}
        />
        <Lots />
        <Products />
      </Stack>
    </PageFrame>
  )
}

/** What the choice above the tables asks the server for. */
function useOpen(): { readonly open?: boolean } {
  const [{ which }] = useSearchState(first)
  return which === 'open' || which === 'over' ? { open: which === 'open' } : {}
}

function Lots() {
  const words = useRecallWords()
  const format = useFormat()
  const navigate = useNavigate()
  const { institution } = useSession()
  const [{ sort }, change] = useSearchState(first)
  const open = useOpen()
  const recalls = useInfiniteQuery(
    apiPages('recalls', 'list', { query: { ...open, sort: orders.find((one) => one === sort) ?? '-recalled' } }),
  )
  const columns: readonly Column<Recall>[] = [
    { id: 'product', label: words.product, value: ({ product }) => product, width: '1fr' },
    { id: 'gtin', label: 'GTIN', value: ({ gtin }) => gtin, width: 150, hidden: true },
    { id: 'lot', label: words.lot, value: ({ lot }) => lot, width: 130 },
    {
      id: 'class',
      label: words.level,
      value: (row) => row.class,
      show: (row) => words.class(row.class),
      sort: 'class',
      width: 90,
    },
    {
      id: 'at',
      label: words.since,
      value: ({ at }) => at,
      show: ({ at }) => format.day(at.slice(0, 10)),
      sort: 'recalled',
      width: 130,
    },
    { id: 'by', label: words.by, value: ({ by }) => by.name, hidden: true },
    { id: 'owner', label: words.maker, value: ({ owner }) => owner.name, hidden: true },
    { id: 'reason', label: words.reason, value: ({ reason }) => reason, hidden: true },
    ...useProgressColumns<Recall>(),
  ]
  const none = institution.kind === 'regulator' || institution.kind === 'factory'
  return (
    <Section title={words.lots}>
      <DataTable
        name={words.lots}
        columns={columns}
        pages={recalls}
        idOf={({ gtin, lot }) => `${gtin} ${lot}`}
        onOpen={({ gtin, lot }) => void navigate({ to: paths.recall(gtin, lot) })}
        order={sort}
        onOrder={(order) => change({ sort: order })}
        empty={
          open.open === undefined ? (
            <EmptyState
              icon={IconCircleCheck}
              title={words.noLots}
              detail={none ? words.noLotsDetail : words.noLotsHolder}
            />
          ) : (
            <EmptyState icon={IconCircleCheck} title={words.noFit} />
          )
        }
      />
    </Section>
  )
}

function Products() {
  const words = useRecallWords()
  const format = useFormat()
  const navigate = useNavigate()
  const open = useOpen()
  const withdrawals = useInfiniteQuery(apiPages('recalls', 'withdrawals', { query: open }))
  const columns: readonly Column<Withdrawal>[] = [
    { id: 'product', label: words.product, value: ({ product }) => product, width: '1fr' },
    { id: 'gtin', label: 'GTIN', value: ({ gtin }) => gtin, width: 150 },
    { id: 'at', label: words.since, value: ({ at }) => at, show: ({ at }) => format.day(at.slice(0, 10)), width: 130 },
    { id: 'owner', label: words.maker, value: ({ owner }) => owner.name, hidden: true },
    { id: 'reason', label: words.reason, value: ({ reason }) => reason, hidden: true },
    { id: 'lots', label: words.lotsMade, value: ({ lots }) => lots, align: 'end', width: 90 },
    ...useProgressColumns<Withdrawal>(),
  ]
  return (
    <Section title={words.products}>
      <DataTable
        name={words.products}
        columns={columns}
        pages={withdrawals}
        idOf={({ gtin }) => gtin}
        onOpen={({ gtin }) => void navigate({ to: paths.withdrawal(gtin) })}
        empty={
          <EmptyState
            icon={IconCircleCheck}
            title={open.open === undefined ? words.noProducts : words.noFit}
            {...(open.open === undefined ? { detail: words.noProductsDetail } : {})}
          />
        }
      />
    </Section>
  )
}
