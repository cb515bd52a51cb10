import { Button, Group, Stack, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Account } from '@theriac/api'
import { useState } from 'react'
import { client } from '../../core/api/client.ts'
import { ConfirmDialog } from '../../ui/form/confirm-dialog.tsx'
import { ProblemAlert } from '../../ui/form/problem-alert.tsx'
import { Section } from '../../ui/layout/page-frame.tsx'
import { isLocked } from './is-locked.ts'
import { useAccountWords } from './words.ts'

/** Lets an account in, or keeps it out. */
export function AccountAccess({ account }: { readonly account: Account }) {
  const words = useAccountWords()
  const queryClient = useQueryClient()
  const [isAsking, setAsking] = useState(false)
  const params = { id: account.id }
  const told = async (message: string): Promise<void> => {
    notifications.show({ message, color: 'teal' })
    await queryClient.invalidateQueries({ queryKey: ['accounts'] })
  }
  const unlock = useMutation({
    mutationFn: () => client.accounts.unlock({ params }),
    onSuccess: () => told(words.unlocked),
  })
  const enable = useMutation({
    mutationFn: () => client.accounts.amend({ params, body: { disabled: false } }),
    onSuccess: () => told(words.enabled(account.displayName)),
  })
  const isDisabled = account.state === 'disabled'
  const failed = unlock.error ?? enable.error
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
          {isDisabled ? (
            <Button loading={enable.isPending} onClick={() => enable.mutate()}>
              {words.enable}
            </Button>
          ) : (
            <Button variant="default" aria-haspopup="dialog" onClick={() => setAsking(true)}>
              {words.disable}
            </Button>
          )}
        </Group>
      </Stack>
      {isAsking && (
        <ConfirmDialog
          title={words.disableTitle(account.displayName)}
          meaning={words.disableDetail}
          confirm={words.disable}
          isGrave
          onConfirm={async () => {
            await client.accounts.amend({ params, body: { disabled: true } })
            await told(words.disabled(account.displayName))
          }}
          onClose={() => setAsking(false)}
        />
      )}
    </Section>
  )
}
