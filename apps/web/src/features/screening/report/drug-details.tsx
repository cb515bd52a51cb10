import { SimpleGrid, Text, Timeline } from '@mantine/core'
import type { ProductScreening } from '@theriac/api'
import { useFormat } from '../../../core/i18n/language-provider.tsx'
import { paths } from '../../../core/paths.ts'
import { AppLink } from '../../../ui/app-link.tsx'
import { Section } from '../../../ui/layout/page-frame.tsx'
import { useScreeningWords } from '../words.ts'
import { Inspections, Recalls } from './lists.tsx'

/** More of a drug's record: who answers for it, recalls, inspections, and the versions of its master data. */
export function DrugDetails({ found }: { readonly found: ProductScreening }) {
  const words = useScreeningWords()
  const format = useFormat()
  return (
    <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg" style={{ alignItems: 'start' }}>
      <Section title={words.maker}>
        <AppLink to={paths.screenSuppliers(found.owner.gln)}>{found.owner.name}</AppLink>
      </Section>
      <Recalls recalls={found.recalls} />
      <Inspections inspections={found.inspections} />
      <Section title={words.versionsTitle}>
        <Timeline bulletSize={16} lineWidth={2} active={found.versions.length}>
          {found.versions.toReversed().map(({ version, at, reason }) => (
            <Timeline.Item key={version} title={words.versionNo(version)}>
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
