import { Badge, Button, Group, Text, Timeline } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import type { Gtin } from '@theriac/gs1'
import { apiPages } from '../../../../core/api/query.ts'
import { useFormat } from '../../../../core/i18n/language-provider.tsx'
import { useInstitutionNames } from '../../../../core/names/use-names.ts'
import { Section } from '../../../../ui/layout/page-frame.tsx'
import { ErrorState, LoadingState } from '../../../../ui/state/states.tsx'
import { useTableWords } from '../../../../ui/table/words.ts'
import { useProductWords } from '../words.ts'
import { ChangesTable } from './changes.tsx'
import { Compare } from './compare.tsx'

/** All versions of a product, newest first: when and why, what was changed in each, and any two side by side. */
export function ProductVersions({ gtin, newest }: { readonly gtin: Gtin; readonly newest: number }) {
  const words = useProductWords()
  const format = useFormat()
  const tableWords = useTableWords()
  const query = useInfiniteQuery(apiPages('products', 'versions', { params: { gtin }, query: { sort: '-version' } }))
  const versions = query.data?.pages.flatMap(({ items }) => items) ?? []
  const nameOf = useInstitutionNames(versions.flatMap(({ gln }) => gln ?? []))
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
                {version.gln && ` · ${words.by(nameOf(version.gln))}`}
              </Text>
              {version.reason && <Text size="sm">{version.reason}</Text>}
              {before && (
                <ChangesTable before={before.data} after={version.data} labels={[words.before, words.after]} />
              )}
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
      {versions.length > 1 && <Compare versions={versions} />}
    </Section>
  )
}
