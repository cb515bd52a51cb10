import { Group, Skeleton, Text } from '@mantine/core'
import type { Assessment } from '@theriac/api'
import { useFormat, useText } from '../../../core/i18n/language-provider.tsx'
import { VerdictBadge } from '../report/verdict-badge.tsx'
import { ruleWords } from '../words.ts'

/** What a record comes to, and why, in a line. */
export function VerdictCell({ assessment }: { readonly assessment: Assessment | undefined }) {
  const text = useText()
  const format = useFormat()
  if (assessment === undefined) return <Skeleton height={16} width={140} radius="sm" />
  const { verdict, reasons } = assessment
  return (
    <Group gap="xs" wrap="nowrap" align="baseline">
      <VerdictBadge verdict={verdict} />
      <Text size="sm" c="dimmed" lineClamp={1}>
        {format.list(reasons.map(({ rule, detail }) => text(ruleWords[rule] ?? { en: detail, zh: detail })))}
      </Text>
    </Group>
  )
}
