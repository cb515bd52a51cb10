import { Button, Group, Stack, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Account } from '@theriac/api'
import { client } from '../../core/api/client.ts'
import { ProblemAlert } from '../../ui/form/problem-alert.tsx'
import { Section } from '../../ui/layout/page-frame.tsx'
import { isLocked } from './is-locked.ts'
import { useAccountWords } from './words.ts'

/** Lets an account in, or keeps it out. */
export function AccountAccess({ account }: { readonly account: Account }) {
  const words = useAccountWords()
  const queryClient = useQueryClient()
  const params = { id: account.id }
  const told = async (message: string): Promise<void> => {
    notifications.show({ message, color: 'teal' })
    await queryClient.invalidateQueries({ queryKey: ['accounts'] })
  }
  const unlock = useMutation({
    mutationFn: () => client.accounts.unlock({ params }),
    onSuccess: () => told(words.unlocked),
  })
  const disable = useMutation({
    mutationFn: (disabled: boolean) => client.accounts.amend({ params, body: { disabled } }),
    onSuccess: (_, disabled) => told((disabled ? words.disabled : words.enabled)(account.displayName)),
  })
  const isDisabled = account.state === 'disabled'
  const failed = unlock.error ?? disable.error
  return (
    <Section title={words.lock}>
      <Stack gap="sm">
        <Text size="sm" c="dimmed">
          {isDisabled ? words.enableDetail : words.disableDetail}
        </Text>
        {failed !== null && <ProblemAlert error={failed} />}
        <Group>
          {isLocked(account) && (
            <Button loading={unlock.isPending} onClick={() => unlock.mutate()}>
              {words.unlock}
            </Button>
          )}
          <Button
            {...(isDisabled ? {} : { color: 'red', variant: 'outline' })}
            loading={disable.isPending}
            onClick={() => disable.mutate(!isDisabled)}
          >
            {isDisabled ? words.enable : words.disable}
          </Button>
        </Group>
      </Stack>
    </Section>
  )
}
