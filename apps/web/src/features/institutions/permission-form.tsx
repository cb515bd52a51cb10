import { Alert, Button, Checkbox, Group, SimpleGrid, Stack, Text } from '@mantine/core'
import { permissions as allPermissions, type Institution, type Permission, usualPermissions } from '@theriac/api'
import { useFormat, useText } from '../../core/i18n/language-provider.tsx'
import { useRules } from '../../ui/form/rules.ts'
import { firstTerms, StrongActTerms, termsOf } from '../../ui/form/strong-act/strong-act-terms.tsx'
import { UnsavedGuard } from '../../ui/form/unsaved-guard.tsx'
import { useProblemForm } from '../../ui/form/use-problem-form.tsx'
import { JobProgress } from '../../ui/job/job-progress.tsx'
import { permissionMeanings, permissionWords } from '../../ui/words/permissions.ts'
import { useDecision } from './use-decision.ts'
import { useInstitutionWords } from './words.ts'

/** Changes what an institution may do. */
export function PermissionForm(props: { readonly institution: Institution; readonly onDone: () => void }) {
  const { institution, onDone } = props
  const words = useInstitutionWords()
  const text = useText()
  const format = useFormat()
  const rules = useRules()
  const decision = useDecision(institution.gln)
  const form = useProblemForm({
    initialValues: { ...firstTerms, permissions: institution.permissions as string[] },
    validate: {
      reason: rules.required,
      permissions: (list) => (isSame(list, institution.permissions) ? words.unchanged : null),
    },
    validateInputOnBlur: false,
  })
  const chosen = form.getValues().permissions
  const told = (list: readonly Permission[]): string => format.list(list.map((one) => text(permissionWords[one])))
  const given = allPermissions.filter((one) => chosen.includes(one) && !institution.permissions.includes(one))
  const taken = institution.permissions.filter((one) => !chosen.includes(one))
  const usual = institution.kind === 'regulator' ? institution.permissions : usualPermissions[institution.kind]
  const leave = (): void => {
    form.reset()
    onDone()
  }
  return (
    <form
      noValidate
      onSubmit={form.submit(async ({ permissions, ...terms }) => {
        const body = { permissions: permissions as Permission[], ...termsOf(terms) }
        await decision.run({ verb: 'setPermissions', body })
        leave()
      })}
    >
      <Stack>
        <Checkbox.Group label={words.permissions} description={words.changeHelp} {...form.getInputProps('permissions')}>
          <SimpleGrid cols={{ base: 1, sm: 2 }} mt="sm" spacing="sm">
            {allPermissions
              .filter((one) => one !== 'regulate')
              .map((one) => (
                <Checkbox
                  key={one}
                  value={one}
                  label={text(permissionWords[one])}
                  description={text(permissionMeanings[one])}
                />
              ))}
          </SimpleGrid>
        </Checkbox.Group>
        <Group>
          <Button
            size="xs"
            variant="default"
            onClick={() => form.setFieldValue('permissions', [...usual])}
            disabled={isSame(chosen, usual)}
          >
            {words.usual}
          </Button>
        </Group>
        {(given.length > 0 || taken.length > 0) && (
          <Alert variant="light" color={taken.length > 0 ? 'yellow' : 'balm'} role="status">
            {given.length > 0 && <Text size="sm">{words.given(told(given))}</Text>}
            {taken.length > 0 && <Text size="sm">{words.taken(told(taken))}</Text>}
          </Alert>
        )}
        <StrongActTerms input={(name) => form.getInputProps(name)} />
        {form.problem}
        <JobProgress job={decision.job} />
        <Group>
          <Button type="submit" loading={form.sending}>
            {words.acts.setPermissions}
          </Button>
          <Button variant="default" onClick={leave} disabled={form.sending}>
            {words.cancel}
          </Button>
        </Group>
      </Stack>
      <UnsavedGuard when={form.isDirty()} />
    </form>
  )
}

const isSame = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((one) => b.includes(one))
