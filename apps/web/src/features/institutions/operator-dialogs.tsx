import { Select, TextInput } from '@mantine/core'
import { type Client, type Institution, type Role, roles } from '@theriac/api'
import { useText } from '../../core/i18n/language-provider.tsx'
import { FieldLabel } from '../../ui/form/field-label.tsx'
import { useRules } from '../../ui/form/rules.ts'
import { StrongActDialog } from '../../ui/form/strong-act/strong-act-dialog.tsx'
import { firstTerms, termsOf } from '../../ui/form/strong-act/strong-act-terms.tsx'
import { useProblemForm } from '../../ui/form/use-problem-form.tsx'
import { roleWords } from '../../ui/words/kinds.ts'
import { useDecision } from './use-decision.ts'
import { useInstitutionWords } from './words.ts'

/** An account on the ledger that acts, or acted, for an institution. */
export type Operator = Awaited<ReturnType<Client['institutions']['operators']>>['items'][number]

/** Gives an institution an operator whose key is known already. */
export function AppointDialog(props: { readonly institution: Institution; readonly onClose: () => void }) {
  const { institution, onClose } = props
  const words = useInstitutionWords()
  const text = useText()
  const rules = useRules()
  const decision = useDecision(institution.gln)
  const form = useProblemForm({
    initialValues: { ...firstTerms, account: '', role: 'admin' },
    validate: {
      account: (value) =>
        rules.required(value) ?? (/^0x[0-9a-fA-F]{40}$/.test(value.trim()) ? null : words.accountFault),
      reason: rules.required,
    },
    validateInputOnBlur: false,
  })
  return (
    <StrongActDialog
      title={words.actOn(words.acts.appoint, institution.name)}
      meaning={words.means.appoint}
      confirm={words.acts.appoint}
      form={form}
      input={(name) => form.getInputProps(name)}
      job={decision.job}
      onClose={onClose}
      onSubmit={form.submit(async ({ account, role, ...terms }) => {
        const body = { account: account.trim().toLowerCase() as `0x${string}`, role: role as Role, ...termsOf(terms) }
        await decision.run({ verb: 'appoint', body })
        onClose()
      })}
    >
      <TextInput
        label={<FieldLabel label={words.account} help={words.accountHelp} />}
        maxLength={42}
        autoComplete="off"
        spellCheck={false}
        data-autofocus
        styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
        {...form.getInputProps('account')}
      />
      <Select
        label={words.role}
        data={roles.map((one) => ({ value: one, label: text(roleWords[one]) }))}
        allowDeselect={false}
        {...form.getInputProps('role')}
      />
    </StrongActDialog>
  )
}

/** Takes an operator from its institution. */
export function DismissDialog(props: {
  readonly institution: Institution
  readonly operator: Operator
  /** How people call it. */
  readonly name: string
  readonly onClose: () => void
}) {
  const { institution, operator, name, onClose } = props
  const words = useInstitutionWords()
  const rules = useRules()
  const decision = useDecision(institution.gln)
  const form = useProblemForm({
    initialValues: { ...firstTerms },
    validate: { reason: rules.required },
    validateInputOnBlur: false,
  })
  return (
    <StrongActDialog
      title={words.actOn(words.acts.dismiss, name)}
      meaning={words.means.dismiss}
      confirm={words.acts.dismiss}
      isGrave
      form={form}
      input={(field) => form.getInputProps(field)}
      job={decision.job}
      onClose={onClose}
      onSubmit={form.submit(async (terms) => {
        await decision.run({ verb: 'dismiss', account: operator.account, body: termsOf(terms) })
        onClose()
      })}
    />
  )
}
