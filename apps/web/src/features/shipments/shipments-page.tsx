import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type Shipment, type ShipmentState, shipmentStates } from '@theriac/api'
import { useMemo } from 'react'
import { apiPages } from '../../core/api/query.ts'
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
import { shipmentStatus } from './shipment-status.ts'
import { useShipmentWords } from './words.ts'

const first = { direction: '', state: '', sort: '-shipped' }

/** Shipments to and from the institution; of all for the regulator. */
export default function ShipmentsPage() {
  const words = useShipmentWords()
  const format = useFormat()
  const text = useText()
  const navigate = useNavigate()
  const may = useMay()
  const { institution } = useSession()
  const isRegulator = institution.kind === 'regulator'
  const [{ direction, state, sort }, change] = useSearchState(first)
  const shipments = useInfiniteQuery(
    apiPages('shipments', 'list', {
      query: {
        sort: sort === 'shipped' ? 'shipped' : '-shipped',
        ...(direction === '' || isRegulator ? {} : { direction: direction as 'in' | 'out' }),
        ...(state === '' ? {} : { state: state as ShipmentState }),
      },
    }),
  )
  const columns = useMemo(
    (): readonly Column<Shipment>[] => [
      { id: 'number', label: words.number, value: (row) => row.number, width: 110 },
      { id: 'sender', label: words.sender, value: (row) => row.sender.name, width: '2fr' },
      { id: 'receiver', label: words.receiver, value: (row) => row.receiver.name, width: '2fr' },
      {
        id: 'state',
        label: words.state,
        value: (row) => row.state,
        show: (row) => <StatusBadge status={shipmentStatus(row)} />,
        width: 160,
      },
      {
        id: 'sent',
        label: words.sent,
        value: (row) => row.sent.units,
        show: (row) => format.number(row.sent.units),
        align: 'end',
        width: 120,
      },
      {
        id: 'left',
        label: words.left,
        value: (row) => row.left.units,
        show: (row) => format.number(row.left.units),
        align: 'end',
        width: 110,
      },
      {
        id: 'at',
        label: words.sentAt,
        value: (row) => row.shippedAt,
        show: (row) => format.instant(row.shippedAt),
        sort: 'shipped',
        width: 180,
      },
    ],
    [words, format],
  )
  return (
    <PageFrame
      title={words.title}
      intro={isRegulator ? words.introAll : words.intro}
      actions={may('shipments.ship') && <ButtonLink to={paths.ship}>{words.ship}</ButtonLink>}
    >
      <DataTable
        name={words.title}
        columns={columns}
        pages={shipments}
        idOf={(row) => `${row.sender.gln} ${row.number}`}
        onOpen={(row) => void navigate({ to: paths.shipment(row.sender.gln, row.number) })}
        order={sort}
        onOrder={(order) => change({ sort: order })}
        empty={
          direction === '' && state === '' ? (
            <EmptyState title={words.empty} detail={words.emptyDetail} />
          ) : (
            <EmptyState title={words.nothing} />
          )
        }
        filters={
          <>
            {!isRegulator && (
              <FilterSelect
                label={words.direction}
                all={words.both}
                value={direction}
                options={[
                  { value: 'in', label: words.in },
                  { value: 'out', label: words.out },
                ]}
                onChange={(value) => change({ direction: value })}
                width={150}
              />
            )}
            <FilterSelect
              label={words.state}
              all={words.all}
              value={state}
              options={shipmentStates.map((one) => ({
                value: one,
                label: text(statusOf(shipmentStatus({ state: one, touched: false })).words),
              }))}
              onChange={(value) => change({ state: value })}
              width={160}
            />
          </>
        }
      />
    </PageFrame>
  )
}
