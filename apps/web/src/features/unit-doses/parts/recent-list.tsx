import { Button, Group, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { Job } from '@theriac/api'
import { apiQuery } from '../../../core/api/query.ts'
import { useFormat } from '../../../core/i18n/language-provider.tsx'
import { useProductNames } from '../../../core/names/use-names.ts'
import { Section } from '../../../ui/layout/page-frame.tsx'
import { QueryView } from '../../../ui/state/states.tsx'
import type { ChosenPack } from './parts-page.tsx'
import { usePartWords } from './words.ts'

/** So many of the partial dispensings that were last are shown. */
const mostShown = 8

/** What was dispensed in parts last; each pack can be shown again, to take it back. */
export function RecentList({ onShow }: { readonly onShow: (pack: ChosenPack) => void }) {
  const words = usePartWords()
  const format = useFormat()
  const jobs = useQuery(
    apiQuery('jobs', 'list', { query: { operation: 'dispensing.dispensePart', state: 'sealed', limit: mostShown } }),
  )
  const list = (jobs.data?.items ?? []).flatMap(lineOf)
  const nameOf = useProductNames(list.map(({ pack }) => pack.gtin))
  return (
    <Section title={words.recent}>
      <QueryView query={jobs}>
        {() =>
          list.length === 0 ? (
            <Text c="dimmed">{words.recentEmpty}</Text>
          ) : (
            <Stack component="ul" gap="md" m={0} p={0} style={{ listStyle: 'none' }}>
              {list.map(({ id, pack, parts, at }) => (
                <Group component="li" key={id} justify="space-between" wrap="nowrap" gap="sm">
                  <div>
                    <Text size="sm" fw={600}>
                      {nameOf(pack.gtin)}, {words.parts(parts)}
                    </Text>
                    <Text size="sm" c="dimmed">
                      {pack.serial} · {format.relative(at)}
                    </Text>
                  </div>
                  <Button
                    variant="default"
                    size="xs"
                    aria-label={words.show(pack.serial)}
                    onClick={() => onShow({ gtin: pack.gtin, serial: pack.serial })}
                  >
                    {words.open}
                  </Button>
                </Group>
              ))}
            </Stack>
          )
        }
      </QueryView>
    </Section>
  )
}

interface Line {
  readonly id: string
  readonly pack: ChosenPack
  readonly parts: number
  readonly at: string
}

function lineOf({ id, result, createdAt }: Job): readonly Line[] {
  const { packs = [], parts = 0 } = result as { readonly packs?: readonly ChosenPack[]; readonly parts?: number }
  return packs.map((pack) => ({ id, pack, parts, at: createdAt }))
}
