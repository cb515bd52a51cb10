import { NumberInput, Radio, Stack, Switch, TextInput } from '@mantine/core'
import type { ChainCommittee } from '@theriac/api'
import { client } from '../../../core/api/client.ts'
import { useText } from '../../../core/i18n/language-provider.tsx'
import { FieldLabel } from '../../../ui/form/field-label.tsx'
import { accountOf, isAccount, isWhole } from './account-rule.ts'
import { EngineDialog } from './engine-dialog.tsx'
import { deploymentWords, useCommitteeWords } from './words.ts'

interface DialogProps {
  readonly onClose: () => void
}

const monospace = { input: { fontFamily: 'var(--mantine-font-family-monospace)' } }
const mostWeight = 4_294_967_295

/** Proposes an account as a governor, another weight, or its leaving. */
export function GovernorDialog({ onClose }: DialogProps) {
  const words = useCommitteeWords()
  return (
    <EngineDialog<{ account: string; weight: number | string }>
      title={words.governor}
      meaning={words.proposeMeaning}
      initialValues={{ account: '', weight: 1 }}
      validate={{
        account: (text) => (isAccount(text) ? null : words.accountFault),
        weight: (weight) => (isWhole(weight, mostWeight) ? null : words.weightFault),
      }}
      onSend={({ account, weight }) =>
        client.chain.proposeGovernor({ params: { account: accountOf(account) }, body: { weight: Number(weight) } })
      }
      onClose={onClose}
    >
      {(form) => (
        <>
          <TextInput label={words.account} data-autofocus styles={monospace} {...form.getInputProps('account')} />
          <NumberInput
            label={<FieldLabel label={words.weight} help={words.governorWeightHelp} />}
            min={0}
            {...form.getInputProps('weight')}
          />
        </>
      )}
    </EngineDialog>
  )
}

/** Proposes how many governors must take part and agree. */
export function RatesDialog({ committee, onClose }: DialogProps & { readonly committee: ChainCommittee }) {
  const words = useCommitteeWords()
  const rate = (value: number | string) => (isWhole(value, 100) ? null : words.rateFault)
  const { participatesRate, winRate } = committee
  return (
    <EngineDialog<{ participatesRate: number | string; winRate: number | string }>
      title={words.rates}
      meaning={words.proposeMeaning}
      initialValues={{ participatesRate, winRate }}
      validate={{ participatesRate: rate, winRate: rate }}
      onSend={(values) =>
        client.chain.proposeRates({
          body: { participatesRate: Number(values.participatesRate), winRate: Number(values.winRate) },
        })
      }
      onClose={onClose}
    >
      {(form) => (
        <>
          <NumberInput label={words.participates} suffix=" %" {...form.getInputProps('participatesRate')} />
          <NumberInput
            label={words.win}
            suffix=" %"
            description={words.oneDecides}
            {...form.getInputProps('winRate')}
          />
        </>
      )}
    </EngineDialog>
  )
}

/** Proposes who may make contracts. */
export function RuleDialog({ onClose }: DialogProps) {
  const words = useCommitteeWords()
  const text = useText()
  return (
    <EngineDialog<{ rule: 'listed' | 'not_listed' }>
      title={words.rule}
      meaning={words.proposeMeaning}
      initialValues={{ rule: 'listed' }}
      onSend={(body) => client.chain.proposeDeployment({ body })}
      onClose={onClose}
    >
      {(form) => (
        <Radio.Group label={words.deployment} {...form.getInputProps('rule')}>
          <Stack gap="xs" mt="xs">
            <Radio value="listed" label={text(deploymentWords.listed)} />
            <Radio value="not_listed" label={text(deploymentWords.not_listed)} />
          </Stack>
        </Radio.Group>
      )}
    </EngineDialog>
  )
}

/** Proposes that one account may make contracts, or may not. */
export function DeployerDialog({ onClose }: DialogProps) {
  const words = useCommitteeWords()
  return (
    <EngineDialog<{ account: string; may: boolean }>
      title={words.deployer}
      meaning={words.proposeMeaning}
      initialValues={{ account: '', may: true }}
      validate={{ account: (text) => (isAccount(text) ? null : words.accountFault) }}
      onSend={({ account, may }) =>
        client.chain.proposeDeployer({ params: { account: accountOf(account) }, body: { may } })
      }
      onClose={onClose}
    >
      {(form) => (
        <>
          <TextInput label={words.account} data-autofocus styles={monospace} {...form.getInputProps('account')} />
          <Switch label={words.deployerMay} {...form.getInputProps('may', { type: 'checkbox' })} />
        </>
      )}
    </EngineDialog>
  )
}
