import { Stack, Text, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { apiQuery } from '../../core/api/query.ts'
import { useText } from '../../core/i18n/language-provider.tsx'
import { defineWords } from '../../core/i18n/messages.ts'
import { useSearchState } from '../../core/pages/page-state.ts'
import { searchHitPath } from '../../core/search-hit-path.ts'
import { AppLink } from '../../ui/app-link.tsx'
import { PageFrame, Section } from '../../ui/layout/page-frame.tsx'
import { EmptyState, QueryView } from '../../ui/state/states.tsx'
import { groupWords } from '../../ui/words/search-groups.ts'

const useWords = defineWords({
  en: () => ({
    title: 'Search',
    intro: 'Names, GTINs, lots, serial numbers, SSCCs, GLNs, shipments, hashes; or any scanned code.',
    nothing: 'Nothing was found',
    nothingDetail: 'You find what your institution may see. A serial number is found together with its GTIN.',
    more: 'There are more: be more exact.',
  }),
  zh: () => ({
    title: '搜索',
    intro: '名称、GTIN、批号、序列号、SSCC、GLN、发运号、哈希值，或任意扫描的编码。',
    nothing: '没有找到',
    nothingDetail: '只能找到本机构有权查看的内容。序列号需与 GTIN 一起搜索。',
    more: '还有更多结果，请输入更精确的内容。',
  }),
})

const first = { q: '' }

/** All that a search found, by group. */
export default function SearchPage() {
  const words = useWords()
  const text = useText()
  const [{ q }, change] = useSearchState(first)
  const wanted = String(q)
  const search = useDebouncedCallback((value: string) => change({ q: value }), 250)
  const found = useQuery({
    ...apiQuery('search', 'search', { query: { q: wanted, limit: 20 } }),
    enabled: wanted !== '',
  })
  return (
    <PageFrame title={words.title} intro={words.intro} width="narrow">
      <TextInput
        key={wanted === '' ? 'empty' : 'filled'}
        aria-label={words.title}
        defaultValue={wanted}
        leftSection={<IconSearch size={18} />}
        size="md"
        onChange={(event) => search(event.currentTarget.value)}
      />
      {wanted !== '' && (
        <QueryView query={found}>
          {({ groups }) =>
            groups.length === 0 ? (
              <EmptyState icon={IconSearch} title={words.nothing} detail={words.nothingDetail} />
            ) : (
              <Stack>
                {groups.map(({ group, hits, more }) => (
                  <Section key={group} title={text(groupWords[group])}>
                    <Stack gap="xs">
                      {hits.map((hit) => (
                        <div key={searchHitPath(group, hit)}>
                          <AppLink to={searchHitPath(group, hit)}>{hit.title}</AppLink>
                          {hit.subtitle && (
                            <Text size="sm" c="dimmed">
                              {hit.subtitle}
                            </Text>
                          )}
                        </div>
                      ))}
                      {more && (
                        <Text size="sm" c="dimmed">
                          {words.more}
                        </Text>
                      )}
                    </Stack>
                  </Section>
                ))}
              </Stack>
            )
          }
        </QueryView>
      )}
    </PageFrame>
  )
}
