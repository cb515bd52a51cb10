import { Badge, Button, Group, Stack, Table, Text, Timeline } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import type { Gtin } from '@theriac/gs1'
import { apiPages, type RowOf } from '../../../core/api/query.ts'
import { useFormat } from '../../../core/i18n/language-provider.tsx'
import { Section } from '../../../ui/layout/page-frame.tsx'
import { ErrorState, LoadingState } from '../../../ui/state/states.tsx'
import { useTableWords } from '../../../ui/table/words.ts'
import { dataFields } from './fields.ts'
import { useProductFieldWords, useProductWords } from './words.ts'

type Version = RowOf<'products', 'versions'>

/** All versions of a product, newest first: when and why, and what was changed in each. */
export function ProductVersions({ gtin, newest }: { readonly gtin: Gtin; readonly newest: number }) {
  const words = useProductWords()
  const format = useFormat()
  const tableWords = useTableWords()
  const query = useInfiniteQuery(apiPages('products', 'versions', { params: { gtin }, query: { sort: '-version' } }))
  const versions = query.data?.pages.flatMap(({ items }) => items) ?? []
  return (
    <Section title={words.versions}>
      {query.isPending && <LoadingState />}
      {query.isError && <ErrorState error={query.error} retry={() => void query.refetch()} />}
      <Timeline bulletSize={16} lineWidth={2} active={versions.length}>
        {versions.map((version, index) => {
          const before = versions[index + 1]
          return (
            <Timeline.Item
              key={version.version}
              title={
                <Group gap="xs">
                  {words.versionNo(version.version)}
                  {version.version === newest && (
                    <Badge variant="light" color="teal">
                      {words.newest}
                    </Badge>
                  )}
                </Group>
              }
            >
              <Text size="sm" c="dimmed">
                {format.instant(version.at)}
              </Text>
              {version.reason && <Text size="sm">{version.reason}</Text>}
              {before && <Changes before={before} after={version} />}
              {version.version === 1 && <Text size="sm">{words.firstVersion}</Text>}
            </Timeline.Item>
          )
        })}
      </Timeline>
      {query.hasNextPage && (
        <Button variant="default" onClick={() => void query.fetchNextPage()}>
          {tableWords.atLeast(versions.length)}
        </Button>
      )}
    </Section>
  )
}

function Changes({ before, after }: { readonly before: Version; readonly after: Version }) {
  const words = useProductWords()
  const fieldWords = useProductFieldWords()
  const levelsOf = ({ data }: Version): string =>
    data.levels.map(({ gtin, units }) => `${gtin}: ${words.level(units)}`).join('; ')
  const changes = [
    ...dataFields.map((field) => [fieldWords[field], String(before.data[field]), String(after.data[field])] as const),
    [words.levels, levelsOf(before), levelsOf(after)] as const,
  ].filter(([, from, to]) => from !== to)
  if (changes.length === 0) return <Text size="sm">{words.unchanged}</Text>
  return (
    <Stack gap={0} mt="xs" maw={760}>
      <Table layout="fixed" fz="sm">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{words.change}</Table.Th>
            <Table.Th>{words.before}</Table.Th>
            <Table.Th>{words.after}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {changes.map(([name, from, to]) => (
            <Table.Tr key={name}>
              <Table.Td>{name}</Table.Td>
              <Table.Td c="dimmed">{from || words.none}</Table.Td>
              <Table.Td fw={600}>{to || words.none}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Stack>
  )
}
