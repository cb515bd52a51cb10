import { TextInput } from '@mantine/core'
import type { ChainContractName } from '@theriac/api'
import { client } from '../../../core/api/client.ts'
import { FieldLabel } from '../../../ui/form/field-label.tsx'
import { accountOf, isAccount } from '../committee/account-rule.ts'
import { EngineDialog } from '../committee/engine-dialog.tsx'
import { useCommitteeWords } from '../committee/words.ts'
import { useAuthorityWords } from './words.ts'

/** Proposes to the committee who alone changes a contract's rules. */
export function AdminDialog(props: {
  readonly name: ChainContractName
  readonly suggested: string
  readonly onClose: () => void
}) {
  const { name, suggested, onClose } = props
  const words = useAuthorityWords()
  const { accountFault } = useCommitteeWords()
  return (
    <EngineDialog<{ account: string }>
      title={words.proposeAdmin}
      meaning={words.proposeAdminMeaning}
      initialValues={{ account: suggested }}
      validate={{ account: (account) => (isAccount(account) ? null : accountFault) }}
      onSend={({ account }) =>
        client.chain.proposeContractAdmin({ params: { name }, body: { account: accountOf(account) } })
      }
      onClose={onClose}
    >
      {(form) => (
        <TextInput
          label={<FieldLabel label={words.account} help={words.accountHelp} />}
          data-autofocus
          autoComplete="off"
          spellCheck={false}
          styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
          {...form.getInputProps('account')}
        />
      )}
    </EngineDialog>
  )
}
