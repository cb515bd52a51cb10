import { Alert, Button, CopyButton, Group, Stack, Text, TextInput } from '@mantine/core'
import { IconCheck, IconCopy, IconKey } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useWebhookFormWords } from './words.ts'

/** A secret that is shown this once, and what comes after it was copied. */
export function Secret({ secret, children }: { readonly secret: string; readonly children: ReactNode }) {
  const words = useWebhookFormWords()
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
          {children}
        </Group>
      </Stack>
    </Alert>
  )
}
