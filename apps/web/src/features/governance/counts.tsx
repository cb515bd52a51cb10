import { Group, SimpleGrid, Stack, Text } from '@mantine/core'
import type { Client } from '@theriac/api'
import { useFormat, useText } from '../../core/i18n/language-provider.tsx'
import { strongActOf } from './act-meanings.ts'
import { useGovernanceWords } from './words.ts'

type Overview = Awaited<ReturnType<Client['governance']['overview']>>

/** How many strong acts there were, of which kind, and how many must agree to one. */
export function Counts({ overview }: { readonly overview: Overview }) {
  const { threshold, operators, executions, open, byAct } = overview
  const words = useGovernanceWords()
  const text = useText()
  const format = useFormat()
  return (
    <>
      <SimpleGrid cols={{ base: 1, xs: 3 }}>
        <Figure label={words.open} value={format.number(open)} />
        <Figure label={words.threshold} value={words.thresholdOf(threshold, operators)} />
        <Figure label={words.executions} value={format.number(Number(executions))} />
      </SimpleGrid>
      {byAct.length > 0 && (
        <Stack gap={4} mt="md">
          <Text size="sm" c="dimmed">
            {words.byAct}
          </Text>
          <Group gap="sm">
            {byAct.map((act) => (
              <Text size="sm" key={`${act.contract}.${act.name}`}>
                {text(strongActOf(act).title)} <b>{format.number(act.executions)}</b>
              </Text>
            ))}
          </Group>
        </Stack>
      )}
    </>
  )
}

function Figure({ label, value }: { readonly label: string; readonly value: string }) {
  return (
    <div>
      <Text size="sm" c="dimmed">
        {label}
      </Text>
      <Text size="xl" fw={650}>
        {value}
      </Text>
    </div>
  )
}
