import { Group, Stack, Text } from '@mantine/core'
import type { InstitutionScreening } from '@theriac/api'
import { useFormat, useText } from '../../../core/i18n/language-provider.tsx'
import { useInstitutionNames } from '../../../core/names/use-names.ts'
import { paths } from '../../../core/paths.ts'
import { AppLink } from '../../../ui/app-link.tsx'
import { Section } from '../../../ui/layout/page-frame.tsx'
import { outcomeWords } from '../../../ui/words/records.ts'
import { useScreeningWords } from '../words.ts'

/** Recalls, newest first, each with its reason; nothing where there is none. */
export function Recalls({ recalls }: { readonly recalls: InstitutionScreening['recalls'] }) {
  const words = useScreeningWords()
  const format = useFormat()
  if (recalls.length === 0) return null
  return (
    <Section title={words.recallsTitle}>
      <Stack gap="sm">
        {recalls.map(({ gtin, lot, product, recallClass, reason, at }) => (
          <div key={`${gtin} ${lot}`}>
            <Group gap="xs">
              <AppLink to={paths.lot(gtin, lot)} fw={600}>
                {words.recallLine(lot, recallClass ?? 1)}
              </AppLink>
              <Text size="sm" c="dimmed">
                {product} · {format.instant(at)}
              </Text>
            </Group>
            {reason && <Text size="sm">{reason}</Text>}
          </div>
        ))}
      </Stack>
    </Section>
  )
}

/** Inspections, newest first, with what was found; nothing where there is none. */
export function Inspections({ inspections }: { readonly inspections: InstitutionScreening['inspections'] }) {
  const words = useScreeningWords()
  const text = useText()
  const format = useFormat()
  const nameOf = useInstitutionNames(inspections.map(({ by }) => by))
  if (inspections.length === 0) return null
  return (
    <Section title={words.inspectionsTitle}>
      <Stack gap="sm">
        {inspections.map(({ record, by, at, inspection }) => (
          <div key={record}>
            <Text size="sm" fw={600}>
              {inspection
                ? `${text(outcomeWords[inspection.outcome])} · ${format.day(inspection.day)}`
                : format.instant(at)}
            </Text>
            <Text size="sm" c="dimmed">
              {nameOf(by)}
              {inspection &&
                ` · ${words.found(inspection.critical ?? 0, inspection.major ?? 0, inspection.other ?? 0)}`}
            </Text>
          </div>
        ))}
      </Stack>
    </Section>
  )
}
