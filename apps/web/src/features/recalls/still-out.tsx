import { Text } from '@mantine/core'
import { IconCircleCheck } from '@tabler/icons-react'
import type { Kind, UnitState } from '@theriac/api'
import { useFormat, useText } from '../../core/i18n/language-provider.tsx'
import { useInstitutionNames } from '../../core/names/use-names.ts'
import { Section } from '../../ui/layout/page-frame.tsx'
import { EmptyState } from '../../ui/state/states.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import type { Column } from '../../ui/table/column.ts'
import { DataTable } from '../../ui/table/data-table.tsx'
import { kindWords } from '../../ui/words/kinds.ts'
import { statusOf } from '../../ui/words/status.ts'
import { useRecallWords } from './words.ts'

/** Goods that have to come back. */
interface OutRow {
  readonly gln?: string
  readonly name?: string
  readonly kind?: string
  readonly state: UnitState
  /** Who they are in transit to. */
  readonly to?: string
  readonly units: number
}

/** What is still out, and where; the most first. */
export function StillOut(props: {
  readonly name: string
  readonly rows: readonly OutRow[]
  /** What others have is not told by institution. */
  readonly isOwnOnly: boolean
}) {
  const { name, rows, isOwnOnly } = props
  const words = useRecallWords()
  const format = useFormat()
  const text = useText()
  const nameOf = useInstitutionNames(rows.flatMap(({ to }) => (to === undefined ? [] : [to])))
  const columns: readonly Column<OutRow>[] = [
    { id: 'name', label: words.institution, value: (row) => row.name, width: '2fr' },
    {
      id: 'kind',
      label: words.kind,
      value: ({ kind }) => (kind !== undefined && kind in kindWords ? text(kindWords[kind as Kind]) : undefined),
      width: 140,
    },
    { id: 'gln', label: 'GLN', value: ({ gln }) => gln, width: 150, hidden: true },
    {
      id: 'state',
      label: words.state,
      value: ({ state }) => text(statusOf(state).words),
      show: ({ state }) => <StatusBadge status={state} />,
      width: 140,
    },
    ...(rows.some(({ to }) => to !== undefined)
      ? [
          {
            id: 'to',
            label: words.to,
            value: ({ to }: OutRow) => (to === undefined ? undefined : nameOf(to)),
            width: '1fr',
          } as const,
        ]
      : []),
    {
      id: 'units',
      label: words.units,
      value: ({ units }) => units,
      show: ({ units }) => format.number(units),
      align: 'end',
      width: 110,
    },
  ]
  return (
    <Section title={words.out}>
      {isOwnOnly && (
        <Text size="sm" c="dimmed" mb="sm">
          {words.ownOnly}
        </Text>
      )}
      <DataTable
        name={name}
        columns={columns}
        rows={rows.toSorted((a, b) => b.units - a.units)}
        idOf={({ gln = '', state, to = '' }) => `${gln} ${state} ${to}`}
        empty={
          <EmptyState
            icon={IconCircleCheck}
            title={isOwnOnly ? words.nothingYours : words.nothingOut}
            detail={isOwnOnly ? words.nothingYoursDetail : words.nothingOutDetail}
          />
        }
      />
    </Section>
  )
}
