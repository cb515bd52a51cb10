import { useMediaQuery } from '@mantine/hooks'
import {
  columnFilteringFeature,
  columnVisibilityFeature,
  createFilteredRowModel,
  createSortedRowModel,
  globalFilteringFeature,
  rowSortingFeature,
  tableFeatures,
  useTable,
} from '@tanstack/react-table'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, type ReactNode, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react'
import { EmptyState, ErrorState, LoadingState } from '../state/states.tsx'
import type { Column, Order } from './column.ts'
import classes from './data-table.module.css'
import { TableHead } from './table-head.tsx'
import { recall, remember } from './table-memory.ts'
import { TableTools } from './table-tools.tsx'
import { useRowFocus } from './use-row-focus.ts'
import { type Source, useRows } from './use-rows.ts'
import { useTableWords } from './words.ts'

const features = tableFeatures({
  columnFilteringFeature,
  globalFilteringFeature,
  rowSortingFeature,
  columnVisibilityFeature,
  filteredRowModel: createFilteredRowModel(),
  sortedRowModel: createSortedRowModel(),
})

type Props<T> = {
  /** Name of the file that rows are saved in, and of the table for who cannot see it. */
  readonly name: string
  readonly columns: readonly Column<T>[]
  readonly idOf: (row: T) => string
  /** Opens a row; by click, or with Enter. */
  readonly onOpen?: (row: T) => void
  /** Order that the server sorts by, and how it is changed: for lists that are read page by page. */
  readonly order?: Order
  readonly onOrder?: (order: string) => void
  /** Fields that filter on the server, beside the field that filters what is here. */
  readonly filters?: ReactNode
  /** Shown where there is no row at all. */
  readonly empty?: ReactNode
  /** Without the tools above: for short tables. */
  readonly plain?: boolean
} & Source<T>

const rowHeight = 42
const cardHeight = 120

/**
 * The table of the application: any number of rows, sorted and filtered, with the keyboard, as cards on a phone, saved as CSV.
 *
 * ```tsx
 * const lots = useInfiniteQuery(apiPages('lots', 'list', { query: { sort } }))
 * <DataTable name="lots" columns={columns} pages={lots} idOf={(lot) => lot.lot} onOpen={…} order={sort} onOrder={…} />
 * ```
 */
