import { Button, Group, Radio, Stack, Text, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type EngineAccountState, engineAccountStates } from '@theriac/api'
import { useState } from 'react'
import { client } from '../../../core/api/client.ts'
import { apiQuery } from '../../../core/api/query.ts'
import { useText } from '../../../core/i18n/language-provider.tsx'
import { useMay } from '../../../core/session/session.ts'
import { Facts } from '../../../ui/facts.tsx'
import { useProblemForm } from '../../../ui/form/use-problem-form.tsx'
import { QueryView } from '../../../ui/state/states.tsx'
import { IfSupported } from '../frame/if-supported.tsx'
import { accountOf, isAccount } from './account-rule.ts'
import { EngineDialog } from './engine-dialog.tsx'
import { accountStateWords, useCommitteeWords } from './words.ts'

type Account = `0x${string}`

/** Looks up an account on the engine; governors freeze it, thaw it or abolish it. */
export function AccountLookup() {
  const words = useCommitteeWords()
  const [account, setAccount] = useState<Account>()
  const form = useProblemForm({
    initialValues: { account: '' },
    validate: { account: (text) => (isAccount(text) ? null : words.accountFault) },
    validateInputOnBlur: false,
  })
  return (
    <Stack>
      <Text size="sm">{words.accountsDetail}</Text>
      <form noValidate onSubmit={form.submit(async (values) => setAccount(accountOf(values.account)))}>
        <Group align="flex-start" gap="xs">
          <TextInput
            aria-label={words.account}
            placeholder="0x…"
            flex="1 1 240px"
            maw={460}
            styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
            {...form.getInputProps('account')}
          />
          <Button type="submit" variant="default">
            {words.look}
          </Button>
        </Group>
      </form>
      {account !== undefined && <Found key={account} account={account} />}
    </Stack>
  )
}

function Found({ account }: { readonly account: Account }) {
  const words = useCommitteeWords()
  const text = useText()
  const may = useMay()
  const query = useQuery(apiQuery('chain', 'engineAccount', { params: { account } }))
  const [isOpen, setIsOpen] = useState(false)
  return (
    <QueryView query={query}>
      {(data) => (
        <IfSupported part={data.account}>
          {({ state, mayDeploy }) => (
            <Stack gap="sm">
              <Facts
                facts={[
                  [words.state, text(accountStateWords[state])],
                  [words.deployerMay, mayDeploy ? words.yes : words.no],
                ]}
              />
              {may('chain.setEngineAccount') && state !== 'abolished' && (
                <Group>
                  <Button variant="default" aria-haspopup="dialog" onClick={() => setIsOpen(true)}>
                    {words.setState}
                  </Button>
                </Group>
              )}
              {isOpen && <StateDialog account={account} current={state} onClose={() => setIsOpen(false)} />}
            </Stack>
          )}
        </IfSupported>
      )}
    </QueryView>
  )
}

function StateDialog(props: {
  readonly account: Account
  readonly current: EngineAccountState
  readonly onClose: () => void
}) {
  const { account, current, onClose } = props
  const words = useCommitteeWords()
  const text = useText()
  const others = engineAccountStates.filter((state) => state !== current)
  return (
    <EngineDialog<{ state: EngineAccountState }>
      title={words.setState}
      meaning={words.setStateMeaning}
      initialValues={{ state: current === 'normal' ? 'frozen' : 'normal' }}
      onSend={({ state }, forever) => client.chain.setEngineAccount({ params: { account }, body: { state, forever } })}
      onClose={onClose}
    >
      {(form) => (
        <Radio.Group label={words.state} {...form.getInputProps('state')}>
          <Stack gap="xs" mt="xs">
            {others.map((state) => (
              <Radio key={state} value={state} label={text(accountStateWords[state])} />
            ))}
          </Stack>
        </Radio.Group>
      )}
    </EngineDialog>
  )
}
