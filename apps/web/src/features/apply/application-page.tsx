import { Alert, Group, Stack, Text, Timeline } from '@mantine/core'
import { IconCheck, IconClock, IconFileDescription, IconX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { ApiError, type Client } from '@theriac/api'
import type { Gln } from '@theriac/gs1'
import { apiQuery } from '../../core/api/query.ts'
import { useFormat, useText } from '../../core/i18n/language-provider.tsx'
import { usePathParams } from '../../core/pages/page-state.ts'
import { paths } from '../../core/paths.ts'
import { ButtonLink } from '../../ui/app-link.tsx'
import { Facts } from '../../ui/facts.tsx'
import { Identifier } from '../../ui/identifier.tsx'
import { Section } from '../../ui/layout/page-frame.tsx'
import { PublicFrame } from '../../ui/layout/public-frame.tsx'
import { EmptyState, QueryView } from '../../ui/state/states.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { kindWords } from '../../ui/words/kinds.ts'
import { useApplyWords } from './words.ts'

type Application = Awaited<ReturnType<Client['institutions']['application']>>

/** Nobody tells a browser without a session that something has changed: it looks by itself. */
const lookAgainMs = 5_000

const isUnknown = (error: unknown): boolean => error instanceof ApiError && error.code === 'NotFound'

/** How an application stands, for whoever sent it. */
export default function ApplicationPage() {
  const words = useApplyWords()
  const { gln } = usePathParams<'gln'>()
  const query = useQuery({
    ...apiQuery('institutions', 'application', { params: { gln: gln as Gln } }),
    refetchInterval: ({ state }) => (state.data?.status === 'applied' || isUnknown(state.error) ? lookAgainMs : false),
  })
  return (
    <PublicFrame title={words.stateTitle} intro={words.stateIntro}>
      {isUnknown(query.error) ? (
        <Section>
          <EmptyState icon={IconFileDescription} title={words.unknown} detail={words.unknownDetail(gln)}>
            <ButtonLink to={paths.apply}>{words.title}</ButtonLink>
          </EmptyState>
        </Section>
      ) : (
        <QueryView query={query}>{(application) => <Standing application={application} />}</QueryView>
      )}
    </PublicFrame>
  )
}

function Standing({ application }: { readonly application: Application }) {
  const words = useApplyWords()
  const text = useText()
  const { gln, kind, name, status } = application
  return (
    <>
      <Section title={name} actions={<StatusBadge status={status} size="lg" />}>
        <Facts
          facts={[
            [words.gln, <Identifier key="gln" value={gln} />],
            [words.kindFact, text(kindWords[kind])],
          ]}
        />
      </Section>
      <Section title={words.way}>
        <Steps application={application} />
      </Section>
      {status === 'applied' && (
        <Alert variant="light" color="balm" title={words.keep}>
          {words.keepDetail}
        </Alert>
      )}
    </>
  )
}

function Steps({ application }: { readonly application: Application }) {
  const words = useApplyWords()
  const format = useFormat()
  const { status, reason, appliedAt, admittedAt } = application
  const isOpen = status === 'applied'
  const isDeclined = status === 'declined'
  const isActive = status === 'active'
  return (
    <Timeline active={isOpen ? 0 : isActive ? 2 : 1} bulletSize={26} lineWidth={2} color={isDeclined ? 'red' : 'teal'}>
      <Timeline.Item color="teal" bullet={<IconCheck size={15} />} title={words.sent}>
        <Text size="sm" c="dimmed">
          {format.instant(appliedAt)}
        </Text>
      </Timeline.Item>
      <Timeline.Item
        bullet={isOpen ? <IconClock size={15} /> : isDeclined ? <IconX size={15} /> : <IconCheck size={15} />}
        title={isOpen ? words.checking : isDeclined ? words.declined : words.admitted}
      >
        <Text size="sm" c="dimmed">
          {isOpen ? words.checkingDetail : isDeclined ? words.because(reason ?? '') : null}
          {admittedAt !== undefined && format.instant(admittedAt)}
        </Text>
      </Timeline.Item>
      <Timeline.Item
        bullet={isActive ? <IconCheck size={15} /> : <IconClock size={15} />}
        title={isDeclined ? words.again : words.begin}
      >
        <Stack gap="sm" align="flex-start">
          <Text size="sm" c="dimmed">
            {isDeclined ? words.againDetail : words.beginDetail}
          </Text>
          <Group>
            {isDeclined ? (
              <ButtonLink to={paths.apply}>{words.title}</ButtonLink>
            ) : (
              <ButtonLink to={paths.signIn} variant={isActive ? 'filled' : 'default'}>
                {words.signIn}
              </ButtonLink>
            )}
          </Group>
        </Stack>
      </Timeline.Item>
    </Timeline>
  )
}
