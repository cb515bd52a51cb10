import { SimpleGrid, Text, Timeline } from '@mantine/core'
import type { InstitutionScreening } from '@theriac/api'
import { useFormat, useText } from '../../../core/i18n/language-provider.tsx'
import { Section } from '../../../ui/layout/page-frame.tsx'
import { standingWords, useScreeningWords } from '../words.ts'
import { Inspections, Recalls } from './lists.tsx'

/** More of a supplier's record: recalls, inspections, and how its standing came about. */
export function SupplierDetails({ found }: { readonly found: InstitutionScreening }) {
  const words = useScreeningWords()
  const text = useText()
  const format = useFormat()
  return (
    <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg" style={{ alignItems: 'start' }}>
      <Recalls recalls={found.recalls} />
      <Inspections inspections={found.inspections} />
      <Section title={words.historyTitle}>
        <Timeline bulletSize={16} lineWidth={2} active={found.history.length}>
          {found.history.toReversed().map(({ event, at, reason }) => (
            <Timeline.Item key={`${event} ${at}`} title={text(standingWords[event] ?? { en: event, zh: event })}>
              {reason && <Text size="sm">{reason}</Text>}
              <Text size="sm" c="dimmed">
                {format.instant(at)}
              </Text>
            </Timeline.Item>
          ))}
        </Timeline>
      </Section>
    </SimpleGrid>
  )
}
