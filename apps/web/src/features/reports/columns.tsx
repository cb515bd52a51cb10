import type { Inventory, Movements } from '@theriac/api'
import { useFormat, useText } from '../../core/i18n/language-provider.tsx'
import { useInstitutionNames } from '../../core/names/use-names.ts'
import { StatusBadge } from '../../ui/status-badge.tsx'
import type { Column } from '../../ui/table/column.ts'
import { actWords } from '../../ui/words/acts.ts'
import { statusOf } from '../../ui/words/status.ts'
import { useReportWords } from './words.ts'

type StockRow = Inventory['rows'][number]
type Movement = Omit<Movements['rows'][number], 'direction'>

/** A column of numbers. */
export function useNumberColumn() {
  const format = useFormat()
  return <T,>(id: string, label: string, value: (row: T) => number | undefined, hidden = false): Column<T> => ({
    id,
    label,
    value,
    show: (row) => {
      const number = value(row)
      return number === undefined ? undefined : format.number(number)
    },
    align: 'end',
    width: 110,
    hidden,
  })
}

/** Columns of what an institution has. */
export function useStockColumns<T extends StockRow>(): readonly Column<T>[] {
  const { columns: words } = useReportWords()
  const format = useFormat()
  const text = useText()
  const number = useNumberColumn()
  return [
    { id: 'product', label: words.product, value: ({ product }) => product, width: '2fr' },
    { id: 'gtin', label: 'GTIN', value: ({ gtin }) => gtin, width: 150, hidden: true },
    { id: 'lot', label: words.lot, value: ({ lot }) => lot, width: 130 },
    {
      id: 'expiry',
      label: words.expiry,
      value: ({ expiry }) => expiry,
      show: ({ expiry }) => format.day(expiry),
      width: 130,
    },
    {
      id: 'status',
      label: words.status,
      value: ({ status }) => text(statusOf(status).words),
      show: ({ status }) => <StatusBadge status={status} />,
      width: 140,
    },
    {
      id: 'state',
      label: words.state,
      value: ({ state }) => text(statusOf(state).words),
      show: ({ state }) => <StatusBadge status={state} />,
      width: 130,
    },
    number('units', words.units, ({ units }) => units),
    number('loose', words.loose, ({ loose }) => loose, true),
    number('packed', words.packed, ({ inContainers }) => inContainers, true),
  ]
}

/** Columns of what happened. */
export function useMovementColumns<T extends Movement>(rows: readonly T[]): readonly Column<T>[] {
  const { columns: words } = useReportWords()
  const format = useFormat()
  const text = useText()
  const number = useNumberColumn()
  const nameOf = useInstitutionNames(
    rows.flatMap(({ gln, fromGln, toGln }) => [gln, fromGln, toGln].filter((one) => one !== undefined)),
  )
  const place = (state: string | undefined, gln: string | undefined): string | undefined =>
    [gln === undefined ? undefined : nameOf(gln), state === undefined ? undefined : text(statusOf(state).words)]
      .filter((part) => part !== undefined)
      .join(' · ') || undefined
  return [
    { id: 'when', label: words.when, value: ({ at }) => at, show: ({ at }) => format.instant(at), width: 180 },
    { id: 'act', label: words.act, value: ({ act }) => text(actWords(act)), width: 140 },
    { id: 'by', label: words.by, value: ({ gln }) => (gln === undefined ? undefined : nameOf(gln)), hidden: true },
    { id: 'from', label: words.from, value: ({ from, fromGln }) => place(from, fromGln), width: '1fr' },
    { id: 'to', label: words.to, value: ({ to, toGln }) => place(to, toGln), width: '1fr' },
    number('units', words.units, ({ units }) => units),
  ]
}
