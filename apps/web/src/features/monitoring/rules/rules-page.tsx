import { Badge, Button, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ChainAlertRule, ChainRule } from '@theriac/api'
import { useMemo, useState } from 'react'
import { apiQuery } from '../../../core/api/query.ts'
import { useText } from '../../../core/i18n/language-provider.tsx'
import { PageFrame } from '../../../ui/layout/page-frame.tsx'
import { QueryView } from '../../../ui/state/states.tsx'
import { StatusBadge } from '../../../ui/status-badge.tsx'
import type { Column } from '../../../ui/table/column.ts'
import { DataTable } from '../../../ui/table/data-table.tsx'
import { chainRuleWords, thresholdWords } from '../../../ui/words/chain-alerts.ts'
import { RuleDialog } from './rule-dialog.tsx'
import { useRuleWords } from './words.ts'

/** What is watched for, and from when somebody is told. */
export default function RulesPage() {
  const words = useRuleWords()
  const text = useText()
  const rules = useQuery(apiQuery('monitoring', 'rules'))
  const [changing, setChanging] = useState<ChainAlertRule>()
  const mayChange = rules.data?.mayChange === true
  const columns = useMemo((): readonly Column<ChainRule>[] => {
    const titleOf = ({ rule }: ChainRule) => text(chainRuleWords[rule].title)
    const fromOf = ({ threshold, unit, isAbove }: ChainRule) => {
      const amount = text(thresholdWords(threshold, unit))
      return isAbove ? words.above(amount) : words.below(amount)
    }
    const toldOf = ({ scope }: ChainRule) => (scope === 'chain' ? words.admins : words.keepers)
    return [
      { id: 'rule', label: words.rule, value: titleOf, width: '2fr' },
      {
        id: 'from',
        label: words.from,
        value: fromOf,
        show: (row) => (
          <Text inherit component="span" fw={row.threshold === row.standard ? 400 : 650}>
            {fromOf(row)}
          </Text>
        ),
        width: '2fr',
      },
      {
        id: 'urgency',
        label: words.urgency,
        value: ({ severity }) => severity,
        show: ({ severity }) => <StatusBadge status={severity} />,
        width: 110,
      },
      { id: 'told', label: words.told, value: toldOf, width: '2fr' },
      {
        id: 'state',
        label: words.state,
        value: ({ enabled }) => (enabled ? words.on : words.off),
        show: ({ enabled }) => (
          <Badge variant="light" color={enabled ? 'teal' : 'gray'}>
            {enabled ? words.on : words.off}
          </Badge>
        ),
        width: 110,
      },
      ...(mayChange
        ? [
            {
              id: 'change',
              label: words.change,
              value: () => undefined,
              show: (row: ChainRule) => (
                <Button
                  size="xs"
                  variant="default"
                  aria-label={words.changeOf(titleOf(row))}
                  onClick={() => setChanging(row.rule)}
                >
                  {words.change}
                </Button>
              ),
              width: 110,
            },
          ]
        : []),
    ]
  }, [words, text, mayChange])
  const rule = rules.data?.items.find((one) => one.rule === changing)
  return (
    <PageFrame title={words.title} intro={words.intro}>
      <QueryView query={rules} lines={12}>
        {({ items, mayChange: may }) => (
          <>
            <DataTable name={words.title} columns={columns} rows={items} idOf={(row) => row.rule} plain />
            {!may && (
              <Text size="sm" c="dimmed" mt="md" maw={720}>
                {words.mayNot}
              </Text>
            )}
          </>
        )}
      </QueryView>
      {rule && <RuleDialog rule={rule} onClose={() => setChanging(undefined)} />}
    </PageFrame>
  )
}
