import { Code, Grid, Group, Alert as Notice, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { Alert } from '@theriac/api'
import { parseIsoDate } from '@theriac/gs1'
import { apiQuery } from '../../core/api/query.ts'
import { useFormat, useText } from '../../core/i18n/language-provider.tsx'
import { useInstitutionNames } from '../../core/names/use-names.ts'
import { usePeopleNames } from '../../core/names/use-people.ts'
import { usePathParams } from '../../core/pages/page-state.ts'
import { paths } from '../../core/paths.ts'
import { useMay, useSession } from '../../core/session/session.ts'
import { AppLink } from '../../ui/app-link.tsx'
import { Facts } from '../../ui/facts.tsx'
import { FieldLabel } from '../../ui/form/field-label.tsx'
import { Identifier } from '../../ui/identifier.tsx'
import { PageFrame, Section } from '../../ui/layout/page-frame.tsx'
import { QueryView } from '../../ui/state/states.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { codeWords } from '../../ui/words/alert-codes.ts'
import { useAlertDetail } from '../../ui/words/alert-detail.ts'
import { causeWords } from '../../ui/words/causes.ts'
import { escalationWords } from '../../ui/words/escalation.ts'
import { AlertHistory } from './alert-history.tsx'
import { AlertWork } from './alert-work.tsx'
import { CommentForm } from './comment-form.tsx'
import { findingWords } from './meanings.ts'
import { useAlertWords } from './words.ts'

/** One alert: what was found, what was done about it, and what to do next. */
export default function AlertPage() {
  const words = useAlertWords()
  const text = useText()
  const may = useMay()
  const { institution } = useSession()
  const { id } = usePathParams<'id'>()
  const query = useQuery(apiQuery('alerts', 'find', { params: { id } }))
  const alert = query.data
  return (
    <PageFrame
      title={alert ? text(codeWords(alert.code)) : words.one}
      actions={
        alert && (
          <Group gap="xs">
            <StatusBadge status={alert.severity} size="lg" />
            <StatusBadge status={alert.state} size="lg" />
          </Group>
        )
      }
    >
      <QueryView query={query} lines={10}>
        {(found) => {
          const mayWork = may('alerts.comment') && (institution.kind === 'regulator' || found.gln === institution.gln)
          return (
            <Grid gap="lg">
              <Grid.Col span={{ base: 12, md: 7 }}>
                <Stack gap="lg">
                  <Found alert={found} />
                  <Section title={words.history}>
                    <AlertHistory alert={found} />
                    {mayWork && <CommentForm id={found.id} />}
                  </Section>
                </Stack>
              </Grid.Col>
              <Grid.Col span={{ base: 12, md: 5 }}>
                {mayWork ? <AlertWork alert={found} /> : <Notice color="gray">{words.lookOnly}</Notice>}
              </Grid.Col>
            </Grid>
          )
        }}
      </QueryView>
    </PageFrame>
  )
}

function Found({ alert }: { readonly alert: Alert }) {
  const words = useAlertWords()
  const text = useText()
  const format = useFormat()
  const detailOf = useAlertDetail()
  const { gtin, serial, lot, gln, owner } = alert
  const nameOf = useInstitutionNames([gln, owner].flatMap((one) => one ?? []))
  const person = usePeopleNames(gln)
  return (
    <Section title={words.facts}>
      <Facts
        facts={[
          [words.detail, `${detailOf(alert)} (${alert.code})`],
          [words.cause, text(causeWords[alert.cause])],
          [words.gtin, gtin && <AppLink to={paths.product(gtin)}>{gtin}</AppLink>],
          [words.serial, serial && <Identifier value={serial} />],
          [words.lot, lot && (gtin ? <AppLink to={paths.lot(gtin, lot)}>{lot}</AppLink> : lot)],
          [words.expiry, alert.expiry && (parseIsoDate(alert.expiry).ok ? format.day(alert.expiry) : alert.expiry)],
          [words.where, gln && <AppLink to={paths.institution(gln)}>{nameOf(gln)}</AppLink>],
          [words.raisedBy, alert.accountId && person(alert.accountId)],
          [words.owner, owner && <AppLink to={paths.institution(owner)}>{nameOf(owner)}</AppLink>],
          [words.times, words.timesOf(alert.occurrences)],
          [words.raised, format.instant(alert.createdAt)],
          [words.lastSeen, alert.occurrences > 1 && format.instant(alert.lastSeenAt)],
          [words.closedAs, alert.finding && text(findingWords[alert.finding])],
          [words.closedAt, alert.closedAt && format.instant(alert.closedAt)],
          [words.resolution, alert.resolution],
          [words.escalation, alert.escalation && text(escalationWords(alert.escalation))],
        ]}
      />
      {alert.scan !== undefined && (
        <Stack gap={4} mt="md">
          <Text size="sm" c="dimmed" component="div">
            <FieldLabel label={words.scan} help={words.scanHelp} />
          </Text>
          <Code block style={{ overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' }}>
            {alert.scan.replaceAll('\u001d', '␝')}
          </Code>
        </Stack>
      )}
    </Section>
  )
}
