import { Text, Timeline } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { Sscc } from '@theriac/gs1'
import { apiQuery } from '../../../core/api/query.ts'
import { useFormat, useText } from '../../../core/i18n/language-provider.tsx'
import { useInstitutionNames } from '../../../core/names/use-names.ts'
import { Section } from '../../../ui/layout/page-frame.tsx'
import { OnChainLink } from '../../../ui/on-chain-link.tsx'
import { QueryView } from '../../../ui/state/states.tsx'
import { StatusBadge } from '../../../ui/status-badge.tsx'
import { actWords } from '../../../ui/words/acts.ts'
import { useContainerWords } from './words.ts'

/** What happened to a container, newest first. */
export function ContainerHistory({ sscc }: { readonly sscc: Sscc }) {
  const words = useContainerWords()
  const format = useFormat()
  const text = useText()
  const query = useQuery(apiQuery('units', 'containerHistory', { params: { sscc } }))
  const nameOf = useInstitutionNames((query.data?.items ?? []).flatMap(({ gln }) => (gln === undefined ? [] : [gln])))
  return (
    <Section title={words.history}>
      <QueryView query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <Text c="dimmed">{words.noHistory}</Text>
          ) : (
            <Timeline active={items.length} bulletSize={16} lineWidth={2}>
              {items.map(({ seq, act, name, gln, units, time, block, txHash }) => (
                <Timeline.Item key={seq} title={text(actWords(act ?? name))}>
                  <Text size="sm">
                    {[gln !== undefined && nameOf(gln), units > 0 && words.count(units)].filter(Boolean).join(' · ')}
                  </Text>
                  <Text size="sm" c="dimmed">
                    {format.instant(time)} · {words.block(block)}
                  </Text>
                  {name === 'ActRefused' && <StatusBadge status="turned_down" size="sm" mr="xs" />}
                  <OnChainLink txHash={txHash} />
                </Timeline.Item>
              ))}
            </Timeline>
          )
        }
      </QueryView>
    </Section>
  )
}
