import { Text, Timeline } from '@mantine/core'
import { useFormat, useText } from '../../core/i18n/language-provider.tsx'
import { useInstitutionNames } from '../../core/names/use-names.ts'
import { usePeopleNames } from '../../core/names/use-people.ts'
import { useAlertDetail } from '../../ui/words/alert-detail.ts'
import { escalationWords } from '../../ui/words/escalation.ts'
import type { AlertWithSteps } from './alert-with-steps.ts'
import { findingWords } from './meanings.ts'
import { useAlertWords } from './words.ts'

/** What happened to an alert, the oldest first. */
export function AlertHistory({ alert }: { readonly alert: AlertWithSteps }) {
  const words = useAlertWords()
  const format = useFormat()
  const text = useText()
  const nameOf = useInstitutionNames(alert.steps.flatMap(({ gln }) => gln ?? []))
  const person = usePeopleNames(alert.gln)
  const kinds: Readonly<Record<string, string>> = words.steps
  const detailOf = useAlertDetail()
  const said = (kind: string, detail: string): string => {
    if (kind === 'raised') return detailOf({ ...alert, detail })
    if (kind === 'escalated') return text(escalationWords(detail))
    if (kind === 'assigned') return person(detail) ?? detail
    const finding = kind === 'closed' ? Object.entries(findingWords).find(([name]) => name === detail) : undefined
    return finding ? text(finding[1]) : detail
  }
  return (
    <Timeline bulletSize={14} lineWidth={2} active={alert.steps.length}>
      {alert.steps.map((step) => {
        const who = [step.accountId && person(step.accountId), step.gln && nameOf(step.gln)].filter(Boolean)
        return (
          <Timeline.Item key={`${step.at} ${step.kind} ${step.text}`} title={kinds[step.kind] ?? step.kind}>
            {step.text !== undefined && (
              <Text size="sm" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
                {said(step.kind, step.text)}
              </Text>
            )}
            <Text size="xs" c="dimmed">
              {[format.instant(step.at), ...(who.length > 0 ? who : [words.byServer])].join(' · ')}
            </Text>
          </Timeline.Item>
        )
      })}
    </Timeline>
  )
}
