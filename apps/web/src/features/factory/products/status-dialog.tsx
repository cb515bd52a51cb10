import { Alert, Button, Group, Modal, Stack, Textarea } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import type { Product } from '@theriac/api'
import { client } from '../../../core/api/client.ts'
import { useSession } from '../../../core/session/session.ts'
import { FieldLabel } from '../../../ui/form/field-label.tsx'
import { useRules } from '../../../ui/form/rules.ts'
import { firstTerms, StrongActTerms, termsOf } from '../../../ui/form/strong-act/strong-act-terms.tsx'
import { useStrongActWords } from '../../../ui/form/strong-act/words.ts'
import { useProblemForm } from '../../../ui/form/use-problem-form.tsx'
import { JobProgress } from '../../../ui/job/job-progress.tsx'
import { useJob } from '../../../ui/job/use-job.tsx'
import { useStateWords } from '../../../ui/state/words.ts'
import { useProductStatusWords } from './change-words.ts'

interface Terms {
  readonly reason: string
  readonly openDays?: number
}

/** What its owner decides about a product; the regulator about all but retiring. */
export type StatusVerb = 'suspend' | 'reinstate' | 'retire'

/** Says what a decision means, asks why, and sends it. Where one operator of the regulator is not enough, it is proposed. */
export function StatusDialog(props: {
  readonly product: Product
  readonly verb: StatusVerb
  readonly onClose: () => void
}) {
  const { product, verb, onClose } = props
  const words = useProductStatusWords()
  const strongWords = useStrongActWords()
  const { cancel } = useStateWords()
  const rules = useRules()
  const params = { gtin: product.gtin }
  const isStrong = useSession().institution.kind === 'regulator'
  const form = useProblemForm({ initialValues: firstTerms, validate: { reason: rules.required } })
  const decide = useJob((body: Terms, call) => client.products[verb]({ params, body, ...call }), {
    done: ({ result: { proposal } }) =>
      proposal?.state === 'open' ? strongWords.proposed(proposal.needed) : words.done[verb](product.data.name),
  })
  return (
    <Modal
      opened
      onClose={onClose}
      title={`${words.titles[verb]}: ${product.data.name}`}
      size="lg"
      closeButtonProps={{ 'aria-label': cancel }}
    >
      <form
        noValidate
        onSubmit={form.submit(async (values) => {
          await decide.run(isStrong ? termsOf(values) : { reason: values.reason.trim() })
          onClose()
        })}
      >
        <Stack>
          <Alert color={verb === 'reinstate' ? 'teal' : 'yellow'} variant="light" icon={<IconAlertTriangle />}>
            {words.meanings[verb]}
          </Alert>
          {isStrong ? (
            <StrongActTerms input={form.getInputProps} />
          ) : (
            <Textarea
              label={<FieldLabel label={words.reason} help={words.reasonHelp} />}
              withAsterisk
              autosize
              minRows={2}
              maxLength={500}
              data-autofocus
              {...form.getInputProps('reason')}
            />
          )}
          {form.problem}
          <JobProgress job={decide.job} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose} disabled={form.sending}>
              {cancel}
            </Button>
            <Button type="submit" {...(verb === 'reinstate' ? {} : { color: 'red.9' })} loading={form.sending}>
              {words.titles[verb]}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
