import { Badge, Group, Stack, Text } from '@mantine/core'
import { useMemo } from 'react'
import type { client } from '../../core/api/client.ts'
import { useFormat } from '../../core/i18n/language-provider.tsx'
import { paths } from '../../core/paths.ts'
import { useMay, useSession } from '../../core/session/session.ts'
import { ButtonLink } from '../../ui/app-link.tsx'
import { Identifier } from '../../ui/identifier.tsx'
import { Section } from '../../ui/layout/page-frame.tsx'
import type { Column } from '../../ui/table/column.ts'
import { DataTable } from '../../ui/table/data-table.tsx'
import { useKeyWords } from './words.ts'

type Server = Awaited<ReturnType<typeof client.keys.server>>
type Lane = Server['lanes'][number]
type Service = Server['services'][number]

/** Keys of the server itself: those that carry, and those that ask partners. */
export function ServerKeys({ services, lanes }: Pick<Server, 'services' | 'lanes'>) {
  const words = useKeyWords()
  const columns = useLaneColumns(lanes.some(({ fault }) => fault !== undefined))
  return (
    <>
      <Section title={words.lanes}>
        <Text size="sm" c="dimmed" mb="sm">
          {words.lanesHelp}
        </Text>
        <DataTable name={words.lanes} columns={columns} rows={lanes} idOf={({ address }) => address} plain />
      </Section>
      <Section title={words.services}>
        <Text size="sm" c="dimmed" mb="sm">
          {words.servicesHelp}
        </Text>
        <Services services={services} />
      </Section>
    </>
  )
}

function Services({ services }: Pick<Server, 'services'>) {
  const words = useKeyWords()
  const may = useMay()
  const { institution } = useSession()
  const hasOwn = services.some(({ gln }) => gln === institution.gln)
  return (
    <Stack gap="md">
      {services.map((service) => (
        <ServiceLine key={service.gln} service={service} />
      ))}
      {!hasOwn && (
        <Group>
          <Text size="sm">{words.noService}</Text>
          {may('exchange.setService') && (
            <ButtonLink to={paths.ownInstitution} variant="default" size="xs">
              {words.setService}
            </ButtonLink>
          )}
        </Group>
      )}
    </Stack>
  )
}

function ServiceLine({ service: { institution, gln, url, signer, here } }: { readonly service: Service }) {
  const words = useKeyWords()
  return (
    <div>
      <Text fw={600}>{institution ?? gln}</Text>
      <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
        {url}
      </Text>
      <Group gap="xs">
        <Identifier value={signer} most={20} />
        {!here && (
          <Text size="sm" c="dimmed">
            {words.notHere}
          </Text>
        )}
      </Group>
    </div>
  )
}

const laneColours = { idle: 'teal', sending: 'blue', resting: 'yellow' } as const

function useLaneColumns(hasFault: boolean): readonly Column<Lane>[] {
  const words = useKeyWords()
  const format = useFormat()
  return useMemo(() => {
    const columns: Column<Lane>[] = [
      {
        id: 'address',
        label: words.lane,
        value: ({ address }) => address,
        show: ({ address }) => <Identifier value={address} most={20} />,
        width: '1.4fr',
      },
      {
        id: 'state',
        label: words.state,
        value: ({ state }) => words.laneStates[state],
        show: ({ state }) => (
          <Badge variant="light" color={laneColours[state]} miw="max-content">
            {words.laneStates[state]}
          </Badge>
        ),
      },
      { id: 'balance', label: words.balance, value: ({ balance }) => balance ?? words.notTold, align: 'end' },
      {
        id: 'nonce',
        label: words.nonce,
        value: ({ nonce }) => (nonce === undefined ? words.notTold : format.number(Number(nonce))),
        align: 'end',
      },
    ]
    const fault: Column<Lane> = { id: 'fault', label: words.fault, value: (lane) => lane.fault, width: '1.4fr' }
    return hasFault ? [...columns, fault] : columns
  }, [words, format, hasFault])
}
