import { NumberInput } from '@mantine/core'
import type { Client } from '@theriac/api'
import { client } from '../../core/api/client.ts'
import { useRules } from '../../ui/form/rules.ts'
import { StrongActDialog } from '../../ui/form/strong-act/strong-act-dialog.tsx'
import { firstTerms, termsOf } from '../../ui/form/strong-act/strong-act-terms.tsx'
import { useStrongActWords } from '../../ui/form/strong-act/words.ts'
import { useProblemForm } from '../../ui/form/use-problem-form.tsx'
import { useJob } from '../../ui/job/use-job.tsx'
import { useGovernanceWords } from './words.ts'

type Body = Parameters<Client['governance']['setThreshold']>[0]['body']

/** Proposes how many operators a strong act takes. */
export function ThresholdDialog(props: {
  readonly threshold: number
  readonly operators: number
  readonly onClose: () => void
}) {
  const { threshold, operators, onClose } = props
  const words = useGovernanceWords()
  const strongActs = useStrongActWords()
  const rules = useRules()
  const set = useJob((body: Body, call) => client.governance.setThreshold({ body, ...call }), {
    done: ({ result: { proposal } }) =>
      proposal.state === 'open' ? strongActs.proposed(proposal.needed) : words.thresholdSet,
  })
  const form = useProblemForm({
    initialValues: { ...firstTerms, threshold: threshold as number | string },
    validate: {
      threshold: (value) => (Number(value) >= 1 && Number(value) <= operators ? null : words.thresholdFault(operators)),
      reason: rules.required,
    },
    validateInputOnBlur: false,
  })
  return (
    <StrongActDialog
      title={words.change}
      meaning={words.changeMeaning}
      confirm={words.propose}
      form={form}
      input={(name) => form.getInputProps(name)}
      job={set.job}
      onClose={onClose}
      onSubmit={form.submit(async ({ threshold: chosen, ...terms }) => {
        await set.run({ threshold: Number(chosen), ...termsOf(terms) })
        onClose()
      })}
    >
      <NumberInput
        label={words.newThreshold}
        min={1}
        max={operators}
        clampBehavior="none"
        allowDecimal={false}
        maw={240}
        data-autofocus
        {...form.getInputProps('threshold')}
      />
    </StrongActDialog>
  )
}
