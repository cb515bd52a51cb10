import { Alert, Box, Button, Group, Select, Stack, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconClock } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type Account, type Role, roles } from '@theriac/api'
import { useState } from 'react'
import { client } from '../../core/api/client.ts'
import { useText } from '../../core/i18n/language-provider.tsx'
import { paths } from '../../core/paths.ts'
import { useSession } from '../../core/session/session.ts'
import { ButtonLink } from '../../ui/app-link.tsx'
import { ConfirmDialog } from '../../ui/form/confirm-dialog.tsx'
import { Identifier } from '../../ui/identifier.tsx'
import { useJob } from '../../ui/job/use-job.tsx'
import { Section } from '../../ui/layout/page-frame.tsx'
import { roleWords } from '../../ui/words/kinds.ts'
import { useAccountWords } from './words.ts'

type Asked = 'role' | 'remove' | 'drop'

/** What an account may do, and its key on the ledger: another role, no key any more, or no longer waiting for one. */
export function KeyAndRole({ account }: { readonly account: Account }) {
  const words = useAccountWords()
  const text = useText()
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const { institution } = useSession()
  const [role, setRole] = useState<Role>(account.role)
  const [asked, setAsked] = useState<Asked>()
  const params = { id: account.id }
  // Of the regulator's own operators, its governance decides.
  const isProposal = institution.kind === 'regulator'
  const changeRole = useJob(
    (next: Role, call) => client.accounts.changeRole({ params, body: { role: next }, ...call }),
    {
      done: () => (isProposal ? words.proposed : words.roleChanged),
    },
  )
  const remove = useJob((_: string, call) => client.accounts.remove({ params, ...call }), {
    done: () => (isProposal ? words.removalProposed : words.removed(account.displayName)),
  })
  const isWaiting = account.awaited !== undefined
  const close = (): void => setAsked(undefined)

  async function drop(): Promise<void> {
    await client.accounts.dropAwaitedKey({ params })
    notifications.show({ message: words.dropped, color: 'teal' })
    // An account that never had another key has gone with it.
    if (account.operator === undefined) await navigate({ to: paths.accounts })
    await queryClient.invalidateQueries({ queryKey: ['accounts'] })
  }

  return (
    <Section title={words.keyAndRole}>
      <Stack gap="lg">
        {account.awaited !== undefined && (
          <Alert color="yellow" variant="light" icon={<IconClock />} title={words.waits}>
            <Stack gap="sm" align="flex-start">
              <Text size="sm">{isProposal ? words.waitsProposal : words.waitsDetail}</Text>
              <Identifier value={account.awaited} most={20} />
              <Group>
                {isProposal && (
                  <ButtonLink to={paths.governance} variant="default" size="xs">
                    {words.toProposals}
                  </ButtonLink>
                )}
                <Button size="xs" variant="default" aria-haspopup="dialog" onClick={() => setAsked('drop')}>
                  {words.drop}
                </Button>
              </Group>
            </Stack>
          </Alert>
        )}
        {account.operator !== undefined && !isWaiting && (
          <>
            <Group align="flex-end">
              <Select
                label={words.role}
                data={roles.map((one) => ({ value: one, label: text(roleWords[one]) }))}
                allowDeselect={false}
                value={role}
                onChange={(value) => setRole(roles.find((one) => one === value) ?? account.role)}
              />
              <Button
                variant="default"
                aria-haspopup="dialog"
                disabled={role === account.role}
                onClick={() => setAsked('role')}
              >
                {words.changeRole}
              </Button>
            </Group>
            <Group justify="space-between" gap="xs">
              <Box flex="1 1 260px">
                <Text fw={500}>{words.remove}</Text>
                <Text size="sm" c="dimmed">
                  {words.removeMeaning}
                </Text>
              </Box>
              <Button variant="default" aria-haspopup="dialog" onClick={() => setAsked('remove')}>
                {words.remove}
              </Button>
            </Group>
          </>
        )}
      </Stack>
      {asked === 'role' && (
        <ConfirmDialog
          title={words.roleTitle(account.displayName, text(roleWords[role]))}
          meaning={isProposal ? words.roleMeaningProposal : words.roleMeaning}
          confirm={words.changeRole}
          job={changeRole.job}
          onConfirm={() => changeRole.run(role)}
          onClose={close}
        />
      )}
      {asked === 'remove' && (
        <ConfirmDialog
          title={words.removeTitle(account.displayName)}
          meaning={isProposal ? `${words.removeMeaning} ${words.byProposal}` : words.removeMeaning}
          confirm={words.remove}
          isGrave
          job={remove.job}
          onConfirm={() => remove.run(account.id)}
          onClose={close}
        />
      )}
      {asked === 'drop' && (
        <ConfirmDialog
          title={words.drop}
          meaning={words.dropMeaning}
          confirm={words.drop}
          onConfirm={drop}
          onClose={close}
        />
      )}
    </Section>
  )
}
