import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import classes from './data-table.module.css'
import { useTableWords } from './words.ts'

type Sorting = 'asc' | 'desc' | false

const ariaSort = { asc: 'ascending', desc: 'descending' } as const

/** Labels of the columns, which sort. */
export function TableHead(props: {
  readonly columns: readonly {
    readonly id: string
    readonly label: string
    readonly align?: 'end'
    readonly upright?: boolean
  }[]
  readonly sortingOf: (id: string) => Sorting
  readonly canSort: (id: string) => boolean
  readonly onSort: (id: string) => void
}) {
  const { columns, sortingOf, canSort, onSort } = props
  const words = useTableWords()
  return (
    <thead className={classes.head}>
      <tr aria-rowindex={1} className={classes.line}>
        {columns.map(({ id, label, align, upright }) => {
          const sorting = sortingOf(id)
          return (
            <th
              key={id}
              scope="col"
              className={`${classes.cell} ${classes.label}`}
              data-align={align}
              data-upright={upright || undefined}
              aria-sort={sorting ? ariaSort[sorting] : undefined}
            >
              {canSort(id) ? (
                <button type="button" className={classes.sorter} title={words.sortBy(label)} onClick={() => onSort(id)}>
                  {label}
                  {sorting === 'asc' && <IconArrowUp size={14} aria-hidden />}
                  {sorting === 'desc' && <IconArrowDown size={14} aria-hidden />}
                </button>
              ) : upright ? (
                <span className={classes.upright}>{label}</span>
              ) : (
                label
              )}
            </th>
          )
        })}
      </tr>
    </thead>
  )
}
