import { ActionIcon, Group, Popover, Text } from '@mantine/core'
import { IconHelp } from '@tabler/icons-react'
import { useStateWords } from '../state/words.ts'

/**
 * Label of a field with help in plain words behind a question mark: `<TextInput label={<FieldLabel label="GTIN" help="…" />} />`.
 */
export function FieldLabel({ label, help }: { readonly label: string; readonly help: string }) {
  const words = useStateWords()
  return (
    <Group gap={2} wrap="nowrap" component="span" display="inline-flex">
      <span>{label}</span>
      <Popover width={280} withArrow shadow="md" position="top">
        <Popover.Target>
          <ActionIcon
            variant="subtle"
            color="gray"
            size={24}
            aria-label={`${words.help} ${label}`}
            // In a label, a click would go on to the field.
            onClick={(event) => event.preventDefault()}
          >
            <IconHelp size={15} />
          </ActionIcon>
        </Popover.Target>
        <Popover.Dropdown>
          <Text size="sm" fw={400}>
            {help}
          </Text>
        </Popover.Dropdown>
      </Popover>
    </Group>
  )
}
