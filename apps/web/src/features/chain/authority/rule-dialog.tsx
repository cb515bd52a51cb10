import { Alert, Button, Group, Radio, Stack, Text, Textarea } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import {
  type ChainContractName,
  type ChainKnownAccount,
  type ChainMethodAuthority,
  type ChainMethodRule,
  methodRules,
  mostListedAccounts,
} from '@theriac/api'
import { client } from '../../../core/api/client.ts'
import { useText } from '../../../core/i18n/language-provider.tsx'
import { EngineDialog } from '../committee/engine-dialog.tsx'
import { accountsIn, areAccounts, shutOut, withAccounts } from './listed-accounts.ts'
import { ruleWords, useAuthorityWords } from './words.ts'

type Values = { rule: ChainMethodRule; accounts: string }

/** Settles who may call a method, and says before that whom it stops here. */
export function RuleDialog(props: {
  readonly name: ChainContractName
  readonly method: ChainMethodAuthority
  readonly known: readonly ChainKnownAccount[]
  readonly onClose: () => void
}) {
  const { name, method, known, onClose } = props
  const words = useAuthorityWords()
  const text = useText()
  const queryClient = useQueryClient()
  const of = (kind: ChainKnownAccount['kind']) => known.flatMap((one) => (one.kind === kind ? [one.account] : []))

  async function send({ rule, accounts }: Values) {
    const listed = rule === 'everybody' ? {} : { accounts: accountsIn(accounts) }
    try {
      return await client.chain.setMethodRule({ params: { name }, body: { method: method.signature, rule, ...listed } })
    } catch (error) {
      // A part of it may have been made.
      void queryClient.invalidateQueries({ queryKey: ['chain', 'contractAuthority'] })
      throw error
    }
  }

  function faultOf(accounts: string, rule: ChainMethodRule): string | null {
    if (rule === 'everybody') return null
    if (!areAccounts(accounts)) return words.accountsFault
    const { length } = accountsIn(accounts)
    if (length === 0) return words.accountsNone
    return length > mostListedAccounts ? words.accountsMany(mostListedAccounts) : null
  }

  return (
    <EngineDialog<Values>
      title={words.changeOne(method.name)}
      meaning={words.ruleMeaning(method.name)}
      initialValues={{ rule: method.rule, accounts: method.accounts.join('\n') }}
      validate={{ accounts: (accounts, { rule }) => faultOf(accounts, rule) }}
      onSend={send}
      onClose={onClose}
    >
      {(form) => {
        const { rule, accounts } = form.getValues()
        const add = (more: readonly string[]) => form.setFieldValue('accounts', withAccounts(accounts, more))
        return (
          <>
            <Radio.Group label={words.rule} {...form.getInputProps('rule')}>
              <Stack gap="xs" mt="xs">
                {methodRules.map((one) => (
                  <Radio key={one} value={one} label={text(ruleWords[one])} />
                ))}
              </Stack>
            </Radio.Group>
            {rule !== 'everybody' && (
              <>
                <Textarea
                  label={words.accounts}
                  description={words.accountsHelp}
                  autosize
                  minRows={3}
                  maxRows={10}
                  autoComplete="off"
                  spellCheck={false}
                  styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: 13 } }}
                  {...form.getInputProps('accounts')}
                />
                <Group gap="xs">
                  <Button size="compact-sm" variant="default" onClick={() => add(of('lane'))}>
                    {words.addLanes}
                  </Button>
                  {name !== 'acts' && (
                    <Button size="compact-sm" variant="default" onClick={() => add(of('entry'))}>
                      {words.addEntry}
                    </Button>
                  )}
                </Group>
                <Text size="sm" c="dimmed">
                  {words.otherServers}
                </Text>
                <Consequences name={name} rule={rule} accounts={accounts} known={known} />
              </>
            )}
          </>
        )
      }}
    </EngineDialog>
  )
}

function Consequences(props: {
  readonly name: ChainContractName
  readonly rule: ChainMethodRule
  readonly accounts: string
  readonly known: readonly ChainKnownAccount[]
}) {
  const { name, rule, accounts, known } = props
  const words = useAuthorityWords()
  const listed = accountsIn(accounts)
  if (listed.length === 0) return null
  const { lanes, entry } = shutOut(rule, listed, known)
  return (
    <>
      {lanes && (
        <Alert color="red" icon={<IconAlertTriangle />} title={words.shutsOwn}>
          {words.shutsOwnDetail}
        </Alert>
      )}
      {entry && name !== 'acts' && (
        <Alert color="yellow" icon={<IconAlertTriangle />} title={words.shutsEntry}>
          {words.shutsEntryDetail}
        </Alert>
      )}
    </>
  )
}