export function DataTable<T>(props: Props<T>) {
  const { name, columns, idOf, onOpen, order, onOrder, filters, empty, plain = false } = props
  const words = useTableWords()
  const source = useRows<T>('pages' in props ? { pages: props.pages } : { rows: props.rows })
  const isPhone = useMediaQuery('(max-width: 640px)') ?? false
  const [filter, setFilter] = useState(() => recall(name).filter)
  // Many rows are filtered after the character is on the screen.
  const filtered = useDeferredValue(filter)
  const frame = useRef<HTMLDivElement>(null)

  const definitions = useMemo(
    () =>
      columns.map((column) => ({
        id: column.id,
        accessorFn: (row: T & object) => column.value(row),
        header: column.label,
        sortUndefined: 'last' as const,
        enableSorting: onOrder === undefined || column.sort !== undefined,
      })),
    [columns, onOrder],
  )
  const table = useTable({
    features,
    columns: definitions,
    data: source.rows as readonly (T & object)[],
    getRowId: idOf,
    manualSorting: onOrder !== undefined,
    globalFilterFn: (row, id, text) =>
      String(row.getValue(id) ?? '')
        .toLowerCase()
        .includes(String(text).toLowerCase()),
    state: { globalFilter: filtered },
    initialState: {
      columnVisibility: Object.fromEntries(columns.filter(({ hidden }) => hidden).map(({ id }) => [id, false])),
    },
  })
  const shown = columns.filter(({ id }) => table.getColumn(id)?.getIsVisible() ?? true)
  const rows = table.getRowModel().rows
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => frame.current,
    estimateSize: () => (isPhone ? cardHeight : rowHeight),
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: 12,
    initialOffset: () => recall(name).offset,
  })
  const focus = useRowFocus(frame, virtual, rows.length)
  const items = virtual.getVirtualItems()
  const last = items.at(-1)?.index ?? -1
  const { hasMore, loadMore } = source
  useEffect(() => {
    if (hasMore && last >= rows.length - 20) loadMore()
  })

  function press(event: KeyboardEvent<HTMLElement>, index: number, row: T): void {
    if (event.target !== event.currentTarget) return
    if (event.key === 'Enter') onOpen?.(row)
    else if (focus.move(event, index)) event.preventDefault()
  }

  const template = shown.map(({ width }) =>
    typeof width === 'number' ? `${width}px` : `minmax(110px, ${width ?? '1fr'})`,
  )
  const least = shown.reduce((sum, { width }) => sum + (typeof width === 'number' ? width : 110), 0)
  const style = { '--columns': template.join(' '), '--least-width': `${least}px` } as React.CSSProperties
  if (source.error !== undefined && source.rows.length === 0)
    return <ErrorState error={source.error} retry={source.retry} />
  return (
    <div>
      {!plain && (
        <TableTools
          name={name}
          columns={columns}
          shown={shown}
          rows={rows.map(({ original }) => original as T)}
          hasMore={hasMore}
          filter={filter}
          onFilter={(text) => {
            setFilter(text)
            remember(name, { filter: text })
          }}
          onToggle={(id) => table.getColumn(id)?.toggleVisibility()}
          filters={filters}
        />
      )}
      {source.isLoading ? (
        <LoadingState lines={8} />
      ) : rows.length === 0 ? (
        <div className={classes.frame}>
          {source.rows.length > 0 ? (
            <EmptyState title={words.nothingLeft} />
          ) : (
            (empty ?? <EmptyState title={words.nothing} />)
          )}
        </div>
      ) : (
        <div
          ref={frame}
          className={classes.frame}
          data-cards={isPhone || undefined}
          // Where no row takes the focus, it scrolls with the keyboard by itself.
          tabIndex={onOpen ? -1 : 0}
          onScroll={(event) => remember(name, { offset: event.currentTarget.scrollTop })}
        >
          <table
            aria-label={name}
            aria-rowcount={hasMore ? -1 : rows.length + 1}
            className={classes.table}
            style={style}
          >
            <TableHead
              columns={shown}
              sortingOf={(id) =>
                onOrder
                  ? serverSorting(shown.find((column) => column.id === id)?.sort, order)
                  : (table.getColumn(id)?.getIsSorted() ?? false)
              }
              canSort={(id) => table.getColumn(id)?.getCanSort() ?? false}
              onSort={(id) => {
                const sort = shown.find((column) => column.id === id)?.sort
                if (onOrder === undefined) table.getColumn(id)?.toggleSorting()
                else if (sort !== undefined) onOrder(order === sort ? `-${sort}` : sort)
              }}
            />
            <tbody className={classes.body} style={{ height: virtual.getTotalSize() }}>
              {items.map(({ index, start, key }) => {
                const row = rows[index]
                if (row === undefined) return null
                const original = row.original as T
                return (
                  <tr
                    key={key}
                    ref={virtual.measureElement}
                    aria-rowindex={index + 2}
                    data-index={index}
                    data-opens={onOpen ? true : undefined}
                    className={`${classes.line} ${classes.row}`}
                    style={{ transform: `translateY(${start}px)` }}
                    tabIndex={onOpen ? focus.tabIndexOf(index) : undefined}
                    onFocus={() => focus.onFocus(index)}
                    onKeyDown={(event) => press(event, index, original)}
                    onClick={(event) => {
                      if (!(event.target as HTMLElement).closest('a, button, input, label')) onOpen?.(original)
                    }}
                  >
                    {shown.map(({ id, label, align, upright, value, show }) => (
                      <td
                        key={id}
                        className={classes.cell}
                        data-align={align}
                        data-upright={upright || undefined}
                        data-label={label}
                      >
                        {show ? show(original) : value(original)}
                      </td>
                    ))}
                  </tr>
                )
              })}
            </tbody>
          </table>
        </div>
      )}
    </div>
  )
}

function serverSorting(sort: string | undefined, order: Order): 'asc' | 'desc' | false {
  if (sort === undefined) return false
  if (order === sort) return 'asc'
  return order === `-${sort}` ? 'desc' : false
}
