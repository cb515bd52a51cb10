import { Group, Progress, Stack, Text } from '@mantine/core'
import type { Dashboard } from '@theriac/api'
import { useFormat } from '../../core/i18n/language-provider.tsx'
import { paths } from '../../core/paths.ts'
import { AppLink } from '../../ui/app-link.tsx'
import { Section } from '../../ui/layout/page-frame.tsx'
import { useHomeWords } from './words.ts'

/** Recalls that are not over, and how far they are. */
export function Recalls({ recalls }: { readonly recalls: Dashboard['recalls'] }) {
  const words = useHomeWords()
  return (
    <Section title={words.recalls} actions={<AppLink to={paths.recalls}>{words.toRecalls}</AppLink>}>
      <Stack gap="md">
        {recalls.map(({ gtin, lot, product, open, commissioned, recallClass }) => (
          <div key={`${gtin} ${lot}`}>
            <Group justify="space-between" gap="xs">
              <AppLink to={paths.recall(gtin, lot)} fw={600}>
                {product}, {lot}
              </AppLink>
              {recallClass !== undefined && (
                <Text size="sm" c="dimmed">
                  {words.recallClass(recallClass)}
                </Text>
              )}
            </Group>
            <Progress
              mt={6}
              size="sm"
              color="red.7"
              value={commissioned === 0 ? 0 : (open / commissioned) * 100}
              aria-label={words.open(open, commissioned)}
            />
            <Text size="sm" c="dimmed" mt={4}>
              {words.open(open, commissioned)}
            </Text>
          </div>
        ))}
      </Stack>
    </Section>
  )
}

/** Licences that end soon. */
export function Licences({ licences }: { readonly licences: Dashboard['licences'] }) {
  const words = useHomeWords()
  const format = useFormat()
  return (
    <Section title={words.licences}>
      <Stack gap="sm">
        {licences.map(({ gln, name, number, validTo }) => (
          <Group key={`${gln} ${number}`} justify="space-between" gap="xs">
            <AppLink to={paths.institution(gln)}>{name}</AppLink>
            <Text size="sm" c="dimmed">
              {number} · {words.until(format.day(validTo.slice(0, 10)))}
            </Text>
          </Group>
        ))}
      </Stack>
    </Section>
  )
}
