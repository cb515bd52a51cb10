import { Alert, PasswordInput, SimpleGrid, Stack, TextInput } from '@mantine/core'
import { IconKey } from '@tabler/icons-react'
import { useSessionWords } from '../../core/session/words.ts'
import { FieldLabel } from '../../ui/form/field-label.tsx'
import type { ApplyForm } from './use-apply-form.ts'
import { useApplyWords } from './words.ts'

/** The account that signs the application, and manages all others later. */
export function FirstAccountFields({ form }: { readonly form: ApplyForm }) {
  const words = useApplyWords()
  const session = useSessionWords()
  const toggle = { 'aria-label': session.show }
  return (
    <Stack>
      <SimpleGrid cols={{ base: 1, xs: 2 }} verticalSpacing="md">
        <TextInput
          label={<FieldLabel label={words.person} help={words.personHelp} />}
          maxLength={100}
          autoComplete="name"
          {...form.getInputProps('admin.displayName')}
        />
        <TextInput
          label={<FieldLabel label={words.signInName} help={words.signInNameHelp} />}
          maxLength={64}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          {...form.getInputProps('admin.name')}
        />
        <PasswordInput
          label={<FieldLabel label={words.password} help={words.passwordHelp} />}
          autoComplete="new-password"
          visibilityToggleButtonProps={toggle}
          {...form.getInputProps('admin.password')}
        />
        <PasswordInput
          label={words.repeat}
          autoComplete="new-password"
          visibilityToggleButtonProps={toggle}
          {...form.getInputProps('repeat')}
        />
      </SimpleGrid>
      <Alert variant="light" color="balm" icon={<IconKey />} title={words.keyTitle}>
        {words.keyDetail}
      </Alert>
    </Stack>
  )
}
