import { Button, Group, Stack, TextInput } from '@mantine/core'
import { IconLock } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { Client, Lot } from '@theriac/api'
import { client } from '../../../core/api/client.ts'
import { apiQuery } from '../../../core/api/query.ts'
import { paths } from '../../../core/paths.ts'
import { useSession } from '../../../core/session/session.ts'
import { ButtonLink } from '../../../ui/app-link.tsx'
import { FieldLabel } from '../../../ui/form/field-label.tsx'
import { useRules } from '../../../ui/form/rules.ts'
import { UnsavedGuard } from '../../../ui/form/unsaved-guard.tsx'
import { useProblemForm } from '../../../ui/form/use-problem-form.tsx'
import { JobProgress } from '../../../ui/job/job-progress.tsx'
import { useJob } from '../../../ui/job/use-job.tsx'
import { PageFrame, Section } from '../../../ui/layout/page-frame.tsx'
import { EmptyState, QueryView } from '../../../ui/state/states.tsx'
import { LotFields, type LotValues, planOf, useLotRules } from './lot-fields.tsx'
import { useNewLotWords } from './new-lot-words.ts'
import { useLotParams } from './use-lot.ts'

type Body = Parameters<Client['lots']['amend']>[0]['body']
interface Values extends LotValues {
  reason: string
}

/** Corrects a lot of which nothing has been made yet. */
export default function AmendLotPage() {
  const { amending } = useNewLotWords()
  const params = useLotParams()
  const { institution } = useSession()
  // As it was read: what is typed must not change while somebody types.
  const query = useQuery({ ...apiQuery('lots', 'find', { params }), meta: { still: true } })
  return (
    <PageFrame title={amending.title(params.lot)} intro={amending.intro} width="narrow">
      <QueryView query={query} lines={8}>
        {(lot) => (
          <Section>
            {lot.owner.gln === institution.gln && lot.commissioned === 0 && lot.recall === undefined ? (
              <AmendForm lot={lot} />
            ) : (
              <EmptyState title={amending.locked} detail={amending.lockedDetail} icon={IconLock}>
                <ButtonLink to={paths.lot(lot.gtin, lot.lot)}>{amending.back}</ButtonLink>
              </EmptyState>
            )}
          </Section>
        )}
      </QueryView>
    </PageFrame>
  )
}

function AmendForm({ lot }: { readonly lot: Lot }) {
  const { amending } = useNewLotWords()
  const rules = useRules()
  const navigate = useNavigate()
  const { production, expiry, quantity, origin } = lot
  const params = { gtin: lot.gtin, lot: lot.lot }
  const form = useProblemForm<Values>({
    initialValues: { production, expiry, quantity, origin, reason: '' },
    validate: { ...useLotRules(), reason: rules.required },
  })
  const amend = useJob((body: Body, call) => client.lots.amend({ params, body, ...call }), {
    done: () => amending.done(lot.lot),
  })
  return (
    <form
      noValidate
      onSubmit={form.submit(async (values) => {
        await amend.run({ ...planOf(values), reason: values.reason.trim() })
        form.reset()
        await navigate({ to: paths.lot(lot.gtin, lot.lot) })
      })}
    >
      <Stack>
        <LotFields inputProps={(field) => form.getInputProps(field)} />
        <TextInput
          label={<FieldLabel label={amending.reason} help={amending.reasonHelp} />}
          withAsterisk
          maxLength={500}
          {...form.getInputProps('reason')}
        />
        {form.problem}
        <JobProgress job={amend.job} />
        <Group justify="flex-end">
          <ButtonLink to={paths.lot(lot.gtin, lot.lot)} variant="default">
            {amending.cancel}
          </ButtonLink>
          <Button type="submit" loading={form.sending}>
            {amending.send}
          </Button>
        </Group>
      </Stack>
      <UnsavedGuard when={form.isDirty()} />
    </form>
  )
}
