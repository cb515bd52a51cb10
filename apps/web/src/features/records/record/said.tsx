import { Code, Stack, Text } from '@mantine/core'
import type { RecordDocument, WrittenRecord } from '@theriac/api'
import { useFormat, useText } from '../../../core/i18n/language-provider.tsx'
import { AppLink } from '../../../ui/app-link.tsx'
import { Facts } from '../../../ui/facts.tsx'
import { Section } from '../../../ui/layout/page-frame.tsx'
import { outcomeWords, recordKindWords } from '../../../ui/words/records.ts'
import { subjectPath, useSubjectText } from '../subject.ts'
import { useRecordWords } from '../words.ts'
import { Elsewhere } from './elsewhere.tsx'
import { FileLine } from './file-line.tsx'

/** What a record says, in the version that counts. */
export function Said(props: {
  readonly record: WrittenRecord
  readonly author: string
  readonly document?: RecordDocument
}) {
  const { record, author, document } = props
  const words = useRecordWords()
  const text = useText()
  const format = useFormat()
  const aboutOf = useSubjectText([record.subject])
  return (
    <Section>
      <Stack gap="lg">
        <Facts
          facts={[
            [
              words.about,
              <AppLink key="about" to={subjectPath(record.subject)}>
                {aboutOf(record.subject)}
              </AppLink>,
            ],
            [words.kind, text(recordKindWords[record.kind])],
            [words.author, author],
            [words.written, format.instant(record.writtenAt)],
            [words.happened, document?.eventTime && format.instant(document.eventTime)],
          ]}
        />
        {document ? (
          <DocumentView document={document} />
        ) : record.voided ? (
          <Text size="sm" c="dimmed">
            {words.elsewhere}
          </Text>
        ) : (
          <Elsewhere record={record} author={author} />
        )}
      </Stack>
    </Section>
  )
}

/** A version's document: an inspection's findings, the text or data, the files. */
export function DocumentView({ document }: { readonly document: RecordDocument }) {
  const words = useRecordWords()
  const text = useText()
  const format = useFormat()
  const { content, inspection, files } = document
  return (
    <Stack gap="md">
      {inspection && (
        <Facts
          facts={[
            [words.outcome, text(outcomeWords[inspection.outcome])],
            [words.inspected, format.day(inspection.day)],
            [words.found, words.counted(inspection.critical ?? 0, inspection.major ?? 0, inspection.other ?? 0)],
          ]}
        />
      )}
      <div>
        <Text size="sm" c="dimmed">
          {words.says}
        </Text>
        {typeof content === 'string' ? (
          <Text style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{content}</Text>
        ) : (
          <Data content={content} />
        )}
      </div>
      {files.length > 0 && (
        <div>
          <Text size="sm" c="dimmed" mb={4}>
            {words.files}
          </Text>
          <Stack gap="xs">
            {files.map((file) => (
              <FileLine key={file.hash} file={file} />
            ))}
          </Stack>
        </div>
      )}
    </Stack>
  )
}

/** Data as it was written; what is flat, as a list of its members. */
function Data({ content }: { readonly content: Record<string, unknown> }) {
  const members = Object.entries(content)
  const isFlat = members.every(([, value]) => typeof value !== 'object' || value === null)
  if (isFlat) return <Facts facts={members.map(([name, value]) => [name, String(value)])} />
  return (
    <Code block tabIndex={0} mah={360} style={{ overflow: 'auto' }}>
      {JSON.stringify(content, undefined, 2)}
    </Code>
  )
}
