import { Badge, Button, Group, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { Client } from '@theriac/api'
import { useMemo, useState } from 'react'
import { apiQuery } from '../../../core/api/query.ts'
import { useFormat, useText } from '../../../core/i18n/language-provider.tsx'
import { paths } from '../../../core/paths.ts'
import { useMay } from '../../../core/session/session.ts'
import { ButtonLink } from '../../../ui/app-link.tsx'
import { PageFrame, Section } from '../../../ui/layout/page-frame.tsx'
import { QueryView } from '../../../ui/state/states.tsx'
import type { Column } from '../../../ui/table/column.ts'
import { DataTable } from '../../../ui/table/data-table.tsx'
import { AccountLookup } from '../committee/account.tsx'
import { Governors } from '../committee/governors.tsx'
import { Proposals } from '../committee/proposals.tsx'
import { IfSupported } from '../frame/if-supported.tsx'
import { Drift } from './drift.tsx'
import { SetDialog } from './set-dialog.tsx'
import { settingWords, settledWords, useSettingsWords } from './words.ts'

type ConfigPart = Awaited<ReturnType<Client['chain']['systemConfig']>>['config']
type Entry = Extract<ConfigPart, { supported: true }>['value'][number]

/** What the chain is set to, and who decides over it. */
export default function ChainSettingsPage() {
  const words = useSettingsWords()
  const config = useQuery(apiQuery('chain', 'systemConfig'))
  const permissions = useQuery(apiQuery('chain', 'permissions'))
  return (
    <PageFrame title={words.title} intro={words.intro}>
      <Section title={words.config}>
        <QueryView query={config}>
          {(data) => (
            <IfSupported part={data.config} otherwise={words.configNone}>
              {(entries) => <Configuration entries={entries} />}
            </IfSupported>
          )}
        </QueryView>
      </Section>
      <Section title={words.drift}>
        <Drift />
      </Section>
      <Section title={words.committee}>
        <QueryView query={permissions}>
          {({ committee }) => (
            <IfSupported part={committee} otherwise={words.committeeNone}>
              {(value) => <Governors committee={value} />}
            </IfSupported>
          )}
        </QueryView>
      </Section>
      {permissions.data?.committee.supported && (
        <>
          <Section title={words.proposals}>
            <Proposals governors={permissions.data.committee.value.governors} />
          </Section>
          <Section title={words.accounts}>
            <AccountLookup />
          </Section>
        </>
      )}
      <Section title={words.permissions}>
        <Text size="sm" mb="sm">
          {words.permissionsDetail}
        </Text>
        <Group gap="xs">
          <ButtonLink to={paths.institutions} variant="default" size="sm">
            {words.toInstitutions}
          </ButtonLink>
          <ButtonLink to={paths.governance} variant="default" size="sm">
            {words.toGovernance}
          </ButtonLink>
        </Group>
      </Section>
    </PageFrame>
  )
}

/** A switch that is on stays on: there is nothing to change it to. */
const isChangeable = ({ settledBy, irreversible, value }: Entry): boolean =>
  settledBy === 'vote' && !(irreversible && value === '1')

function Configuration({ entries }: { readonly entries: readonly Entry[] }) {
  const words = useSettingsWords()
  const format = useFormat()
  const text = useText()
  const may = useMay()
  const [changing, setChanging] = useState<{ readonly key: string; readonly value: string }>()
  // Where nothing is settled by vote, the engine lets nothing be changed.
  const changes = may('chain.setSystemConfig') && entries.some(({ settledBy }) => settledBy === 'vote')
  const columns = useMemo((): readonly Column<Entry>[] => {
    const nameOf = ({ key }: Entry) => {
      const known = settingWords(key)
      return known === undefined ? key : text(known)
    }
    return [
      {
        id: 'key',
        label: words.key,
        value: nameOf,
        show: (entry) => (
          <div>
            {nameOf(entry)}
            {nameOf(entry) !== entry.key && (
              <Text size="xs" c="dimmed" ff="monospace">
                {entry.key}
              </Text>
            )}
          </div>
        ),
        width: '1.6fr',
      },
      {
        id: 'value',
        label: words.value,
        value: ({ value }) => value,
        // An id is no quantity.
        show: ({ key, value }) =>
          /^\d{4,15}$/.test(value) && !key.endsWith('chain_id') ? format.number(Number(value)) : value,
      },
      {
        id: 'settled',
        label: words.settled,
        value: ({ settledBy }) => text(settledWords[settledBy]),
        width: '1.2fr',
      },
      {
        id: 'forever',
        label: words.forever,
        value: ({ irreversible }) => (irreversible ? words.forever : ''),
        show: ({ irreversible }) =>
          irreversible && (
            <Badge variant="light" color="yellow" miw="max-content">
              {words.forever}
            </Badge>
          ),
        width: 180,
      },
      ...(changes
        ? [
            {
              id: 'change',
              label: words.changeShort,
              value: () => '',
              show: (entry: Entry) =>
                isChangeable(entry) && (
                  <Button
                    size="compact-sm"
                    variant="default"
                    aria-haspopup="dialog"
                    aria-label={words.changeOne(nameOf(entry))}
                    onClick={() => setChanging(entry)}
                  >
                    {words.changeShort}
                  </Button>
                ),
              width: 110,
            },
          ]
        : []),
    ]
  }, [words, format, text, changes])
  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed">
        {words.foreverDetail}
      </Text>
      <DataTable name={words.config} columns={columns} rows={entries} idOf={({ key }) => key} plain />
      {changes && (
        <Group>
          <Button variant="default" aria-haspopup="dialog" onClick={() => setChanging({ key: '', value: '' })}>
            {words.addSetting}
          </Button>
        </Group>
      )}
      {changing && (
        <SetDialog entry={{ key: changing.key, value: changing.value }} onClose={() => setChanging(undefined)} />
      )}
    </Stack>
  )
}
