import { Group, Stack, Text, Title } from '@mantine/core'
import type { ChainAlert } from '@theriac/api'
import { useFormat, useText } from '../../core/i18n/language-provider.tsx'
import { Section } from '../../ui/layout/page-frame.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { chainRuleWords } from '../../ui/words/chain-alerts.ts'
import { useMeasureText } from './measures.ts'
import classes from './monitoring.module.css'
import { useMonitoringWords } from './words.ts'

/** What is wrong now, and what is to be done about it; the gravest first. */
export function OpenAlerts(props: { readonly alerts: readonly ChainAlert[]; readonly at: string | undefined }) {
  const { alerts, at } = props
  const words = useMonitoringWords()
  const text = useText()
  const format = useFormat()
  const { lasting } = useMeasureText()
  return (
    <Section title={words.open}>
      <Stack gap="md" component="ul" className={classes.alerts}>
        {alerts.map((alert) => {
          const { id, rule, severity, raisedAt } = alert
          const { title, found, todo } = chainRuleWords[rule]
          const since = lasting(Date.parse(at ?? raisedAt) - Date.parse(raisedAt))
          return (
            <li key={id} className={classes.alert} data-severity={severity}>
              <Group justify="space-between" gap="xs" align="flex-start">
                <Title order={3} size="h5">
                  {text(title)}
                </Title>
                <StatusBadge status={severity} />
              </Group>
              <Text mt={4}>{text(found(alert))}</Text>
              <Text mt={4} fw={600}>
                {text(todo)}
              </Text>
              <Text mt={4} size="sm" c="dimmed">
                {words.since(format.instant(raisedAt), since)}
              </Text>
            </li>
          )
        })}
      </Stack>
    </Section>
  )
}
