import { Button, Group, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { ApiError, usualPermissions } from '@theriac/api'
import type { Gln } from '@theriac/gs1'
import { apiQuery } from '../../core/api/query.ts'
import { paths } from '../../core/paths.ts'
import { LicenceFields } from '../../ui/form/licences/licence-fields.tsx'
import { licencesOf } from '../../ui/form/licences/licence-values.ts'
import { UnsavedGuard } from '../../ui/form/unsaved-guard.tsx'
import { Section } from '../../ui/layout/page-frame.tsx'
import { PublicFrame } from '../../ui/layout/public-frame.tsx'
import { FindApplication } from './find-application.tsx'
import { FirstAccountFields } from './first-account-fields.tsx'
import { InstitutionFields } from './institution-fields.tsx'
import { useApplication } from './use-application.ts'
import { useApplyForm } from './use-apply-form.ts'
import { useApplyWords } from './words.ts'

/** Where an institution applies for taking part. */
export default function ApplyPage() {
  const words = useApplyWords()
  const navigate = useNavigate()
  const apply = useApplication()
  const form = useApplyForm()
  const { kind, licences } = form.getValues()
  const { data: governance } = useQuery({ ...apiQuery('governance', 'overview'), meta: { still: true } })
  return (
    <PublicFrame title={words.title} intro={words.intro}>
      <form
        noValidate
        onSubmit={form.submit(async ({ gln, name, admin, repeat: _, ...values }) => {
          try {
            await apply({
              gln: gln as Gln,
              kind: values.kind,
              name: name.trim(),
              licences: licencesOf(values.licences),
              admin: { ...admin, displayName: admin.displayName.trim() },
            })
          } catch (error) {
            const isGln = error instanceof ApiError && error.code === 'AlreadyExists' && !error.problem.errors
            if (!isGln) throw error
            form.setFieldError('gln', words.glnTaken)
            form.getInputNode('gln')?.focus()
            return
          }
          form.reset()
          await navigate({ to: paths.application(gln) })
        })}
      >
        <Stack gap="lg">
          <Section title={words.institution}>
            <InstitutionFields form={form} />
          </Section>
          <Section title={words.licences}>
            <Stack>
              <Text size="sm" c="dimmed">
                {words.licencesIntro}
              </Text>
              <LicenceFields
                licences={licences}
                input={(path) => form.getInputProps(path)}
                onAdd={(licence) => form.insertListItem('licences', licence)}
                onRemove={(place) => form.removeListItem('licences', place)}
                usual={usualPermissions[kind]}
              />
            </Stack>
          </Section>
          <Section title={words.account}>
            <FirstAccountFields form={form} />
          </Section>
          <Section title={words.decision}>
            <Stack>
              <Text size="sm">
                {governance?.regulator
                  ? words.decides(governance.regulator.name, governance.threshold, governance.operators)
                  : words.decisionDetail}
              </Text>
              {form.problem}
              <Group>
                <Button type="submit" size="md" loading={form.sending}>
                  {words.send}
                </Button>
              </Group>
            </Stack>
          </Section>
        </Stack>
        <UnsavedGuard when={form.isDirty()} />
      </form>
      <FindApplication />
    </PublicFrame>
  )
}
