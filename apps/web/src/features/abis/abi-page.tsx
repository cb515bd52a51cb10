import { Button, Code, Stack, Text } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { ForeignContract } from '@theriac/api'
import { useState } from 'react'
import { client } from '../../core/api/client.ts'
import { apiQuery } from '../../core/api/query.ts'
import { useFormat } from '../../core/i18n/language-provider.tsx'
import { usePathParams } from '../../core/pages/page-state.ts'
import { paths } from '../../core/paths.ts'
import { useMay } from '../../core/session/session.ts'
import { Facts } from '../../ui/facts.tsx'
import { ConfirmDialog } from '../../ui/form/confirm-dialog.tsx'
import { Identifier } from '../../ui/identifier.tsx'
import { PageFrame, Section } from '../../ui/layout/page-frame.tsx'
import { EmptyState, QueryView } from '../../ui/state/states.tsx'
import { NewestEvents } from './newest-events.tsx'
import { RegisterDialog } from './register-dialog.tsx'
import { useAbiWords } from './words.ts'

/** One of the other contracts: what it can be read by, and what it told. */
export default function AbiPage() {
  const words = useAbiWords()
  const may = useMay()
  const { address } = usePathParams<'address'>()
  const [doing, setDoing] = useState<'again' | 'remove'>()
  const query = useQuery(apiQuery('chain', 'abis'))
  const found = query.data?.items.find((one) => one.address === address.toLowerCase())
  const stop = () => setDoing(undefined)
  return (
    <PageFrame
      title={found?.name ?? words.title}
      width="narrow"
      actions={
        found &&
        may('chain.registerAbi') && (
          <>
            {found.own && (
              <Button variant="light" color="red" aria-haspopup="dialog" onClick={() => setDoing('remove')}>
                {words.remove}
              </Button>
            )}
            <Button variant="default" aria-haspopup="dialog" onClick={() => setDoing('again')}>
              {words.again}
            </Button>
          </>
        )
      }
    >
      <QueryView query={query}>
        {() =>
          found ? (
            <Content contract={found} />
          ) : (
            <Section>
              <EmptyState title={words.missing} detail={words.missingDetail} />
            </Section>
          )
        }
      </QueryView>
      {found && doing === 'again' && <RegisterDialog known={found} onClose={stop} />}
      {found && doing === 'remove' && <RemoveDialog contract={found} onClose={stop} />}
    </PageFrame>
  )
}

function Content({ contract }: { readonly contract: ForeignContract }) {
  const { address, own, registeredAt, functions, events } = contract
  const words = useAbiWords()
  const format = useFormat()
  return (
    <Stack gap="lg">
      <Section>
        <Facts
          facts={[
            [words.address, <Identifier key="address" value={address} most={24} />],
            [words.by, own ? words.us : words.regulator],
            [words.at, format.instant(registeredAt)],
          ]}
        />
      </Section>
      <NewestEvents address={address} />
      <Signatures title={words.functions} list={functions} />
      <Signatures title={words.events} list={events} />
    </Stack>
  )
}

function Signatures({ title, list }: { readonly title: string; readonly list: readonly string[] }) {
  const words = useAbiWords()
  return (
    <Section title={title}>
      {list.length === 0 ? (
        <Text size="sm" c="dimmed">
          {words.nothing}
        </Text>
      ) : (
        <Code block tabIndex={0} mah={320} style={{ overflow: 'auto' }}>
          {list.join('\n')}
        </Code>
      )}
    </Section>
  )
}

function RemoveDialog({ contract, onClose }: { readonly contract: ForeignContract; readonly onClose: () => void }) {
  const words = useAbiWords()
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  return (
    <ConfirmDialog
      title={words.removeTitle(contract.name)}
      meaning={words.removeMeaning}
      confirm={words.remove}
      isGrave
      onClose={onClose}
      onConfirm={async () => {
        await client.chain.removeAbi({ params: { address: contract.address } })
        await navigate({ to: paths.abis })
        await queryClient.invalidateQueries({ queryKey: ['chain'] })
      }}
    />
  )
}
