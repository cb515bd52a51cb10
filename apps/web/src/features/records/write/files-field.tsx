import { ActionIcon, Button, FileButton, Group, Input, Progress, Stack, Text } from '@mantine/core'
import { IconCircleCheck, IconFile, IconPaperclip, IconTrash } from '@tabler/icons-react'
import { type DragEvent, useState } from 'react'
import { useFormat } from '../../../core/i18n/language-provider.tsx'
import { fileSize } from '../record/file-size.ts'
import { useRecordFormWords } from './form-words.ts'
import { megabytes, mostFiles, type Upload, type Uploads } from './use-uploads.ts'

/** Files of a record: chosen or dropped, and how far each upload is. */
export function FilesField({ uploads, fault }: { readonly uploads: Uploads; readonly fault?: string }) {
  const words = useRecordFormWords()
  const [isOver, setOver] = useState(false)
  function drop(event: DragEvent): void {
    event.preventDefault()
    setOver(false)
    uploads.add([...event.dataTransfer.files])
  }
  return (
    <Input.Wrapper
      component="div"
      label={words.files}
      labelElement="div"
      description={words.filesHelp(mostFiles, megabytes)}
      error={uploads.isFull ? words.tooMany(mostFiles) : fault}
      inputWrapperOrder={['label', 'description', 'input', 'error']}
    >
      <Stack
        gap="sm"
        mt={6}
        mb={4}
        p="sm"
        style={{
          border: `1px dashed var(${isOver ? '--mantine-primary-color-filled' : '--theriac-line'})`,
          borderRadius: 'var(--mantine-radius-md)',
        }}
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        {uploads.uploads.map((upload) => (
          <Line key={upload.key} upload={upload} uploads={uploads} />
        ))}
        <Group gap="sm">
          <FileButton multiple onChange={(files) => uploads.add(files)}>
            {(props) => (
              <Button {...props} variant="default" size="xs" leftSection={<IconPaperclip size={16} />}>
                {words.add}
              </Button>
            )}
          </FileButton>
          <Text size="sm" c="dimmed" visibleFrom="xs">
            {words.drop}
          </Text>
        </Group>
      </Stack>
    </Input.Wrapper>
  )
}

function Line({ upload, uploads }: { readonly upload: Upload; readonly uploads: Uploads }) {
  const words = useRecordFormWords()
  const format = useFormat()
  const { name, size, state, share, fault, file } = upload
  return (
    <Stack gap={4}>
      <Group gap="xs" wrap="nowrap">
        <IconFile size={18} aria-hidden style={{ flex: 'none' }} />
        <Text size="sm" flex={1} style={{ overflowWrap: 'anywhere' }}>
          {name}
        </Text>
        <Text size="sm" c="dimmed" style={{ whiteSpace: 'nowrap' }}>
          {fileSize(size, format)}
        </Text>
        {state === 'done' && (
          <IconCircleCheck size={18} role="img" aria-label={words.uploaded} color="var(--mantine-color-teal-text)" />
        )}
        {state === 'failed' && file && (
          <Button variant="default" size="compact-xs" onClick={() => uploads.retry(upload)}>
            {words.again}
          </Button>
        )}
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={words.remove(name)}
          onClick={() => uploads.remove(upload)}
        >
          <IconTrash size={16} />
        </ActionIcon>
      </Group>
      {state === 'uploading' && (
        <Progress value={share * 100} size="sm" aria-label={words.uploading(name)} animated={share === 1} />
      )}
      {fault && state === 'failed' && (
        <Text size="sm" c="var(--mantine-color-error)" role="alert">
          {fault}
        </Text>
      )}
    </Stack>
  )
}
