import { Accordion, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { Client } from '@theriac/api'
import { useMemo } from 'react'
import { apiQuery } from '../../../core/api/query.ts'
import { useText } from '../../../core/i18n/language-provider.tsx'
import { usePathParams } from '../../../core/pages/page-state.ts'
import { paths } from '../../../core/paths.ts'
import { useSession } from '../../../core/session/session.ts'
import { ButtonLink } from '../../../ui/app-link.tsx'
import { PageFrame, Section } from '../../../ui/layout/page-frame.tsx'
import { QueryView } from '../../../ui/state/states.tsx'
import type { Column } from '../../../ui/table/column.ts'
import { DataTable } from '../../../ui/table/data-table.tsx'
import { actWords } from '../../../ui/words/acts.ts'
import { ContractAuthority } from '../authority/contract-authority.tsx'
import { Hash } from '../frame/hash.tsx'
import { contractWords, eventWords } from '../words/contract-words.ts'
import { ReadForm } from './read-form.tsx'
import { useContractWords } from './words.ts'

type Contract = Awaited<ReturnType<Client['chain']['contract']>>
type Item = Contract['reads'][number]
type Name = Contract['name']

const signed = ({ inputs }: Item): string => inputs.map(({ name, type }) => `${type} ${name}`).join(', ')

/** One contract: asking it, and what it can be called for and tells. */
export default function ContractPage() {
  const words = useContractWords()
  const text = useText()
  const { name } = usePathParams<'name'>()
  const query = useQuery({
    ...apiQuery('chain', 'contract', { params: { name: name as Name } }),
    meta: { still: true },
  })
  return (
    <PageFrame
      title={text(contractWords(name))}
      actions={
        <ButtonLink to={paths.chainEventsOf(name)} variant="default">
          {words.toEvents}
        </ButtonLink>
      }
    >
      <QueryView query={query}>{(contract) => <Content contract={contract} />}</QueryView>
    </PageFrame>
  )
}

function Content({ contract }: { readonly contract: Contract }) {
  const { name, address, reads, writes, events } = contract
  const words = useContractWords()
  const text = useText()
  const { institution } = useSession()
  const answers = name !== 'inventory' || institution.kind === 'regulator'
  const columns = useMemo(
    () => ({
      writes: columnsOf(words.function, words.words, words.inputs, (item) => text(actWords(item.name))),
      events: columnsOf(words.event, words.words, words.carries, (item) => text(eventWords(item.name))),
    }),
    [words, text],
  )
  return (
    <Stack gap="lg">
      <Section>
        <Text size="sm" c="dimmed">
          {words.address}
        </Text>
        <Hash value={address} />
      </Section>
      <Section title={words.reads}>
        <Text size="sm" c="dimmed" mb="sm">
          {answers ? words.readsIntro : words.onlyRegulator}
        </Text>
        {answers && (
          <Accordion variant="contained" order={3}>
            {reads.map((item) => (
              <Accordion.Item key={item.name} value={item.name}>
                <Accordion.Control>
                  <Text component="span" ff="monospace" fw={600}>
                    {item.name}
                  </Text>
                  <Text component="span" size="sm" c="dimmed" ml="sm">
                    {item.inputs.length === 0 ? words.nothingTaken : words.takes(signed(item))}
                  </Text>
                </Accordion.Control>
                <Accordion.Panel>
                  <ReadForm contract={name} item={item} />
                </Accordion.Panel>
              </Accordion.Item>
            ))}
          </Accordion>
        )}
      </Section>
      <Section title={words.writes}>
        <Text size="sm" c="dimmed" mb="sm">
          {words.writesIntro}
        </Text>
        <DataTable name={words.writes} columns={columns.writes} rows={writes} idOf={(item) => item.name} plain />
      </Section>
      <ContractAuthority name={name} />
      <Section title={words.events}>
        <DataTable name={words.events} columns={columns.events} rows={events} idOf={(item) => item.name} plain />
      </Section>
    </Stack>
  )
}

function columnsOf(
  what: string,
  inWords: string,
  inputs: string,
  wordsOf: (item: Item) => string,
): readonly Column<Item>[] {
  return [
    {
      id: 'name',
      label: what,
      value: ({ name }) => name,
      show: ({ name }) => (
        <Text ff="monospace" size="sm">
          {name}
        </Text>
      ),
    },
    { id: 'words', label: inWords, value: wordsOf },
    {
      id: 'inputs',
      label: inputs,
      value: signed,
      show: (item) => (
        <Text ff="monospace" size="xs" c="dimmed" title={signed(item)}>
          {signed(item)}
        </Text>
      ),
      width: '2fr',
    },
  ]
}
