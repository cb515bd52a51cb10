import { Alert, Badge, Button, Group, Stack, Text } from '@mantine/core'
import { IconSnowflake } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { ChainContractAuthority, ChainContractName, ChainKnownAccount } from '@theriac/api'
import { useState } from 'react'
import { apiQuery } from '../../../core/api/query.ts'
import { useText } from '../../../core/i18n/language-provider.tsx'
import { useMay } from '../../../core/session/session.ts'
import { Facts } from '../../../ui/facts.tsx'
import { Section } from '../../../ui/layout/page-frame.tsx'
import { QueryView } from '../../../ui/state/states.tsx'
import { IfSupported } from '../frame/if-supported.tsx'
import { AdminDialog } from './admin-dialog.tsx'
import { KnownAccount } from './known-account.tsx'
import { MethodList } from './method-list.tsx'
import { StateDialog } from './state-dialog.tsx'
import { contractStates, useAuthorityWords } from './words.ts'

const lookAgainMs = 15_000

/** Who may call a contract, as far as the engine of the chain is concerned. */
export function ContractAuthority({ name }: { readonly name: ChainContractName }) {
  const words = useAuthorityWords()
  const query = useQuery({
    ...apiQuery('chain', 'contractAuthority', { params: { name } }),
    // The node is asked for each method: not with every block.
    meta: { still: true },
    refetchInterval: lookAgainMs,
  })
  return (
    <Section title={words.title}>
      <QueryView query={query}>
        {({ authority, known }) => (
          <IfSupported part={authority} otherwise={words.none}>
            {(value) => <Content name={name} authority={value} known={known} />}
          </IfSupported>
        )}
      </QueryView>
    </Section>
  )
}

interface ContentProps {
  readonly name: ChainContractName
  readonly authority: ChainContractAuthority
  readonly known: readonly ChainKnownAccount[]
}

function Content({ name, authority, known }: ContentProps) {
  const words = useAuthorityWords()
  const text = useText()
  const may = useMay()
  const { admin, own, state } = authority
  const acquaintances = { known, ...(own === undefined ? {} : { own }) }
  const isOurs = may('chain.setMethodRule') && admin !== undefined && admin === own
  const { colour, words: stateWords } = contractStates[state]
  return (
    <Stack>
      <Text size="sm">{words.intro}</Text>
      {state === 'frozen' && (
        <Alert color="red" icon={<IconSnowflake />}>
          {words.frozenNow}
        </Alert>
      )}
      <Facts
        facts={[
          [
            words.admin,
            admin === undefined ? words.adminNone : <KnownAccount key="admin" account={admin} {...acquaintances} />,
          ],
          [
            words.state,
            <Badge key="state" variant="light" color={colour} miw="max-content" data-status={state}>
              {text(stateWords)}
            </Badge>,
          ],
        ]}
      />
      {may('chain.proposeContractAdmin') && <Changes name={name} authority={authority} />}
      <MethodList name={name} methods={authority.methods} changes={isOurs} {...acquaintances} />
    </Stack>
  )
}

/** What this server can change of the contract as a whole, or what it lacks for that. */
function Changes({ name, authority: { admin, own, state } }: Omit<ContentProps, 'known'>) {
  const words = useAuthorityWords()
  const [open, setOpen] = useState<'state' | 'admin'>()
  const close = () => setOpen(undefined)
  const isOurs = admin !== undefined && admin === own
  if (own === undefined) return <Lack>{words.lacksKey}</Lack>
  return (
    <>
      {!isOurs && <Lack>{admin === undefined ? words.lacksAdmin : words.otherAdmin}</Lack>}
      <Group gap="xs">
        {isOurs && (
          <Button variant="default" aria-haspopup="dialog" onClick={() => setOpen('state')}>
            {state === 'frozen' ? words.thaw : words.freeze}
          </Button>
        )}
        <Button variant="default" aria-haspopup="dialog" onClick={() => setOpen('admin')}>
          {words.proposeAdmin}
        </Button>
      </Group>
      {open === 'state' && <StateDialog name={name} state={state} onClose={close} />}
      {open === 'admin' && <AdminDialog name={name} suggested={isOurs ? '' : own} onClose={close} />}
    </>
  )
}

function Lack({ children }: { readonly children: string }) {
  return (
    <Text size="sm" c="dimmed">
      {children}
    </Text>
  )
}
