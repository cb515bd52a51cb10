import { Button, Alert as Notice, Select, Stack } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import type { Alert } from '@theriac/api'
import { client } from '../../core/api/client.ts'
import { apiQuery } from '../../core/api/query.ts'
import { usePeopleNames } from '../../core/names/use-people.ts'
import { useSession } from '../../core/session/session.ts'
import { FieldLabel } from '../../ui/form/field-label.tsx'
import { ProblemAlert } from '../../ui/form/problem-alert.tsx'
import { Section } from '../../ui/layout/page-frame.tsx'
import { CloseForm } from './close-form.tsx'
import { EscalateForm } from './escalate-form.tsx'
import { useTold } from './use-told.ts'
import { useAlertWords } from './words.ts'

/** What can be done about an alert now. */
export function AlertWork({ alert }: { readonly alert: Alert }) {
  const words = useAlertWords()
  const told = useTold()
  const { institution } = useSession()
  const { data: own } = useQuery(apiQuery('accounts', 'people'))
  const nameOf = usePeopleNames(alert.gln)
  const params = { id: alert.id }
  const isClosed = alert.state === 'closed'
  const isEscalated = alert.escalatedAt !== undefined
  const assign = useMutation({
    mutationFn: (accountId: string | null) => client.alerts.assign({ params, body: { accountId } }),
    onSuccess: (_, accountId) =>
      told(accountId === null ? words.unassigned : words.assigned(nameOf(accountId) ?? accountId)),
  })
  const investigate = useMutation({
    mutationFn: () => client.alerts.investigate({ params, body: {} }),
    onSuccess: () => told(isClosed ? words.reopened : words.started),
  })
  const failed = assign.error ?? investigate.error
  const colleagues = own?.items.filter(({ active, role }) => active && role !== 'auditor') ?? []
  const people = colleagues.map(({ accountId, displayName }) => ({ value: accountId, label: displayName }))
  const isOther = alert.assignee !== undefined && !people.some(({ value }) => value === alert.assignee)
  const other = isOther ? [{ value: String(alert.assignee), label: nameOf(String(alert.assignee)) ?? '—' }] : []
  return (
    <Stack gap="lg">
      <Section title={words.work}>
        <Stack>
          {!isClosed && (
            <Select
              label={<FieldLabel label={words.assign} help={words.assignHelp} />}
              placeholder={words.nobody}
              data={[...people, ...other]}
              value={alert.assignee ?? null}
              onChange={(accountId) => assign.mutate(accountId)}
              disabled={assign.isPending}
              clearable
              searchable
            />
          )}
          {failed !== null && <ProblemAlert error={failed} />}
          {alert.state !== 'investigating' && (
            <Button
              variant={isClosed ? 'default' : 'filled'}
              loading={investigate.isPending}
              onClick={() => investigate.mutate()}
            >
              {isClosed ? words.reopen : words.investigate}
            </Button>
          )}
          {!isClosed && isEscalated && institution.kind !== 'regulator' && (
            <Notice color="blue">{words.withRegulator}</Notice>
          )}
        </Stack>
      </Section>
      {!isClosed && (!isEscalated || institution.kind === 'regulator') && <CloseForm alert={alert} />}
      {!isClosed && !isEscalated && institution.kind !== 'regulator' && <EscalateForm id={alert.id} />}
    </Stack>
  )
}
