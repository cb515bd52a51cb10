import { Anchor, Button, Modal, PasswordInput, Stack, Text } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { onSessionEnded } from '../../core/api/client.ts'
import { paths } from '../../core/paths.ts'
import { sessionQuery, useSignIn } from '../../core/session/session.ts'
import { useSessionWords } from '../../core/session/words.ts'
import { useRules } from '../../ui/form/rules.ts'
import { useProblemForm } from '../../ui/form/use-problem-form.tsx'
import { useHeldScans } from '../../ui/scan/use-wedge.ts'
import { useShellWords } from './words.ts'

/** Comes over the page when its session has ended: whoever signs in again goes on where they were, with what was typed. */
export function SignInAgain() {
  const words = useShellWords()
  const session = useSessionWords()
  const rules = useRules()
  const queryClient = useQueryClient()
  const { signIn } = useSignIn()
  const [ended, setEnded] = useState(false)
  const form = useProblemForm({ initialValues: { password: '' }, validate: { password: rules.required } })
  useEffect(() => onSessionEnded(() => setEnded(true)), [])
  const name = queryClient.getQueryData(sessionQuery.queryKey)?.account.name
  const isAsked = ended && name !== undefined
  useHeldScans(isAsked)
  if (!isAsked) return null
  return (
    <Modal opened onClose={() => undefined} withCloseButton={false} closeOnEscape={false} title={words.again}>
      <form
        onSubmit={form.submit(async ({ password }) => {
          await signIn(name, password)
          setEnded(false)
          form.reset()
          await queryClient.invalidateQueries()
        })}
      >
        <Stack>
          <Text size="sm">{words.againDetail}</Text>
          <Text size="sm" c="dimmed">
            {words.signedInAs(name)}
          </Text>
          <input type="text" name="username" autoComplete="username" value={name} readOnly hidden />
          <PasswordInput
            label={session.password}
            autoComplete="current-password"
            data-autofocus
            {...form.getInputProps('password')}
          />
          {form.problem}
          <Button type="submit" loading={form.sending}>
            {session.signIn}
          </Button>
          <Anchor size="sm" href={paths.signIn}>
            {words.other}
          </Anchor>
        </Stack>
      </form>
    </Modal>
  )
}
