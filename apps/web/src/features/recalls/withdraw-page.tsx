import { Alert, Button, Stack, Textarea, TextInput } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { Gtin } from '@theriac/gs1'
import { client } from '../../core/api/client.ts'
import { apiQuery } from '../../core/api/query.ts'
import { useSearchState } from '../../core/pages/page-state.ts'
import { paths } from '../../core/paths.ts'
import { useSession } from '../../core/session/session.ts'
import { FieldLabel } from '../../ui/form/field-label.tsx'
import { useRules } from '../../ui/form/rules.ts'
import { firstTerms, StrongActTerms, termsOf } from '../../ui/form/strong-act/strong-act-terms.tsx'
import { useStrongActWords } from '../../ui/form/strong-act/words.ts'
import { UnsavedGuard } from '../../ui/form/unsaved-guard.tsx'
import { useProblemForm } from '../../ui/form/use-problem-form.tsx'
import { JobProgress } from '../../ui/job/job-progress.tsx'
import { useJob } from '../../ui/job/use-job.tsx'
import { PageFrame, Section } from '../../ui/layout/page-frame.tsx'
import { ProductSelect } from '../../ui/product-select.tsx'
import { useWithdrawWords } from './words.ts'

const first = { gtin: '' }

interface Withdrawal {
  readonly gtin: Gtin
  readonly reason: string
  readonly openDays?: number
}

/** Withdraws a product for good: at once by its factory, by the regulator as a strong act. */
export default function WithdrawPage() {
  const words = useWithdrawWords()
  const strongActs = useStrongActWords()
  const rules = useRules()
  const navigate = useNavigate()
  const { institution } = useSession()
  const isRegulator = institution.kind === 'regulator'
  const [{ gtin }] = useSearchState(first)
  const form = useProblemForm({
    initialValues: { ...firstTerms, gtin: gtin === '' ? '' : String(gtin).padStart(14, '0'), confirm: '' },
    validate: {
      gtin: rules.required,
      reason: rules.required,
      // Whoever types it may leave the zeros before it away.
      confirm: (value, values) =>
        value.trim().padStart(14, '0') === values.gtin && values.gtin !== '' ? null : words.differs,
    },
  })
  const governance = useQuery({ ...apiQuery('governance', 'overview'), enabled: isRegulator })
  const chosen = form.getValues().gtin
  const product = useQuery({
    ...apiQuery('products', 'find', { params: { gtin: chosen as Gtin } }),
    enabled: chosen !== '',
  })
  const withdraw = useJob(
    ({ gtin: of, ...body }: Withdrawal, call) => client.products.withdraw({ params: { gtin: of }, body, ...call }),
    {
      done: ({ result: { proposal } }) =>
        proposal?.state === 'open'
          ? strongActs.proposed(proposal.needed)
          : words.done(product.data?.data.name ?? chosen),
    },
  )
  return (
    <PageFrame title={words.title} width="narrow">
      <Section>
        <form
          noValidate
          onSubmit={form.submit(async (values) => {
            const { reason, openDays } = termsOf(values)
            const of = values.gtin as Gtin
            const job = await withdraw.run({ gtin: of, reason, ...(isRegulator ? { openDays } : {}) })
            form.reset()
            const { proposal } = job.result
            const isOpen = proposal?.state === 'open' && proposal.id !== undefined
            await navigate({ to: isOpen ? paths.proposal(proposal.id ?? '') : paths.withdrawal(of) })
          })}
        >
          <Stack>
            <Alert color="red" variant="light" icon={<IconAlertTriangle />}>
              {words.intro}
            </Alert>
            <ProductSelect
              label={words.product}
              value={chosen}
              onChange={(value) => form.setFieldValue('gtin', value)}
              owner={isRegulator ? undefined : institution.gln}
              error={form.errors.gtin}
              required
            />
            {isRegulator ? (
              <StrongActTerms input={(name) => form.getInputProps(name)} />
            ) : (
              <Textarea
                label={<FieldLabel label={strongActs.reason} help={strongActs.reasonHelp} />}
                withAsterisk
                autosize
                minRows={2}
                maxLength={500}
                {...form.getInputProps('reason')}
              />
            )}
            <TextInput
              label={<FieldLabel label={words.confirm} help={words.confirmHelp} />}
              placeholder={chosen}
              withAsterisk
              autoComplete="off"
              inputMode="numeric"
              {...form.getInputProps('confirm')}
            />
            {form.problem}
            <JobProgress job={withdraw.job} />
            <Button type="submit" color="red.9" loading={form.sending} style={{ alignSelf: 'flex-end' }}>
              {isRegulator && (governance.data?.threshold ?? 1) > 1 ? words.propose : words.send}
            </Button>
          </Stack>
        </form>
        <UnsavedGuard when={form.isDirty()} />
      </Section>
    </PageFrame>
  )
}
