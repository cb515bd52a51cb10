import { Button, Checkbox, Group, SimpleGrid, Stack, Textarea } from '@mantine/core'
import { permissions as allPermissions, type Institution, type Permission } from '@theriac/api'
import { useText } from '../../core/i18n/language-provider.tsx'
import { FieldLabel } from '../../ui/form/field-label.tsx'
import { useRules } from '../../ui/form/rules.ts'
import { UnsavedGuard } from '../../ui/form/unsaved-guard.tsx'
import { useProblemForm } from '../../ui/form/use-problem-form.tsx'
import { JobProgress } from '../../ui/job/job-progress.tsx'
import { permissionWords } from './permission-words.ts'
import { useDecision } from './use-decision.ts'
import { useInstitutionWords } from './words.ts'

/** Changes what an institution may do. */
export function PermissionForm(props: { readonly institution: Institution; readonly onDone: () => void }) {
  const { institution, onDone } = props
  const words = useInstitutionWords()
  const text = useText()
  const rules = useRules()
  const decision = useDecision(institution.gln)
  const form = useProblemForm({
    initialValues: { permissions: institution.permissions as string[], reason: '' },
    validate: { reason: rules.required },
  })
  return (
    <form
      noValidate
      onSubmit={form.submit(async ({ permissions, reason }) => {
        await decision.run({ verb: 'setPermissions', permissions: permissions as Permission[], reason: reason.trim() })
        form.reset()
        onDone()
      })}
    >
      <Stack>
        <Checkbox.Group
          label={<FieldLabel label={words.permissions} help={words.changeHelp} />}
          {...form.getInputProps('permissions')}
        >
          <SimpleGrid cols={{ base: 1, xs: 2, sm: 3 }} mt="xs" spacing="xs">
            {allPermissions
              .filter((one) => one !== 'regulate')
              .map((one) => (
                <Checkbox key={one} value={one} label={text(permissionWords[one])} />
              ))}
          </SimpleGrid>
        </Checkbox.Group>
        <Textarea
          label={<FieldLabel label={words.reasonLabel} help={words.reasonHelp} />}
          autosize
          minRows={2}
          maxLength={500}
          {...form.getInputProps('reason')}
        />
        {form.problem}
        <JobProgress job={decision.job} />
        <Group>
          <Button type="submit" loading={form.sending}>
            {words.acts.setPermissions}
          </Button>
          <Button variant="default" onClick={onDone} disabled={form.sending}>
            {words.cancel}
          </Button>
        </Group>
      </Stack>
      <UnsavedGuard when={form.isDirty()} />
    </form>
  )
}
