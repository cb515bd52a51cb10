import { Button, Group, Select, Stack } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { type Client, type RecordSubject, recordKinds } from '@theriac/api'
import { useState } from 'react'
import { client } from '../../core/api/client.ts'
import { useText } from '../../core/i18n/language-provider.tsx'
import { useSearchState } from '../../core/pages/page-state.ts'
import { paths } from '../../core/paths.ts'
import { ButtonLink } from '../../ui/app-link.tsx'
import { FieldLabel } from '../../ui/form/field-label.tsx'
import { UnsavedGuard } from '../../ui/form/unsaved-guard.tsx'
import { useProblemForm } from '../../ui/form/use-problem-form.tsx'
import { JobProgress } from '../../ui/job/job-progress.tsx'
import { useJob } from '../../ui/job/use-job.tsx'
import { PageFrame, Section } from '../../ui/layout/page-frame.tsx'
import { recordKindWords } from '../../ui/words/records.ts'
import { noSubject, subjectOf } from './subject.ts'
import { useMayRecord } from './use-may-record.ts'
import { FilesField } from './write/files-field.tsx'
import { useRecordFormWords } from './write/form-words.ts'
import { type RecordKind, type StatementValues, statementOf, useStatementRules, valuesOf } from './write/statement.ts'
import { StatementFields } from './write/statement-fields.tsx'
import { SubjectField } from './write/subject-field.tsx'
import { useUploads } from './write/use-uploads.ts'

type Body = Parameters<Client['records']['write']>[0]['body']
interface Values extends StatementValues, Record<string, unknown> {
  kind: RecordKind
}
const kindOf = (values: Record<string, unknown>): RecordKind => (values as Values).kind

/** Writes a record: what it is about by a scan or search, then what it says, with files. */
export default function NewRecordPage() {
  const words = useRecordFormWords()
  const text = useText()
  const navigate = useNavigate()
  const mayRecord = useMayRecord()
  const [search] = useSearchState(noSubject)
  const [subject, setSubject] = useState<RecordSubject | undefined>(() => subjectOf(search))
  const [fault, setFault] = useState<{ readonly subject?: string; readonly files?: string }>({})
  const uploads = useUploads()
  const kinds = recordKinds.filter((kind) => mayRecord(kind))
  const form = useProblemForm<Values>({
    initialValues: { kind: kinds[0] ?? 'circulation_note', ...valuesOf() },
    validate: useStatementRules(kindOf, false),
    names: { 'inspection.day': 'day', 'inspection.outcome': 'outcome' },
  })
  const { kind } = form.values
  const write = useJob((body: Body, call) => client.records.write({ body, ...call }), {
    done: () => words.sent,
    undo: ({ result: { record } }, call) =>
      client.records.void({ params: { record }, body: { version: 1, reason: words.undoReason }, ...call }) as never,
  })
  const send = form.submit(async (values) => {
    if (subject === undefined || uploads.isBusy) return
    const { result } = await write.run({
      kind: values.kind,
      subject,
      ...statementOf(values, values.kind, false),
      ...(uploads.hashes.length > 0 ? { files: uploads.hashes } : {}),
    })
    form.reset()
    await navigate({ to: paths.record(result.record) })
  })

  return (
    <PageFrame title={words.title} intro={words.intro} width="narrow">
      <SubjectField
        subject={subject}
        onChange={setSubject}
        {...(fault.subject && subject === undefined ? { fault: fault.subject } : {})}
      />
      <form
        noValidate
        onSubmit={(event) => {
          setFault({
            ...(subject === undefined ? { subject: words.needSubject } : {}),
            ...(uploads.isBusy ? { files: words.wait } : {}),
          })
          send(event)
        }}
      >
        <Stack gap="lg">
          <Section>
            <Stack>
              <Select
                label={<FieldLabel label={words.kind} help={words.kindHelp} />}
                data={kinds.map((value) => ({ value, label: text(recordKindWords[value]) }))}
                allowDeselect={false}
                maw={280}
                {...form.getInputProps('kind')}
              />
              <StatementFields kind={kind} inputProps={(field) => form.getInputProps(field)} />
              <FilesField uploads={uploads} {...(fault.files && uploads.isBusy ? { fault: fault.files } : {})} />
            </Stack>
          </Section>
          {form.problem}
          <JobProgress job={write.job} />
          <Group>
            <Button type="submit" loading={form.sending}>
              {words.send}
            </Button>
            <ButtonLink to={paths.records} variant="default">
              {words.cancel}
            </ButtonLink>
          </Group>
        </Stack>
      </form>
      <UnsavedGuard when={(form.isDirty() || uploads.isChanged) && !form.sending} />
    </PageFrame>
  )
}
