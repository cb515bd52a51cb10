import { Button, Group, Stack, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { ApiError, type Destruction } from '@theriac/api'
import { useState } from 'react'
import { client } from '../../core/api/client.ts'
import { apiQuery } from '../../core/api/query.ts'
import { useFormat } from '../../core/i18n/language-provider.tsx'
import { useInstitutionNames } from '../../core/names/use-names.ts'
import { usePeopleNames } from '../../core/names/use-people.ts'
import { usePathParams } from '../../core/pages/page-state.ts'
import { paths } from '../../core/paths.ts'
import { useMay, useSession } from '../../core/session/session.ts'
import { ButtonLink } from '../../ui/app-link.tsx'
import { Facts } from '../../ui/facts.tsx'
import { PageFrame, Section } from '../../ui/layout/page-frame.tsx'
import { EmptyState, ErrorState, QueryView } from '../../ui/state/states.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { Compare } from './destruction/compare.tsx'
import { ConfirmDialog } from './destruction/confirm-dialog.tsx'
import { partsOf } from './destruction/parts.ts'
import { useDestructionWords } from './destruction/words.ts'

/** One destruction: what, why, by whom; and the second person's word. */
export default function DestructionPage() {
  const words = useDestructionWords()
  const { id } = usePathParams<'id'>()
  const query = useQuery(apiQuery('endings', 'findDestruction', { params: { id } }))
  const isUnknown = query.error instanceof ApiError && query.error.status === 404
  return (
    <PageFrame
      title={query.data ? words.destruction(query.data.units) : words.title}
      width="narrow"
      actions={
        <ButtonLink to={paths.endings} variant="default">
          {words.back}
        </ButtonLink>
      }
    >
      {isUnknown ? (
        <EmptyState title={words.unknown} detail={words.unknownDetail} />
      ) : (
        <QueryView query={query}>{(destruction) => <Whole destruction={destruction} />}</QueryView>
      )}
    </PageFrame>
  )
}

function Whole({ destruction }: { readonly destruction: Destruction }) {
  const { id, gln, state, reason, goods, proposedBy, proposedAt, confirmedBy, confirmedAt, cancelledBy } = destruction
  const words = useDestructionWords()
  const format = useFormat()
  const may = useMay()
  const queryClient = useQueryClient()
  const { account, institution } = useSession()
  const nameOf = usePeopleNames(gln)
  const institutionName = useInstitutionNames([gln])
  const [isAsking, setAsking] = useState(false)
  const drop = useMutation({
    mutationFn: () => client.endings.cancelDestruction({ params: { id } }),
    onSuccess: () => notifications.show({ message: words.dropped }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['endings'] }),
  })
  const person = (accountId: string): string => nameOf(accountId) ?? words.someone
  const isOpen = state === 'open' && gln === institution.gln && may('endings.confirmDestruction')
  const isMine = proposedBy === account.id
  return (
    <Stack gap="lg">
      <Section>
        <Stack>
          <Group>
            <StatusBadge status={state === 'done' ? 'destroyed' : state} />
          </Group>
          <Facts
            facts={[
              [words.reason, reason],
              [words.by, institutionName(gln)],
              [words.proposer, person(proposedBy)],
              [words.proposedAt, format.instant(proposedAt)],
              [
                words.confirmedBy,
                confirmedBy !== undefined &&
                  `${person(confirmedBy)}${confirmedAt === undefined ? '' : `, ${format.instant(confirmedAt)}`}`,
              ],
              [words.cancelledBy, cancelledBy !== undefined && person(cancelledBy)],
            ]}
          />
        </Stack>
      </Section>
      <Compare parts={partsOf(goods)} canScan={isOpen && !isMine} listens={!isAsking} />
      {isOpen && (
        <Section title={isMine ? words.yours : words.yoursToConfirm}>
          <Stack>
            {!isMine && <Text size="sm">{words.forGood}</Text>}
            {drop.isError && <ErrorState error={drop.error} />}
            <Group>
              {!isMine && (
                <Button color="red.8" onClick={() => setAsking(true)}>
                  {words.confirm}
                </Button>
              )}
              <Button variant="default" loading={drop.isPending} onClick={() => drop.mutate()}>
                {words.drop}
              </Button>
            </Group>
          </Stack>
        </Section>
      )}
      {isAsking && (
        <ConfirmDialog destruction={destruction} witness={person(proposedBy)} onClose={() => setAsking(false)} />
      )}
    </Stack>
  )
}
