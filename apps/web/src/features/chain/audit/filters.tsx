import { Badge, Button, Group, Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { Institution } from '@theriac/api'
import { apiQuery } from '../../../core/api/query.ts'
import { useText } from '../../../core/i18n/language-provider.tsx'
import { useSearchState } from '../../../core/pages/page-state.ts'
import { useSession } from '../../../core/session/session.ts'
import { DayInput } from '../../../ui/form/day-input.tsx'
import { FilterSelect } from '../../../ui/table/filter-select.tsx'
import { actWords } from '../../../ui/words/acts.ts'
import { Hash } from '../frame/hash.tsx'
import { useAuditWords } from './words.ts'

/** What calls are narrowed to; empty for all. */
export const firstFilters = { as: 'calls', gln: '', operator: '', method: '', outcome: '', only: '', from: '', to: '' }
type FilterState = typeof firstFilters

const dayMs = 86_400_000

/** The filters as the API takes them. */
export function queryOf({ gln, operator, method, outcome, only, from, to }: FilterState) {
  return {
    ...(gln === '' ? {} : { gln: glnOf(gln) }),
    ...(operator === '' ? {} : { operator: operator as `0x${string}` }),
    ...(method === '' ? {} : { method }),
    ...(outcome === 'taken' || outcome === 'refused' ? ({ outcome } as const) : {}),
    ...(only === 'unknown' || only === 'strong' ? ({ only } as const) : {}),
    ...(from === '' ? {} : { from: `${from}T00:00:00Z` }),
    // The last day is meant to be in it.
    ...(to === '' ? {} : { to: new Date(Date.parse(`${to}T00:00:00Z`) + dayMs).toISOString() }),
  }
}

const glnOf = (gln: string | number) => String(gln).padStart(13, '0') as Institution['gln']

/** Narrows the calls. */
export function AuditFilters() {
  const words = useAuditWords()
  const { institution } = useSession()
  const isRegulator = institution.kind === 'regulator'
  const [{ gln, outcome, only, from, to }, change] = useSearchState(firstFilters)
  const institutions = useQuery({
    ...apiQuery('institutions', 'list', { query: { limit: 500 } }),
    enabled: isRegulator,
  })
  return (
    <>
      {isRegulator && (
        <Select
          aria-label={words.institution}
          placeholder={words.allInstitutions}
          data={(institutions.data?.items ?? []).map((one) => ({ value: one.gln as string, label: one.name }))}
          value={gln === '' ? null : glnOf(gln)}
          onChange={(chosen) => change({ gln: chosen ?? '' })}
          searchable
          clearable
          w={200}
        />
      )}
      <FilterSelect
        label={words.calls}
        all={words.everything}
        value={only}
        options={[
          ...(isRegulator ? [{ value: 'unknown', label: words.unknown }] : []),
          { value: 'strong', label: words.strong },
        ]}
        onChange={(chosen) => change({ only: chosen })}
      />
      <FilterSelect
        label={words.outcome}
        all={words.allOutcomes}
        value={outcome}
        options={[
          { value: 'taken', label: words.taken },
          { value: 'refused', label: words.refused },
        ]}
        onChange={(chosen) => change({ outcome: chosen })}
        width={130}
      />
      {(['from', 'to'] as const).map((end) => (
        <DayInput
          key={end}
          aria-label={words[end]}
          placeholder={words[end]}
          value={end === 'from' ? from : to}
          onChange={(day) => change({ [end]: day })}
          clearable
          clearButtonProps={{ 'aria-label': words.anyDay }}
          w={150}
        />
      ))}
    </>
  )
}

/** What was chosen by following a link: it is said, and can be taken back. */
export function Narrowed() {
  const words = useAuditWords()
  const text = useText()
  const [{ operator, method }, change] = useSearchState(firstFilters)
  if (operator === '' && method === '') return null
  return (
    <Group gap="xs">
      {words.onlyOf}
      {operator !== '' && <Hash value={operator} />}
      {method !== '' && (
        <Badge variant="light" color="gray" size="lg">
          {text(actWords(method))}
        </Badge>
      )}
      <Button size="compact-sm" variant="subtle" onClick={() => change({ operator: '', method: '' })}>
        {words.all}
      </Button>
    </Group>
  )
}
