import { Group, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { Gtin, LotNumber } from '@theriac/gs1'
import { apiQuery } from '../../../core/api/query.ts'
import { useFormat, useText } from '../../../core/i18n/language-provider.tsx'
import { useInstitutionNames } from '../../../core/names/use-names.ts'
import { paths } from '../../../core/paths.ts'
import { useMay, useSession } from '../../../core/session/session.ts'
import { AppLink, ButtonLink } from '../../../ui/app-link.tsx'
import { Section } from '../../../ui/layout/page-frame.tsx'
import { QueryView } from '../../../ui/state/states.tsx'
import { StatusBadge } from '../../../ui/status-badge.tsx'
import { recordKindWords } from '../../../ui/words/records.ts'
import { useRelatedWords } from './words.ts'

/** A product, or a lot of it. */
export interface About {
  readonly gtin: Gtin
  readonly lot?: LotNumber
}

/** The newest records and documents about a product or lot: certificates, leaflets, notes, inspections. */
export function RecordsAbout({ about }: { readonly about: About }) {
  const words = useRelatedWords()
  const text = useText()
  const format = useFormat()
  const may = useMay()
  const { permissions } = useSession().institution
  const query = useQuery(apiQuery('records', 'list', { query: { ...about, limit: 5 } }))
  const nameOf = useInstitutionNames(query.data?.items.map(({ author }) => author) ?? [])
  const names = { gtin: about.gtin, ...(about.lot === undefined ? {} : { lot: about.lot }) }
  const mayWrite = may('records.write') && (permissions.includes('record') || permissions.includes('inspect'))
  return (
    <Section
      title={words.records}
      actions={
        <Group gap="sm">
          {query.data && query.data.items.length > 0 && (
            <AppLink to={paths.recordsAbout(names)}>{words.allRecords}</AppLink>
          )}
          {mayWrite && (
            <ButtonLink to={paths.newRecordAbout(names)} variant="default" size="xs">
              {words.writeRecord}
            </ButtonLink>
          )}
        </Group>
      }
    >
      <QueryView query={query} lines={3}>
        {({ items }) =>
          items.length === 0 ? (
            <Text size="sm" c="dimmed">
              {words.noRecords}
            </Text>
          ) : (
            <Stack gap="xs">
              {items.map(({ record, kind, author, writtenAt, voided }) => (
                <Group key={record} gap="sm">
                  <AppLink to={paths.record(record)} fw={600}>
                    {text(recordKindWords[kind])}
                  </AppLink>
                  {voided && <StatusBadge status="voided" />}
                  <Text size="sm" c="dimmed">
                    {nameOf(author)} · {format.instant(writtenAt)}
                  </Text>
                </Group>
              ))}
            </Stack>
          )
        }
      </QueryView>
    </Section>
  )
}
