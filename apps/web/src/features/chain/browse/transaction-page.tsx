import { Alert, Group, Stack, Text } from '@mantine/core'
import { IconAlertTriangle, IconClock } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { ChainTransactionView } from '@theriac/api'
import { apiQuery } from '../../../core/api/query.ts'
import { useFormat, useText } from '../../../core/i18n/language-provider.tsx'
import { usePathParams } from '../../../core/pages/page-state.ts'
import { paths } from '../../../core/paths.ts'
import { AppLink } from '../../../ui/app-link.tsx'
import { Facts } from '../../../ui/facts.tsx'
import { PageFrame, Section } from '../../../ui/layout/page-frame.tsx'
import { QueryView } from '../../../ui/state/states.tsx'
import { StatusBadge } from '../../../ui/status-badge.tsx'
import { Hash } from '../frame/hash.tsx'
import { Moment } from '../frame/moment.tsx'
import { contractWords } from '../words/contract-words.ts'
import { ActCard } from './act-card.tsx'
import { EventList } from './event-list.tsx'
import { Raw } from './raw.tsx'
import { Values } from './values.tsx'
import { useBrowseWords } from './words.ts'

/** One transaction: who did what with it, and what came of it. */
export default function TransactionPage() {
  const words = useBrowseWords()
  const { hash } = usePathParams<'hash'>()
  const query = useQuery(apiQuery('chain', 'transaction', { params: { hash: hash as `0x${string}` } }))
  const state = query.data?.state
  return (
    <PageFrame
      title={words.transaction}
      actions={state && <StatusBadge status={state === 'sealed' ? 'in_block' : 'in_no_block'} size="lg" />}
    >
      <QueryView query={query}>{(transaction) => <Content transaction={transaction} />}</QueryView>
    </PageFrame>
  )
}

function Content({ transaction }: { readonly transaction: ChainTransactionView }) {
  const words = useBrowseWords()
  const { state, acts, events, succeeded, foreign } = transaction
  return (
    <Stack gap="lg">
      {state === 'pending' && (
        <Alert variant="light" color="blue" icon={<IconClock />} title={words.pending} role="status">
          {words.pendingDetail}
        </Alert>
      )}
      {succeeded === false && <Alert variant="light" color="red" icon={<IconAlertTriangle />} title={words.failed} />}
      {acts.length > 0 && (
        <Section title={words.acts}>
          <Stack gap="lg">
            {acts.length > 1 && (
              <Text size="sm" c="dimmed">
                {words.actsIntro(acts.length)}
              </Text>
            )}
            {acts.map((act) => (
              <ActCard key={act.digest} act={act} />
            ))}
          </Stack>
        </Section>
      )}
      {foreign && (
        <Section title={words.acts}>
          <Text fw={600}>{foreign.method ?? words.unknownCall}</Text>
          <Text size="sm" c="dimmed">
            {foreign.name}
          </Text>
          {foreign.args && <Values values={foreign.args} />}
        </Section>
      )}
      {(events.length > 0 || acts.length === 0) && (
        <Section title={acts.length > 0 ? words.others : words.events}>
          {events.length > 0 ? <EventList events={events} /> : <Text c="dimmed">{words.nothing}</Text>}
        </Section>
      )}
      <Section title={words.transaction}>
        <Envelope transaction={transaction} />
        <Group mt="md">
          <Raw value={transaction} />
        </Group>
      </Section>
    </Stack>
  )
}

/** What carried the acts. */
function Envelope({ transaction }: { readonly transaction: ChainTransactionView }) {
  const words = useBrowseWords()
  const format = useFormat()
  const text = useText()
  const { hash, block, index, time, from, to, contract, created, nonce, inputBytes, gasUsed, foreign } = transaction
  return (
    <Facts
      facts={[
        [words.txHash, <Hash key="hash" value={hash} />],
        [
          words.number,
          block !== undefined && (
            <AppLink key="block" to={paths.block(block)}>
              {words.inBlock(block, index ?? 0)}
            </AppLink>
          ),
        ],
        [words.time, time && <Moment key="time" at={time} />],
        [
          words.to,
          contract ? (
            <AppLink key="to" to={paths.contract(contract)}>
              {text(contractWords(contract))}
            </AppLink>
          ) : to ? (
            <span key="to">
              {foreign?.name} <Hash value={to} />
            </span>
          ) : (
            words.creates
          ),
        ],
        [words.created, created && <Hash key="created" value={created} />],
        [
          words.sender,
          <div key="from">
            <Hash value={from} />
            <Text size="xs" c="dimmed">
              {words.senderHelp}
            </Text>
          </div>,
        ],
        [words.nonce, nonce],
        [words.input, words.bytes(inputBytes)],
        [words.gas, gasUsed && format.number(Number(gasUsed))],
      ]}
    />
  )
}
