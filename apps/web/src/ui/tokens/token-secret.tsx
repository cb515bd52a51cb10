import { Alert, Button, CopyButton, Group, Stack, Text, TextInput } from '@mantine/core'
import { IconCheck, IconCopy, IconKey } from '@tabler/icons-react'
import { useTokenWords } from './words.ts'

/** A secret that is shown this once. */
export function TokenSecret({ secret, onDone }: { readonly secret: string; readonly onDone: () => void }) {
  const words = useTokenWords()
  return (
    <Alert color="yellow" variant="light" icon={<IconKey />} title={words.secretTitle} role="alert">
      <Stack gap="sm">
        <Text size="sm">{words.secretHelp}</Text>
        <TextInput
          aria-label={words.secret}
          value={secret}
          readOnly
          onFocus={(event) => event.currentTarget.select()}
          styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
        />
        <Group>
          <CopyButton value={secret}>
            {({ copied, copy }) => (
              <Button leftSection={copied ? <IconCheck size={16} /> : <IconCopy size={16} />} onClick={copy}>
                {copied ? words.copied : words.copy}
              </Button>
            )}
          </CopyButton>
          <Button variant="default" onClick={onDone}>
            {words.done}
          </Button>
        </Group>
      </Stack>
    </Alert>
  )
}
