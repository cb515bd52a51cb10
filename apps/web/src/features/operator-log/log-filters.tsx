import { Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type Area, logOutcomes, routes } from '@theriac/api'
import type { Gln } from '@theriac/gs1'
import { useMemo } from 'react'
import { apiQuery } from '../../core/api/query.ts'
import { useText } from '../../core/i18n/language-provider.tsx'
import { useSearchState } from '../../core/pages/page-state.ts'
import { useSession } from '../../core/session/session.ts'
import { DayInput } from '../../ui/form/day-input.tsx'
import { operationWords } from '../../ui/words/operations.ts'
import { outcomeWords, useLogWords } from './words.ts'

/** What the log is narrowed to; empty for all. */
export const firstFilters = { gln: '', person: '', action: '', outcome: '', from: '', to: '' }

/** Routes that change something: those are logged whatever comes of them. */
const writes = Object.entries(routes as Readonly<Record<string, Area>>).flatMap(([subject, area]) =>
  Object.entries(area)
    .filter(([, route]) => route.method !== 'GET')
    .map(([name]) => `${subject}.${name}`),
)

/** Narrows the log: by institution for the regulator, person, action, outcome and days. */
export function LogFilters() {
  const words = useLogWords()
  const text = useText()
  const { institution } = useSession()
  const isRegulator = institution.kind === 'regulator'
  const [filters, change] = useSearchState(firstFilters)
  const gln = filters.gln === '' ? undefined : (String(filters.gln).padStart(13, '0') as Gln)
  const institutions = useQuery({
    ...apiQuery('institutions', 'list', { query: { limit: 500 } }),
    enabled: isRegulator,
  })
  const people = useQuery(apiQuery('accounts', 'people', isRegulator && gln !== undefined ? { query: { gln } } : {}))
  const actions = useMemo(
    () =>
      writes
        .map((route) => ({ value: route, label: text(operationWords(route)) }))
        .sort((a, b) => a.label.localeCompare(b.label)),
    [text],
  )
  return (
    <>
      {isRegulator && (
        <Select
          aria-label={words.institution}
          placeholder={words.allInstitutions}
          data={(institutions.data?.items ?? []).map((one) => ({ value: one.gln as string, label: one.name }))}
          value={gln ?? null}
          onChange={(value) => change({ gln: value ?? '', person: '' })}
          searchable
          clearable
          w={200}
        />
      )}
      <Select
        aria-label={words.person}
        placeholder={words.allPeople}
        data={(people.data?.items ?? []).map((one) => ({ value: one.accountId, label: one.displayName }))}
        value={filters.person === '' ? null : String(filters.person)}
        onChange={(value) => change({ person: value ?? '' })}
        searchable
        clearable
        w={180}
      />
      <Select
        aria-label={words.action}
        placeholder={words.allActions}
        data={actions}
        value={filters.action === '' ? null : filters.action}
        onChange={(value) => change({ action: value ?? '' })}
        searchable
        clearable
        w={200}
      />
      <Select
        aria-label={words.outcome}
        placeholder={words.allOutcomes}
        data={logOutcomes.map((one) => ({ value: one, label: text(outcomeWords[one]) }))}
        value={filters.outcome === '' ? null : filters.outcome}
        onChange={(value) => change({ outcome: value ?? '' })}
        clearable
        w={150}
      />
      <DayInput
        aria-label={words.from}
        placeholder={words.from}
        value={filters.from}
        onChange={(from) => change({ from })}
        clearable
        clearButtonProps={{ 'aria-label': words.anyDay }}
        w={170}
      />
      <DayInput
        aria-label={words.to}
        placeholder={words.to}
        value={filters.to}
        onChange={(to) => change({ to })}
        clearable
        clearButtonProps={{ 'aria-label': words.anyDay }}
        w={170}
      />
    </>
  )
}
