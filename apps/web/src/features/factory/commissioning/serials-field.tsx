import { Alert, Button, FileButton, Group, List, Stack, Text, Textarea } from '@mantine/core'
import { IconAlertCircle, IconFileText, IconFileUpload } from '@tabler/icons-react'
import { useState } from 'react'
import { FieldLabel } from '../../../ui/form/field-label.tsx'
import type { LineFault } from './read-serials.ts'
import { useCommissioningWords } from './words.ts'

/** Longer files are not laid out as text: nobody reads them, and it makes a browser slow. */
const mostShown = 20_000
/** Faults that are listed; the others are counted. */
const mostFaults = 20

/** Serials that somebody has: pasted, typed, or from a file; and what is wrong with which line. */
export function SerialsField(props: {
  readonly count: number
  readonly left: number
  readonly faults: readonly LineFault[]
  readonly onText: (text: string) => void
  readonly inputProps: object
}) {
  const { count, left, faults, onText, inputProps } = props
  const words = useCommissioningWords()
  const [file, setFile] = useState<string>()

  async function take(chosen: File | null): Promise<void> {
    if (chosen === null) return
    const text = await chosen.text()
    onText(text)
    setFile(text.split('\n', mostShown + 1).length > mostShown ? chosen.name : undefined)
  }
  return (
    <Stack gap="sm">
      {file === undefined ? (
        <Textarea
          label={<FieldLabel label={words.serials} help={words.serialsHelp} />}
          withAsterisk
          rows={10}
          spellCheck={false}
          autoComplete="off"
          styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
          {...inputProps}
        />
      ) : (
        <Group gap="sm">
          <IconFileText size={20} aria-hidden />
          <Text fw={600}>{file}</Text>
          <Button
            variant="default"
            size="xs"
            onClick={() => {
              setFile(undefined)
              onText('')
            }}
          >
            {words.typeInstead}
          </Button>
        </Group>
      )}
      <Group justify="space-between">
        <Text size="sm" c="dimmed" aria-live="polite">
          {words.found(count)} · {words.countLeft(left)}
        </Text>
        <FileButton accept=".txt,.csv,text/plain,text/csv" onChange={(chosen) => void take(chosen)}>
          {(button) => (
            <Button {...button} variant="default" size="xs" leftSection={<IconFileUpload size={16} />}>
              {words.file}
            </Button>
          )}
        </FileButton>
      </Group>
      {faults.length > 0 && <Faults faults={faults} />}
    </Stack>
  )
}

function Faults({ faults }: { readonly faults: readonly LineFault[] }) {
  const words = useCommissioningWords()
  return (
    <Alert color="red" variant="light" icon={<IconAlertCircle />} title={words.faults(faults.length)} role="alert">
      <List size="sm" spacing={2}>
        {faults.slice(0, mostFaults).map(({ line, kind, text }) => (
          <List.Item key={line}>{words.lineFaults[kind](line, text)}</List.Item>
        ))}
      </List>
      {faults.length > mostFaults && (
        <Text size="sm" mt="xs">
          {words.moreFaults(faults.length - mostFaults)}
        </Text>
      )}
    </Alert>
  )
}
