import { Button, Group, Stack, Text } from '@mantine/core'
import { type Institution, usualPermissions } from '@theriac/api'
import { LicenceFields } from '../../ui/form/licences/licence-fields.tsx'
import {
  type LicenceValues,
  licencesOf,
  licenceValues,
  newLicence,
  useLicenceRules,
} from '../../ui/form/licences/licence-values.ts'
import { useRules } from '../../ui/form/rules.ts'
import { firstTerms, StrongActTerms, termsOf } from '../../ui/form/strong-act/strong-act-terms.tsx'
import { UnsavedGuard } from '../../ui/form/unsaved-guard.tsx'
import { useProblemForm } from '../../ui/form/use-problem-form.tsx'
import { JobProgress } from '../../ui/job/job-progress.tsx'
import { useDecision } from './use-decision.ts'
import { useInstitutionWords } from './words.ts'

interface Values extends Record<string, unknown> {
  licences: LicenceValues[]
  reason: string
  openDays: string
}

/** Puts other licences in the place of all that an institution has. */
export function LicencesForm(props: { readonly institution: Institution; readonly onDone: () => void }) {
  const { institution, onDone } = props
  const words = useInstitutionWords()
  const rules = useRules()
  const decision = useDecision(institution.gln)
  const usual = institution.kind === 'regulator' ? [] : usualPermissions[institution.kind]
  const { licences } = institution
  const form = useProblemForm<Values>({
    initialValues: {
      ...firstTerms,
      licences: licences.length === 0 ? [newLicence(usual)] : licences.map(licenceValues),
    },
    validate: { licences: useLicenceRules(), reason: rules.required },
  })
  return (
    <form
      noValidate
      onSubmit={form.submit(async ({ licences: list, reason, openDays }) => {
        await decision.run({
          verb: 'setLicences',
          body: { licences: licencesOf(list), ...termsOf({ reason, openDays }) },
        })
        form.reset()
        onDone()
      })}
    >
      <Stack>
        <Text size="sm" c="dimmed">
          {words.changeLicencesIntro}
        </Text>
        <LicenceFields
          licences={form.getValues().licences}
          input={(path) => form.getInputProps(path)}
          onAdd={(licence) => form.insertListItem('licences', licence)}
          onRemove={(place) => form.removeListItem('licences', place)}
          usual={usual}
        />
        <StrongActTerms input={(name) => form.getInputProps(name)} />
        {form.problem}
        <JobProgress job={decision.job} />
        <Group>
          <Button type="submit" loading={form.sending}>
            {words.acts.setLicences}
          </Button>
          <Button
            variant="default"
            disabled={form.sending}
            onClick={() => {
              form.reset()
              onDone()
            }}
          >
            {words.cancel}
          </Button>
        </Group>
      </Stack>
      <UnsavedGuard when={form.isDirty()} />
    </form>
  )
}
