import { Checkbox, Group, Text } from '@mantine/core'
import { IconArrowsDiff } from '@tabler/icons-react'
import { useCallback, useState } from 'react'
import { ButtonLink } from '../../../ui/app-link.tsx'
import type { Column } from '../../../ui/table/column.ts'
import { useScreeningWords } from '../words.ts'

/** So many fit side by side. */
const most = 3

/**
 * Rows that were ticked to be compared: the column with the ticks, and the bar that leads to the comparison.
 *
 * @param pathOf - the page that compares, for ids with commas between them
 */
export function usePicks(pathOf: (ids: string) => string) {
  const words = useScreeningWords()
  const [picked, setPicked] = useState<readonly string[]>([])
  const column = useCallback(
    <T,>(idOf: (row: T) => string, nameOf: (row: T) => string): Column<T> => ({
      id: 'pick',
      label: words.pickColumn,
      value: () => undefined,
      show: (row) => {
        const id = idOf(row)
        const isPicked = picked.includes(id)
        return (
          <Checkbox
            aria-label={words.pick(nameOf(row))}
            checked={isPicked}
            disabled={!isPicked && picked.length >= most}
            onChange={() => setPicked(isPicked ? picked.filter((one) => one !== id) : [...picked, id])}
          />
        )
      },
      width: 90,
    }),
    [words, picked],
  )
  const bar = (
    <Group gap="sm" mb="sm" mih={36}>
      {picked.length < 2 ? (
        <Text size="sm" c="dimmed">
          {words.compareHelp}
        </Text>
      ) : (
        <>
          <ButtonLink to={pathOf(picked.join(','))} leftSection={<IconArrowsDiff size={16} />}>
            {words.compare}
          </ButtonLink>
          <Text size="sm" c="dimmed" role="status">
            {words.picked(picked.length)}
            {picked.length === most && ` · ${words.atMost}`}
          </Text>
        </>
      )}
    </Group>
  )
  return { column, bar }
}
