import { Badge, Button, Group, Stack, Text, UnstyledButton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { RecordSubject, SearchGroup, SearchHit } from '@theriac/api'
import { useEffect, useState } from 'react'
import { apiQuery } from '../../../core/api/query.ts'
import { useText } from '../../../core/i18n/language-provider.tsx'
import { playVerdict } from '../../../core/scan/sound.ts'
import { Section } from '../../../ui/layout/page-frame.tsx'
import { ScanBox } from '../../../ui/scan/scan-box.tsx'
import { ErrorState } from '../../../ui/state/states.tsx'
import { subjectKindWords } from '../../../ui/words/records.ts'
import { useSubjectText } from '../subject.ts'
import { useRecordFormWords } from './form-words.ts'

/** What a search's hit is as the subject of a record; undefined for what no record can be about. */
function subjectOfHit(group: SearchGroup, { keys }: SearchHit): RecordSubject | undefined {
  const { gtin, lot, serial, sender, number, gln } = keys as Readonly<Record<string, never>>
  switch (group) {
    case 'units':
      return gtin && serial ? { kind: 'unit', gtin, serial } : undefined
    case 'lots':
      return gtin && lot ? { kind: 'lot', gtin, lot } : undefined
    case 'products':
      return gtin ? { kind: 'product', gtin } : undefined
    case 'shipments':
      return sender && number ? { kind: 'shipment', sender, number } : undefined
    case 'institutions':
      return gln ? { kind: 'institution', gln } : undefined
    default:
      return undefined
  }
}

/** Finds what a record is about by a scan or a search. */
export function SubjectField(props: {
  readonly subject: RecordSubject | undefined
  readonly onChange: (subject: RecordSubject | undefined) => void
  readonly fault?: string
}) {
  const { subject, onChange, fault } = props
  const words = useRecordFormWords()
  const text = useText()
  const subjectText = useSubjectText(subject ? [subject] : [])
  const [wanted, setWanted] = useState('')
  const search = useQuery({
    ...apiQuery('search', 'search', { query: { q: wanted, limit: 8 } }),
    enabled: wanted !== '' && subject === undefined,
    meta: { still: true },
  })
  const found = (search.data?.groups ?? []).flatMap(({ group, hits }) =>
    hits.flatMap((hit) => {
      const one = subjectOfHit(group, hit)
      return one ? [{ subject: one, title: hit.title, subtitle: hit.subtitle }] : []
    }),
  )
  const isDone = search.data !== undefined && subject === undefined
  const count = found.length
  useEffect(() => {
    if (isDone) playVerdict(count > 0 ? 'good' : 'warn')
  }, [isDone, count])

  function choose(one: RecordSubject | undefined): void {
    setWanted('')
    onChange(one)
  }
  return (
    <Section title={words.about}>
      {subject ? (
        <Group justify="space-between" gap="sm">
          <Group gap="sm" flex="1 1 240px">
            <Badge variant="light" color="gray">
              {text(subjectKindWords[subject.kind])}
            </Badge>
            <Text fw={600}>{subjectText(subject)}</Text>
          </Group>
          <Button variant="default" size="xs" onClick={() => choose(undefined)}>
            {words.change}
          </Button>
          {fault && (
            <Text size="sm" c="var(--mantine-color-error)" role="alert" w="100%">
              {fault}
            </Text>
          )}
        </Group>
      ) : (
        <Stack>
          <ScanBox
            label={words.find}
            action={words.search}
            busy={search.isFetching}
            onScan={(scanned) => setWanted(scanned.text)}
          />
          {search.isError && <ErrorState error={search.error} retry={() => void search.refetch()} />}
          {fault && (
            <Text size="sm" c="var(--mantine-color-error)" role="alert">
              {fault}
            </Text>
          )}
          {isDone && found.length === 0 && (
            <Text size="sm" role="status">
              {words.nothing(wanted)}
            </Text>
          )}
          {isDone && found.length > 0 && (
            <Stack gap={4} role="group" aria-label={words.choose}>
              <Text size="sm" c="dimmed" role="status">
                {words.choose}
              </Text>
              {found.map(({ subject: one, title, subtitle }) => (
                <UnstyledButton
                  key={JSON.stringify(one)}
                  onClick={() => choose(one)}
                  p="xs"
                  style={{ border: '1px solid var(--theriac-line)', borderRadius: 'var(--mantine-radius-md)' }}
                >
                  <Group gap="sm">
                    <Badge variant="light" color="gray">
                      {text(subjectKindWords[one.kind])}
                    </Badge>
                    <Text size="sm" fw={600}>
                      {title}
                    </Text>
                    <Text size="sm" c="dimmed">
                      {subtitle}
                    </Text>
                  </Group>
                </UnstyledButton>
              ))}
            </Stack>
          )}
        </Stack>
      )}
    </Section>
  )
}
