import { Alert, Group, List, Stack, Text } from '@mantine/core'
import { IconBell, IconKeyboard } from '@tabler/icons-react'
import type { Verification } from '@theriac/api'
import { useFormat } from '../../core/i18n/language-provider.tsx'
import { paths } from '../../core/paths.ts'
import { AppLink } from '../../ui/app-link.tsx'
import { Facts } from '../../ui/facts.tsx'
import { Identifier } from '../../ui/identifier.tsx'
import { Section } from '../../ui/layout/page-frame.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { VerdictPanel } from '../../ui/verdict/verdict-panel.tsx'
import { useAlertDetail } from '../../ui/words/alert-detail.ts'
import { toneOf } from './tone.ts'
import { useVerifyWords, verdictTitle } from './words.ts'

/** What came of a verification. */
export function Answer({ answer }: { readonly answer: Verification }) {
  const words = useVerifyWords()
  const format = useFormat()
  const alertDetail = useAlertDetail()
  const { verdict, status, holds, pack, product, lot, unit, alert, repair } = answer
  const expiry = lot?.expiry ?? pack.expiry
  return (
    <Stack>
      <VerdictPanel
        tone={toneOf(answer)}
        title={verdictTitle(answer, words)}
        {...(verdict === 'suspect' ? { detail: words.suspectDetail } : {})}
      >
        <Group gap="xs" mt="md">
          {[...new Set([status, ...holds])].map((one) => (
            <StatusBadge key={one} status={one} size="lg" />
          ))}
        </Group>
      </VerdictPanel>
      {alert && (
        <Alert color="red" icon={<IconBell />} title={words.alert(alert.code)}>
          {alertDetail({ ...alert, serial: pack.serial, lot: pack.lot, expiry: pack.expiry })}
        </Alert>
      )}
      {repair && (
        <Alert color="yellow" icon={<IconKeyboard />} title={words.repaired}>
          <List size="sm">
            {repair.causes.map((cause) => (
              <List.Item key={cause}>{(words.causes as Readonly<Record<string, string>>)[cause] ?? cause}</List.Item>
            ))}
          </List>
        </Alert>
      )}
      <Section title={product?.name ?? words.pack}>
        {product && (
          <Text c="dimmed" mt={-8} mb="md">
            {[product.genericName, product.strength, product.form, product.pack].filter(Boolean).join(' · ')}
          </Text>
        )}
        <Facts
          facts={[
            [words.gtin, <Identifier key="gtin" value={pack.gtin} />],
            [
              words.serial,
              <AppLink key="serial" to={paths.unit(pack.gtin, pack.serial)}>
                {pack.serial}
              </AppLink>,
            ],
            [words.lot, lot?.lot ?? pack.lot],
            [words.expiry, expiry && format.day(expiry)],
            [words.state, unit && <StatusBadge status={unit.state} />],
            [words.where, unit && words.locations[unit.location]],
            [words.container, unit?.container && <Identifier value={unit.container} />],
            [words.ended, unit?.endedOn && format.day(unit.endedOn)],
            [words.maker, product?.maker],
            [words.storage, product?.storageConditions],
            [words.recall, lot?.recallReason],
          ]}
        />
      </Section>
    </Stack>
  )
}
