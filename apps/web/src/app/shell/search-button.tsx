import { ActionIcon, Button, Kbd, Text } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useShellWords } from './words.ts'

/** Opens the search; wide where there is room. */
export function SearchButton({ onClick }: { readonly onClick: () => void }) {
  const words = useShellWords()
  return (
    <>
      <Button
        visibleFrom="sm"
        variant="default"
        onClick={onClick}
        leftSection={<IconSearch size={16} />}
        rightSection={<Kbd size="xs">Ctrl K</Kbd>}
        justify="space-between"
        flex="0 1 420px"
        fw={400}
        styles={{ label: { flex: 1 } }}
      >
        <Text size="sm" c="dimmed" component="span" truncate>
          {words.search}
        </Text>
      </Button>
      <ActionIcon
        hiddenFrom="sm"
        variant="subtle"
        color="gray"
        size="lg"
        ml="auto"
        onClick={onClick}
        aria-label={words.search}
      >
        <IconSearch size={20} />
      </ActionIcon>
    </>
  )
}
