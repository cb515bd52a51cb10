import { Box, Group, Stack, Text, Title } from '@mantine/core'
import type { ChainAct } from '@theriac/api'
import { useText } from '../../../core/i18n/language-provider.tsx'
import { usePeopleNames } from '../../../core/names/use-people.ts'
import { paths } from '../../../core/paths.ts'
import { AppLink } from '../../../ui/app-link.tsx'
import { Facts } from '../../../ui/facts.tsx'
import { StatusBadge } from '../../../ui/status-badge.tsx'
import { actWords } from '../../../ui/words/acts.ts'
import { Hash } from '../frame/hash.tsx'
import { useErrorWords } from '../words/use-error-words.ts'
import { EventList } from './event-list.tsx'
import { Values } from './values.tsx'
import { useBrowseWords } from './words.ts'

const outcomeStates = { taken: 'taken', refused: 'turned_down', repeated: 'repeated' } as const

/** One act: who did what, and what came of it. */
export function ActCard({ act }: { readonly act: ChainAct }) {
  const words = useBrowseWords()
  const text = useText()
  const errorText = useErrorWords()
  const { outcome, contract, method, hidden, args, gln, institution, operator, error, reason, digest, events } = act
  const nameOf = usePeopleNames(gln)
  return (
    <Box component="article">
      <Group justify="space-between" gap="xs" mb="xs">
        <div>
          <Title order={3} size="h4">
            {method === undefined ? words.unknownCall : text(actWords(method))}
          </Title>
          {contract !== undefined && (
            <Text size="sm" c="dimmed" ff="monospace">
              {contract}.{method}
            </Text>
          )}
        </div>
        <StatusBadge status={outcomeStates[outcome]} />
      </Group>
      <Stack gap="sm">
        {hidden && (
          <Text size="sm" c="dimmed">
            {words.hiddenAct}
          </Text>
        )}
        {outcome === 'repeated' && <Text size="sm">{words.repeated}</Text>}
        <Facts
          facts={[
            [
              words.institution,
              gln && (
                <AppLink key="gln" to={paths.institution(gln)}>
                  {institution ?? gln}
                </AppLink>
              ),
            ],
            [
              words.operator,
              operator && (
                <Group key="operator" gap="xs" component="span">
                  {nameOf(operator)}
                  <Hash value={operator} to={paths.chainAuditOf(operator)} />
                </Group>
              ),
            ],
            [words.why, error && errorText(error, reason)],
            [words.digest, <Hash key="digest" value={digest} />],
          ]}
        />
        {args && Object.keys(args).length > 0 && (
          <div>
            <Text size="sm" c="dimmed" mb={4}>
              {words.arguments}
            </Text>
            <Values values={args} />
          </div>
        )}
        {events.length > 0 && (
          <div>
            <Text size="sm" c="dimmed" mb={4}>
              {words.events}
            </Text>
            <EventList events={events} />
          </div>
        )}
      </Stack>
    </Box>
  )
}
