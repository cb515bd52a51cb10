import { Button, Stack, Text } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { client } from '../../core/api/client.ts'
import { sessionQuery, useSession } from '../../core/session/session.ts'
import { ConfirmDialog } from '../../ui/form/confirm-dialog.tsx'
import { Identifier } from '../../ui/identifier.tsx'
import { useJob } from '../../ui/job/use-job.tsx'
import { Section } from '../../ui/layout/page-frame.tsx'
import { useAccountWords } from './words.ts'

/** The key that signs what one does, and another in its place. */
export function SigningKey() {
  const words = useAccountWords()
  const { account } = useSession()
  const queryClient = useQueryClient()
  const [isAsking, setAsking] = useState(false)
  const rotate = useJob((id: string, call) => client.accounts.rotateKey({ params: { id }, body: {}, ...call }), {
    done: () => words.keyRotated,
  })
  return (
    <Section
      title={words.key}
      actions={
        <Button variant="default" aria-haspopup="dialog" onClick={() => setAsking(true)}>
          {words.rotateKey}
        </Button>
      }
    >
      <Stack gap="xs" align="flex-start">
        {account.operator !== undefined && <Identifier value={account.operator} />}
        <Text size="sm" c="dimmed">
          {words.keyHelp}
        </Text>
      </Stack>
      {isAsking && (
        <ConfirmDialog
          title={words.rotateKey}
          meaning={words.rotateMeaning}
          confirm={words.rotateKey}
          job={rotate.job}
          onConfirm={async () => {
            await rotate.run(account.id)
            await queryClient.refetchQueries({ queryKey: sessionQuery.queryKey })
          }}
          onClose={() => setAsking(false)}
        />
      )}
    </Section>
  )
}
