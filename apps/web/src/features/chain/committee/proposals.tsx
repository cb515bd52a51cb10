import { Badge, Button, Group, Paper, Stack, Text, Title } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { ChainCommittee, ChainCommitteeProposal } from '@theriac/api'
import { useState } from 'react'
import { client } from '../../../core/api/client.ts'
import { apiQuery } from '../../../core/api/query.ts'
import { useText } from '../../../core/i18n/language-provider.tsx'
import { useMay } from '../../../core/session/session.ts'
import { Facts } from '../../../ui/facts.tsx'
import { ConfirmDialog } from '../../../ui/form/confirm-dialog.tsx'
import { QueryView } from '../../../ui/state/states.tsx'
import { Hash } from '../frame/hash.tsx'
import { IfSupported } from '../frame/if-supported.tsx'
import { useValueFacts } from './use-value-facts.tsx'
import { ballotWords, proposalStates, subjectWords, useCommitteeWords } from './words.ts'

type Governors = ChainCommittee['governors']

/** What governors decide on, newest first. */
export function Proposals({ governors }: { readonly governors: Governors }) {
  const words = useCommitteeWords()
  const [before, setBefore] = useState<number>()
  const query = useQuery(apiQuery('chain', 'committeeProposals', { query: before === undefined ? {} : { before } }))
  return (
    <QueryView query={query}>
      {({ proposals }) => (
        <IfSupported part={proposals} otherwise={words.proposalsNone}>
          {({ items, next }) => (
            <Stack>
              {items.length === 0 && (
                <Text size="sm" c="dimmed">
                  {words.noProposals}
                </Text>
              )}
              {items.map((proposal) => (
                <OneProposal key={proposal.id} proposal={proposal} governors={governors} />
              ))}
              <Group gap="xs">
                {before !== undefined && (
                  <Button variant="default" onClick={() => setBefore(undefined)}>
                    {words.newest}
                  </Button>
                )}
                {next !== undefined && (
                  <Button variant="default" onClick={() => setBefore(next)}>
                    {words.older}
                  </Button>
                )}
              </Group>
            </Stack>
          )}
        </IfSupported>
      )}
    </QueryView>
  )
}

function OneProposal(props: { readonly proposal: ChainCommitteeProposal; readonly governors: Governors }) {
  const { proposal, governors } = props
  const words = useCommitteeWords()
  const text = useText()
  const may = useMay()
  const { id, subject, state, proposer, agreed, against, lastBlock, blocksLeft, secondsLeft } = proposal
  const aims = useValueFacts(proposal)
  const weightOf = (voters: readonly string[]) =>
    governors.reduce((sum, { account, weight }) => sum + (voters.includes(account) ? weight : 0), 0)
  const whyNot = proposal.ballot === 'may' ? undefined : ballotWords[proposal.ballot]
  const { colour, words: stateWords } = proposalStates[state]
  return (
    <Paper withBorder p="md">
      <Stack gap="sm">
        <Group justify="space-between">
          <Title order={3} size="h5">
            {id} · {text(subjectWords[subject])}
          </Title>
          <Badge variant="light" color={colour} miw="max-content" data-status={state}>
            {text(stateWords)}
          </Badge>
        </Group>
        <Facts
          facts={[
            ...aims,
            [words.proposer, <Hash key="proposer" value={proposer} />],
            [words.agreed, words.votes(agreed.length, weightOf(agreed))],
            [words.against, words.votes(against.length, weightOf(against))],
            [words.until, state === 'open' ? words.left(blocksLeft, secondsLeft) : words.lastBlock(lastBlock)],
          ]}
        />
        {state === 'open' && whyNot !== undefined && (
          <Text size="sm" c="dimmed">
            {text(whyNot)}
          </Text>
        )}
        {may('chain.voteInCommittee') && <ProposalActions proposal={proposal} />}
      </Stack>
    </Paper>
  )
}

const confirmations = {
  voteFor: { meaning: 'voteForMeaning', isGrave: false },
  voteAgainst: { meaning: 'voteAgainstMeaning', isGrave: false },
  revoke: { meaning: 'revokeMeaning', isGrave: true },
} as const
type Offer = keyof typeof confirmations

/** What this server can do about a proposal; nothing where it cannot do anything. */
function ProposalActions({ proposal: { id, ballot, revocable } }: { readonly proposal: ChainCommitteeProposal }) {
  const words = useCommitteeWords()
  const queryClient = useQueryClient()
  const [open, setOpen] = useState<Offer>()
  const offers: readonly Offer[] = [
    ...(ballot === 'may' ? (['voteFor', 'voteAgainst'] as const) : []),
    ...(revocable ? (['revoke'] as const) : []),
  ]
  if (offers.length === 0) return null

  async function confirm(offer: Offer): Promise<void> {
    const params = { proposal: id }
    if (offer === 'revoke') {
      await client.chain.revokeInCommittee({ params })
      notifications.show({ message: words.revoked })
    } else {
      const { state } = await client.chain.voteInCommittee({ params, body: { agree: offer === 'voteFor' } })
      notifications.show({ message: words[state] })
    }
    await queryClient.invalidateQueries({ queryKey: ['chain'] })
  }

  return (
    <>
      <Group gap="xs">
        {offers.map((offer) => (
          <Button key={offer} variant="default" aria-haspopup="dialog" onClick={() => setOpen(offer)}>
            {words[offer]}
          </Button>
        ))}
      </Group>
      {open !== undefined && (
        <ConfirmDialog
          title={words[open]}
          meaning={words[confirmations[open].meaning]}
          confirm={words[open]}
          isGrave={confirmations[open].isGrave}
          onConfirm={() => confirm(open)}
          onClose={() => setOpen(undefined)}
        />
      )}
    </>
  )
}
