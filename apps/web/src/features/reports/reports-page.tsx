import { Select, Stack, Text } from '@mantine/core'
import type { ComponentType } from 'react'
import type { ReportName } from '../../core/api/report-query.ts'
import { PageFrame, Section } from '../../ui/layout/page-frame.tsx'
import { useChoice } from './filters.ts'
import { ExpiringStock } from './kinds/expiring-stock.tsx'
import { Inventory } from './kinds/inventory.tsx'
import { LotMovements } from './kinds/lot-movements.tsx'
import { Movements } from './kinds/movements.tsx'
import { RecallReach } from './kinds/recall-reach.tsx'
import { StrongActs } from './kinds/strong-acts.tsx'
import { SuspiciousPatterns } from './kinds/suspicious-patterns.tsx'
import { ReportFilters } from './report-filters.tsx'
import { reportNames, useReportWords } from './words.ts'

const kinds: Readonly<Record<ReportName, ComponentType>> = {
  inventory: Inventory,
  expiringStock: ExpiringStock,
  movements: Movements,
  lotMovements: LotMovements,
  recallReach: RecallReach,
  suspiciousPatterns: SuspiciousPatterns,
  strongActs: StrongActs,
}

/** Reports: choose one, and of what; read what it says, and save it. */
export default function ReportsPage() {
  const words = useReportWords()
  const { choice, change } = useChoice()
  const report = reportNames.find((name) => name === choice.report) ?? 'inventory'
  const Kind = kinds[report]
  return (
    <PageFrame title={words.title} intro={words.intro}>
      <Stack gap="lg">
        <Section>
          <Stack>
            <Select
              label={words.choose}
              data={reportNames.map((name) => ({ value: name, label: words.names[name] }))}
              value={report}
              onChange={(value) => change({ report: value ?? 'inventory' })}
              allowDeselect={false}
              maw={360}
            />
            <Text size="sm" c="dimmed">
              {words.about[report]}
            </Text>
            <ReportFilters report={report} />
          </Stack>
        </Section>
        <Kind />
      </Stack>
    </PageFrame>
  )
}
