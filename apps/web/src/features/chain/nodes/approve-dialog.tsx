import type { ChainNode, Client } from '@theriac/api'
import { client } from '../../../core/api/client.ts'
import { useText } from '../../../core/i18n/language-provider.tsx'
import { useRules } from '../../../ui/form/rules.ts'
import { StrongActDialog } from '../../../ui/form/strong-act/strong-act-dialog.tsx'
import { firstTerms, termsOf } from '../../../ui/form/strong-act/strong-act-terms.tsx'
import { useStrongActWords } from '../../../ui/form/strong-act/words.ts'
import { useProblemForm } from '../../../ui/form/use-problem-form.tsx'
import { useJob } from '../../../ui/job/use-job.tsx'
import { nodeRoleWords } from '../../../ui/words/nodes.ts'
import { useNodeWords } from './words.ts'

type Body = Parameters<Client['chain']['approveRole']>[0]['body']

/** The regulator lets a node have the role that is asked for: a strong act. */
export function ApproveDialog(props: {
  readonly registered: NonNullable<ChainNode['registered']>
  readonly onClose: () => void
}) {
  const { registered, onClose } = props
  const words = useNodeWords()
  const strongActs = useStrongActWords()
  const text = useText()
  const rules = useRules()
  // As it was seen: the ledger refuses where something else is asked for meanwhile.
  const role = registered.wish?.role ?? registered.role
  const approve = useJob(
    (body: Body, call) => client.chain.approveRole({ params: { node: registered.node }, body, ...call }),
    {
      done: ({ result: { proposal } }) =>
        proposal.state === 'open' ? strongActs.proposed(proposal.needed) : words.approved,
    },
  )
  const form = useProblemForm({
    initialValues: { ...firstTerms },
    validate: { reason: rules.required },
    validateInputOnBlur: false,
  })
  return (
    <StrongActDialog
      title={words.approve}
      meaning={words.approveMeaning(registered.name, text(nodeRoleWords[role]))}
      confirm={words.approve}
      form={form}
      input={(name) => form.getInputProps(name)}
      job={approve.job}
      onClose={onClose}
      onSubmit={form.submit(async (terms) => {
        await approve.run({ role, ...termsOf(terms) })
        onClose()
      })}
    />
  )
}
