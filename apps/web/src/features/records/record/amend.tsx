import { Button, Group, Stack, TextInput } from '@mantine/core'
import type { RecordDocument, WrittenRecord } from '@theriac/api'
import { client } from '../../../core/api/client.ts'
import { FieldLabel } from '../../../ui/form/field-label.tsx'
import { useRules } from '../../../ui/form/rules.ts'
import { UnsavedGuard } from '../../../ui/form/unsaved-guard.tsx'
import { useProblemForm } from '../../../ui/form/use-problem-form.tsx'
import { JobProgress } from '../../../ui/job/job-progress.tsx'
import { useJob } from '../../../ui/job/use-job.tsx'
import { Section } from '../../../ui/layout/page-frame.tsx'
import { FilesField } from '../write/files-field.tsx'
import { useRecordFormWords } from '../write/form-words.ts'
import { type StatementValues, statementOf, useStatementRules, valuesOf } from '../write/statement.ts'
import { StatementFields } from '../write/statement-fields.tsx'
import { useUploads } from '../write/use-uploads.ts'

interface Values extends StatementValues, Record<string, unknown> {
  reason: string
}
type Body = Parameters<typeof client.records.amend>[0]['body']

/** Writes a new version of a record. */
export function Amend(props: {
  readonly record: WrittenRecord
  readonly document: RecordDocument
  readonly onDone: () => void
}) {
  const { record, document, onDone } = props
  const { kind, version } = record
  const words = useRecordFormWords()
  const rules = useRules()
  const isStructured = typeof document.content !== 'string'
  const uploads = useUploads(document.files)
  const form = useProblemForm<Values>({
    initialValues: { ...valuesOf(document), reason: '' },
    validate: { ...useStatementRules(() => kind, isStructured), reason: rules.required },
  })
  const amend = useJob(
    (body: Body, call) => client.records.amend({ params: { record: record.record }, body, ...call }),
    { done: (job) => words.amended(job.result.version) },
  )
  return (
    <Section title={words.amending}>
      <form
        noValidate
        onSubmit={form.submit(async (values) => {
          if (uploads.isBusy) return
          const { hashes } = uploads
          const files = hashes.length > 0 ? { files: hashes } : {}
          await amend.run({
            version,
            reason: values.reason.trim(),
            ...statementOf(values, kind, isStructured),
            ...files,
          })
          onDone()
        })}
      >
        <Stack>
          <StatementFields kind={kind} isStructured={isStructured} inputProps={(field) => form.getInputProps(field)} />
          <FilesField uploads={uploads} {...(uploads.isBusy ? { fault: words.wait } : {})} />
          <TextInput
            label={<FieldLabel label={words.reason} help={words.reasonHelp} />}
            withAsterisk
            maxLength={500}
            {...form.getInputProps('reason')}
          />
          {form.problem}
          <JobProgress job={amend.job} />
          <Group>
            <Button type="submit" loading={form.sending} disabled={uploads.isBusy}>
              {words.saveAmended}
            </Button>
            <Button variant="default" onClick={onDone}>
              {words.cancel}
            </Button>
          </Group>
        </Stack>
        <UnsavedGuard when={form.isDirty() || uploads.isChanged} />
      </form>
    </Section>
  )
}
