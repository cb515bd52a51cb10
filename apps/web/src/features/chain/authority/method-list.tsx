import { Alert, Button, Group, Stack, Text, Title } from '@mantine/core'
import type { ChainContractName, ChainMethodAuthority } from '@theriac/api'
import { useState } from 'react'
import { useText } from '../../../core/i18n/language-provider.tsx'
import { actWords } from '../../../ui/words/acts.ts'
import { type Acquaintances, KnownAccount } from './known-account.tsx'
import classes from './method-list.module.css'
import { RuleDialog } from './rule-dialog.tsx'
import { ruleWords, useAuthorityWords } from './words.ts'

/** Who may call each method of a contract that changes something. */
export function MethodList(
  props: Acquaintances & {
    readonly name: ChainContractName
    readonly methods: readonly ChainMethodAuthority[]
    /** This server can change it. */
    readonly changes: boolean
  },
) {
  const { name, methods, changes, ...acquaintances } = props
  const words = useAuthorityWords()
  const [changing, setChanging] = useState<ChainMethodAuthority>()
  return (
    <Stack gap="xs">
      <Title order={3} size="h5">
        {words.methods}
      </Title>
      <ul className={classes.list}>
        {methods.map((method) => (
          <li key={method.signature} className={classes.method}>
            <Name method={method} />
            <Rule method={method} {...acquaintances} />
            {changes && (
              <Button
                className={classes.change}
                size="compact-sm"
                variant="default"
                aria-haspopup="dialog"
                aria-label={words.changeOne(method.name)}
                onClick={() => setChanging(method)}
              >
                {words.change}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {changing && (
        <RuleDialog name={name} method={changing} known={acquaintances.known} onClose={() => setChanging(undefined)} />
      )}
    </Stack>
  )
}

function Name({ method: { name, signature } }: { readonly method: ChainMethodAuthority }) {
  const text = useText()
  const inWords = text(actWords(name))
  return (
    <Group gap="sm">
      <Text ff="monospace" size="sm" fw={600} title={signature}>
        {name}
      </Text>
      {inWords !== name && (
        <Text size="sm" c="dimmed">
          {inWords}
        </Text>
      )}
    </Group>
  )
}

function Rule(props: Acquaintances & { readonly method: ChainMethodAuthority }) {
  const {
    method: { rule, accounts },
    ...acquaintances
  } = props
  const words = useAuthorityWords()
  const text = useText()
  return (
    <Stack gap={4} className={classes.rule ?? ''}>
      <Text size="sm" {...(rule === 'everybody' ? { c: 'dimmed' } : { fw: 600 })}>
        {text(ruleWords[rule])}
      </Text>
      {accounts.map((account) => (
        <KnownAccount key={account} account={account} {...acquaintances} />
      ))}
      {rule === 'listed' && accounts.length === 0 && <Alert color="yellow">{words.nobodyListed}</Alert>}
    </Stack>
  )
}
