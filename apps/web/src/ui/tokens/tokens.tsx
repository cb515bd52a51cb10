import { Badge, Box, Button, Group, Stack, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconKey, IconPlus } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { Token } from '@theriac/api'
import { useState } from 'react'
import { client } from '../../core/api/client.ts'
import { apiQuery } from '../../core/api/query.ts'
import { useFormat } from '../../core/i18n/language-provider.tsx'
import { ConfirmDialog } from '../form/confirm-dialog.tsx'
import { Section } from '../layout/page-frame.tsx'
import { EmptyState, QueryView } from '../state/states.tsx'
import type { Machine } from './machine.ts'
import { NewToken } from './new-token.tsx'
import { useScopeText } from './scopes.ts'
import { TokenSecret } from './token-secret.tsx'
import { useTokenWords } from './words.ts'

/** Tokens with which programs work: in one's own name, or those of a machine of the institution for its admin. */
export function Tokens({ machine }: { readonly machine?: Machine }) {
  const words = useTokenWords()
  const queryClient = useQueryClient()
  const tokens = useQuery(apiQuery('tokens', 'list', { query: machine ? { accountId: machine.id } : {} }))
  const [isMaking, setMaking] = useState(false)
  const [secret, setSecret] = useState<string>()
  const [leaving, setLeaving] = useState<Token>()
  const refresh = () => queryClient.invalidateQueries({ queryKey: ['tokens'] })
  async function revoke({ id, name }: Token): Promise<void> {
    await client.tokens.revoke({ params: { id } })
    notifications.show({ message: words.revokedNow(name), color: 'teal' })
    await refresh()
  }
  const isIdle = !isMaking && secret === undefined
  return (
    <Section
      title={words.tokens}
      actions={
        isIdle && (
          <Button variant="default" leftSection={<IconPlus size={16} />} onClick={() => setMaking(true)}>
            {words.newToken}
          </Button>
        )
      }
    >
      <Stack gap="md">
        <Text size="sm" c="dimmed">
          {machine ? words.machineHelp : words.tokensHelp}
        </Text>
        {isMaking && (
          <NewToken
            machine={machine}
            onCancel={() => setMaking(false)}
            onMade={(made) => {
              setMaking(false)
              setSecret(made)
              void refresh()
            }}
          />
        )}
        {secret !== undefined && <TokenSecret secret={secret} onDone={() => setSecret(undefined)} />}
        <QueryView query={tokens}>
          {({ items }) =>
            items.length === 0 ? (
              isIdle && (
                <EmptyState
                  title={words.noTokens}
                  detail={machine ? words.noMachineTokensDetail : words.noTokensDetail}
                  icon={IconKey}
                />
              )
            ) : (
              <Stack gap="md" component="ul" m={0} p={0} style={{ listStyle: 'none' }}>
                {items.map((token) => (
                  <Row key={token.id} token={token} onRevoke={() => setLeaving(token)} />
                ))}
              </Stack>
            )
          }
        </QueryView>
      </Stack>
      {leaving && (
        <ConfirmDialog
          title={words.revokeTitle(leaving.name)}
          meaning={words.revokeDetail}
          confirm={words.revoke}
          isGrave
          onConfirm={() => revoke(leaving)}
          onClose={() => setLeaving(undefined)}
        />
      )}
    </Section>
  )
}

function Row({ token, onRevoke }: { readonly token: Token; readonly onRevoke: () => void }) {
  const words = useTokenWords()
  const format = useFormat()
  const scopeText = useScopeText()
  const hasEnded = Date.parse(token.expiresAt) <= Date.now()
  const scopes = [
    ...token.scope.slice(0, 4).map(scopeText),
    ...(token.scope.length > 4 ? [words.more(token.scope.length - 4)] : []),
  ]
  const state = token.revokedAt !== undefined ? words.revoked : hasEnded ? words.expired : words.valid
  const isValid = state === words.valid
  return (
    <Group component="li" wrap="nowrap" gap="sm" align="flex-start">
      <Box flex={1}>
        <Group gap="xs">
          <Text fw={500}>{token.name}</Text>
          <Badge variant="light" color={isValid ? 'teal' : 'gray'}>
            {state}
          </Badge>
        </Group>
        <Text size="sm">{format.list(scopes)}</Text>
        <Text size="sm" c="dimmed">
          <Text component="span" ff="monospace" inherit>
            {token.prefix}…
          </Text>
          {` · ${words.expires} ${format.instant(token.expiresAt)} · ${words.used} `}
          {token.lastUsedAt === undefined ? words.never : format.relative(token.lastUsedAt)}
        </Text>
      </Box>
      {isValid && (
        <Button variant="default" size="xs" onClick={onRevoke} aria-label={words.revokeOne(token.name)}>
          {words.revoke}
        </Button>
      )}
    </Group>
  )
}
