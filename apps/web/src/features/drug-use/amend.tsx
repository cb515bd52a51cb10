import { Button, Group, Stack, TextInput } from '@mantine/core'
import { client } from '../../core/api/client.ts'
import type { RowOf } from '../../core/api/query.ts'
import { useRules } from '../../ui/form/rules.ts'
import { UnsavedGuard } from '../../ui/form/unsaved-guard.tsx'
import { useProblemForm } from '../../ui/form/use-problem-form.tsx'
import { JobProgress } from '../../ui/job/job-progress.tsx'
import { useJob } from '../../ui/job/use-job.tsx'
import { Section } from '../../ui/layout/page-frame.tsx'
import {
  below,
  DetailFields,
  type Details,
  type DetailValues,
  detailsOf,
  useDetailRules,
  valuesOf,
} from './detail-fields.tsx'
import { useDrugUseWords } from './words.ts'

interface Values extends DetailValues, Record<string, unknown> {
  because: string
}
type Input = Parameters<typeof client.drugUse.amend>[0]

/** Writes a new version of a record. */
export function Amend(props: {
  readonly use: RowOf<'drugUse', 'list'>
  readonly details: Details
  readonly onDone: () => void
}) {
  const { use, details, onDone } = props
  const words = useDrugUseWords()
  const rules = useRules()
  const form = useProblemForm<Values>({
    initialValues: { ...valuesOf(details), because: '' },
    validate: { ...useDetailRules(), because: rules.required },
  })
  const amend = useJob((body: Input['body'], call) => client.drugUse.amend({ params: { id: use.id }, body, ...call }), {
    done: (job) => words.amended(job.result.version),
  })
  return (
    <Section title={words.amending}>
      <form
        noValidate
        onSubmit={form.submit(async (values) => {
          const because = values.because.trim()
          await amend.run({ version: use.version, because, ...detailsOf(values) })
          onDone()
        })}
      >
        <Stack>
          <DetailFields inputProps={form.getInputProps as never} />
          <TextInput
            label={words.because}
            inputWrapperOrder={below}
            description={words.becauseHelp}
            maxLength={500}
            {...form.getInputProps('because')}
          />
          {form.problem}
          <JobProgress job={amend.job} />
          <Group>
            <Button type="submit" loading={form.sending}>
              {words.saveAmended}
            </Button>
            <Button variant="default" onClick={onDone}>
              {words.cancel}
            </Button>
          </Group>
        </Stack>
        <UnsavedGuard when={form.isDirty()} />
      </form>
    </Section>
  )
}
