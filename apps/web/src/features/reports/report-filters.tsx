import { Group, Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { apiQuery } from '../../core/api/query.ts'
import type { ReportName } from '../../core/api/report-query.ts'
import { useSession } from '../../core/session/session.ts'
import { DayInput } from '../../ui/form/day-input.tsx'
import { ProductSelect } from '../../ui/product-select.tsx'
import { useChoice } from './filters.ts'
import { useReportWords } from './words.ts'

type Field = 'whose' | 'period' | 'days' | 'lot'

const fields: Readonly<Record<ReportName, readonly Field[]>> = {
  inventory: ['whose'],
  expiringStock: ['whose', 'days'],
  movements: ['whose', 'period'],
  lotMovements: ['lot', 'period'],
  recallReach: ['lot'],
  suspiciousPatterns: ['whose', 'period'],
  strongActs: ['period'],
}
/** What is said where the regulator names no institution: those that are not of all then. */
const nobody: Partial<Readonly<Record<ReportName, 'chooseInstitution' | 'ownInstitution'>>> = {
  inventory: 'chooseInstitution',
  movements: 'ownInstitution',
}
const spans = [30, 60, 90, 180, 365]

/** What a report is of, and of which days. */
export function ReportFilters({ report }: { readonly report: ReportName }) {
  const { institution } = useSession()
  const words = useReportWords()
  const { choice, change, days } = useChoice()
  const has = (field: Field): boolean => fields[report].includes(field)
  const isWrong = choice.from !== '' && choice.to !== '' && choice.from > choice.to
  return (
    <Group align="flex-start" gap="md">
      {has('whose') && institution.kind === 'regulator' && (
        <InstitutionSelect none={words[nobody[report] ?? 'allInstitutions']} />
      )}
      {has('lot') && <LotSelect isOptional={report === 'recallReach'} />}
      {has('days') && (
        <Select
          label={words.within}
          data={spans.map((span) => ({ value: String(span), label: words.days(span) }))}
          value={String(days)}
          onChange={(value) => change({ days: Number(value) })}
          allowDeselect={false}
          w={180}
        />
      )}
      {has('period') && (
        <>
          <DayInput
            label={words.from}
            value={choice.from}
            onChange={(from) => change({ from })}
            error={isWrong && words.orderOfDays}
            clearable
            clearButtonProps={{ 'aria-label': words.anyDay }}
            w={190}
          />
          <DayInput
            label={words.to}
            value={choice.to}
            onChange={(to) => change({ to })}
            clearable
            clearButtonProps={{ 'aria-label': words.anyDay }}
            w={190}
          />
        </>
      )}
    </Group>
  )
}

function InstitutionSelect({ none }: { readonly none: string }) {
  const words = useReportWords()
  const { whose, change } = useChoice()
  const institutions = useQuery(apiQuery('institutions', 'list', { query: { limit: 500 } }))
  return (
    <Select
      label={words.institution}
      placeholder={none}
      data={(institutions.data?.items ?? []).map(({ gln, name }) => ({ value: gln as string, label: name }))}
      value={whose.gln ?? null}
      onChange={(gln) => change({ gln: gln ?? '' })}
      searchable
      clearable
      w={260}
    />
  )
}

function LotSelect({ isOptional }: { readonly isOptional: boolean }) {
  const words = useReportWords()
  const { gtin, lot, change } = useChoice()
  const lots = useQuery({
    ...apiQuery('lots', 'list', {
      query: { limit: 500, sort: '-registered', ...(gtin === undefined ? {} : { gtin }) },
    }),
    enabled: gtin !== undefined,
  })
  return (
    <>
      <ProductSelect label={words.product} value={gtin ?? ''} onChange={(value) => change({ gtin: value, lot: '' })} />
      <Select
        label={words.lot}
        placeholder={isOptional ? words.allLots : words.chooseLot}
        data={(lots.data?.items ?? []).map((one) => one.lot as string)}
        value={lot ?? null}
        onChange={(value) => change({ lot: value ?? '' })}
        disabled={gtin === undefined}
        searchable
        clearable
        w={220}
      />
    </>
  )
}
