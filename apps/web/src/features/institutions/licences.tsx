import { Group, Stack, Text } from '@mantine/core'
import type { Institution } from '@theriac/api'
import { useFormat, useText } from '../../core/i18n/language-provider.tsx'
import { Section } from '../../ui/layout/page-frame.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { permissionWords } from './permission-words.ts'
import { useInstitutionWords } from './words.ts'

/** Licences of an institution. */
export function Licences({ institution: { licences } }: { readonly institution: Institution }) {
  const words = useInstitutionWords()
  const text = useText()
  const format = useFormat()
  const day = (instant: string): string => format.day(instant.slice(0, 10))
  return (
    <Section title={words.licences}>
      {licences.length === 0 && <Text c="dimmed">{words.noLicences}</Text>}
      <Stack>
        {licences.map((licence) => (
          <div key={`${licence.number} ${licence.validFrom}`}>
            <Group justify="space-between" gap="xs">
              <Text fw={600}>{licence.number}</Text>
              <StatusBadge status={licence.state} />
            </Group>
            <Text size="sm">{words.period(day(licence.validFrom), day(licence.validTo))}</Text>
            <Text size="sm" c="dimmed">
              {`${words.scope}: ${format.list(licence.scope.map((one) => text(permissionWords[one])))}`}
            </Text>
          </div>
        ))}
      </Stack>
    </Section>
  )
}
