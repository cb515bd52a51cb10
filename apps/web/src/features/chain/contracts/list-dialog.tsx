import { TextInput } from '@mantine/core'
import type { Client } from '@theriac/api'
import { client } from '../../../core/api/client.ts'
import { FieldLabel } from '../../../ui/form/field-label.tsx'
import { useRules } from '../../../ui/form/rules.ts'
import { StrongActDialog } from '../../../ui/form/strong-act/strong-act-dialog.tsx'
import { firstTerms, termsOf } from '../../../ui/form/strong-act/strong-act-terms.tsx'
import { useStrongActWords } from '../../../ui/form/strong-act/words.ts'
import { useProblemForm } from '../../../ui/form/use-problem-form.tsx'
import { useJob } from '../../../ui/job/use-job.tsx'
import { useContractWords } from './words.ts'

type Body = Parameters<Client['chain']['listContract']>[0]['body']

const monospace = { input: { fontFamily: 'var(--mantine-font-family-monospace)' } }

/** The regulator lists a contract in the directory, in the place of the version before: a strong act. */
export function ListDialog({ onClose }: { readonly onClose: () => void }) {
  const words = useContractWords()
  const strongActs = useStrongActWords()
  const rules = useRules()
  const list = useJob((body: Body, call) => client.chain.listContract({ body, ...call }), {
    done: ({ result: { proposal } }) =>
      proposal.state === 'open' ? strongActs.proposed(proposal.needed) : words.listedDone,
  })
  const shaped =
    (pattern: RegExp, fault: string) =>
    (value: string): string | null =>
      pattern.test(value.trim()) ? null : fault
  const form = useProblemForm({
    initialValues: { ...firstTerms, name: '', address: '', abiHash: '' },
    validate: {
      name: shaped(/^[a-z][a-zA-Z0-9-]{0,39}$/, words.nameFault),
      address: shaped(/^0x[0-9a-fA-F]{40}$/, words.addressFault),
      abiHash: shaped(/^0x[0-9a-fA-F]{64}$/, words.abiFault),
      reason: rules.required,
    },
    validateInputOnBlur: false,
  })
  return (
    <StrongActDialog
      title={words.list}
      meaning={words.listMeaning}
      confirm={words.list}
      form={form}
      input={(name) => form.getInputProps(name)}
      job={list.job}
      onClose={onClose}
      onSubmit={form.submit(async ({ name, address, abiHash, ...terms }) => {
        await list.run({
          name: name.trim(),
          address: address.trim().toLowerCase() as Body['address'],
          abiHash: abiHash.trim().toLowerCase() as Body['abiHash'],
          ...termsOf(terms),
        })
        onClose()
      })}
    >
      <TextInput
        label={<FieldLabel label={words.listName} help={words.listNameHelp} />}
        data-autofocus
        {...form.getInputProps('name')}
      />
      <TextInput label={words.address} styles={monospace} autoComplete="off" {...form.getInputProps('address')} />
      <TextInput
        label={<FieldLabel label={words.abi} help={words.abiHelp} />}
        styles={monospace}
        autoComplete="off"
        {...form.getInputProps('abiHash')}
      />
    </StrongActDialog>
  )
}
