import { ActionIcon, Checkbox, Group, Popover, Stack, Text, TextInput, Tooltip } from '@mantine/core'
import { IconColumns3, IconDownload, IconFilter } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { Column } from './column.ts'
import { saveCsv } from './csv.ts'
import { useTableWords } from './words.ts'

/** What is above a table: filters, how many rows, which columns, saving. */
export function TableTools<T>(props: {
  readonly name: string
  readonly columns: readonly Column<T>[]
  readonly shown: readonly Column<T>[]
  readonly rows: readonly T[]
  readonly hasMore: boolean
  readonly filter: string
  readonly onFilter: (filter: string) => void
  readonly onToggle: (id: string) => void
  readonly filters: ReactNode
}) {
  const { name, columns, shown, rows, hasMore, filter, onFilter, onToggle, filters } = props
  const words = useTableWords()
  return (
    <Group justify="space-between" mb="xs" gap="xs" align="flex-end">
      <Group gap="xs" flex="1 1 240px" align="flex-end">
        <TextInput
          aria-label={words.filter}
          placeholder={words.filter}
          leftSection={<IconFilter size={16} />}
          value={filter}
          onChange={(event) => onFilter(event.currentTarget.value)}
          w={{ base: '100%', xs: 240 }}
        />
        {filters}
      </Group>
      <Group gap={4}>
        <Text size="sm" c="dimmed" aria-live="polite" mr="xs">
          {hasMore ? words.atLeast(rows.length) : words.rows(rows.length)}
        </Text>
        <Popover position="bottom-end" shadow="md">
          <Popover.Target>
            <Tooltip label={words.columns}>
              <ActionIcon variant="default" size="lg" aria-label={words.columns}>
                <IconColumns3 size={18} />
              </ActionIcon>
            </Tooltip>
          </Popover.Target>
          <Popover.Dropdown>
            <Stack gap="xs">
              {columns.map(({ id, label }) => (
                <Checkbox
                  key={id}
                  label={label}
                  checked={shown.some((column) => column.id === id)}
                  disabled={shown.length === 1 && shown[0]?.id === id}
                  onChange={() => onToggle(id)}
                />
              ))}
            </Stack>
          </Popover.Dropdown>
        </Popover>
        <Tooltip label={words.csv}>
          <ActionIcon variant="default" size="lg" aria-label={words.csv} onClick={() => saveCsv(name, shown, rows)}>
            <IconDownload size={18} />
          </ActionIcon>
        </Tooltip>
      </Group>
    </Group>
  )
}
