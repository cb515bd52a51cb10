import { Button, Group, Text } from '@mantine/core'
import { IconAlertTriangle, IconDownload, IconFile, IconShieldCheck } from '@tabler/icons-react'
import type { FileReference } from '@theriac/api'
import { useState } from 'react'
import { client } from '../../../core/api/client.ts'
import { useFaultWords } from '../../../core/api/problem-words.ts'
import { useFormat } from '../../../core/i18n/language-provider.tsx'
import { saveFile } from '../../../ui/save-file.ts'
import { useRecordWords } from '../words.ts'
import { sha256 } from './digest.ts'
import { fileSize } from './file-size.ts'

type Outcome =
  | { readonly kind: 'matches' | 'differs' | 'unchecked' }
  | { readonly kind: 'failed'; readonly error: unknown }

/** A file of a record. What is downloaded is compared with the hash before it is saved. */
export function FileLine({ file }: { readonly file: FileReference }) {
  const { hash, name, size } = file
  const words = useRecordWords()
  const format = useFormat()
  const [isLoading, setLoading] = useState(false)
  const [outcome, setOutcome] = useState<Outcome>()
  async function download(): Promise<void> {
    setLoading(true)
    try {
      const bytes = await (await client.files.download({ params: { hash } })).arrayBuffer()
      const digest = await sha256(bytes)
      const kind = digest === undefined ? 'unchecked' : digest === hash ? 'matches' : 'differs'
      if (kind !== 'differs') saveFile(name, new Blob([bytes], { type: file.mediaType }))
      setOutcome({ kind })
    } catch (error) {
      setOutcome({ kind: 'failed', error })
    } finally {
      setLoading(false)
    }
  }
  return (
    <div>
      <Group gap="xs" wrap="nowrap">
        <IconFile size={18} aria-hidden style={{ flex: 'none' }} />
        <Text size="sm" flex={1} style={{ overflowWrap: 'anywhere' }}>
          {name}
        </Text>
        <Text size="sm" c="dimmed" style={{ whiteSpace: 'nowrap' }}>
          {fileSize(size, format)}
        </Text>
        <Button
          variant="default"
          size="xs"
          leftSection={<IconDownload size={16} />}
          loading={isLoading}
          aria-label={words.downloadOne(name)}
          onClick={() => void download()}
        >
          {words.download}
        </Button>
      </Group>
      <div aria-live="polite">{outcome && <OutcomeLine outcome={outcome} />}</div>
    </div>
  )
}

function OutcomeLine({ outcome }: { readonly outcome: Outcome }) {
  const words = useRecordWords()
  const faultWords = useFaultWords()
  const isGood = outcome.kind === 'matches' || outcome.kind === 'unchecked'
  const OutcomeIcon = isGood ? IconShieldCheck : IconAlertTriangle
  return (
    <Text size="sm" {...(isGood ? {} : { c: 'var(--mantine-color-error)' })}>
      <OutcomeIcon
        size={16}
        aria-hidden
        {...(isGood ? { color: 'var(--mantine-color-teal-text)' } : {})}
        style={{ verticalAlign: 'text-bottom' }}
      />{' '}
      {outcome.kind === 'failed' ? faultWords(outcome.error).detail : words[outcome.kind]}
    </Text>
  )
}
