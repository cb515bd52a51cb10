import { Group, Radio, Stack, Text } from '@mantine/core'
import { useText } from '../../core/i18n/language-provider.tsx'
import { statusOf } from '../../ui/words/status.ts'
import { useReturnWords } from './words.ts'

/** What was answered; empty where nothing was yet. */
export interface Answers extends Record<string, unknown> {
  unopened: string
  kept: string
  /** Why they are rejected, where they are. */
  reason: string
}

/** Unopened, kept as required, in date: the last is answered by what the ledger knows. */
export function Questions(props: {
  readonly input: (name: 'unopened' | 'kept') => object
  /** What holds one of the lots back, if anything does. */
  readonly hold: string | undefined
}) {
  const { input, hold } = props
  const words = useReturnWords()
  const text = useText()
  return (
    <Stack gap="lg">
      {(['unopened', 'kept'] as const).map((name) => (
        <Radio.Group key={name} label={words[name]} {...input(name)}>
          <Group mt="xs" gap="xl">
            <Radio size="md" value="yes" label={words.yes} />
            <Radio size="md" value="no" label={words.no} />
          </Group>
        </Radio.Group>
      ))}
      <div>
        <Text size="sm" fw={500}>
          {words.inDate}
        </Text>
        <Text fw={600} mt={4}>
          {hold === undefined ? words.yes : words.heldBack(text(statusOf(hold).words))}
        </Text>
        <Text size="sm" c="dimmed">
          {words.inDateHelp}
        </Text>
      </div>
    </Stack>
  )
}
