import { Badge, Button } from '@mantine/core'
import { IconShieldCheck } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { LogEntry } from '@theriac/api'
import type { Gln } from '@theriac/gs1'
import { useMemo, useState } from 'react'
import { useCodeWords } from '../../core/api/problem-words.ts'
import { apiPages } from '../../core/api/query.ts'
import { useFormat, useText } from '../../core/i18n/language-provider.tsx'
import { useInstitutionNames } from '../../core/names/use-names.ts'
import { usePeopleNames } from '../../core/names/use-people.ts'
import { useSearchState } from '../../core/pages/page-state.ts'
import { paths } from '../../core/paths.ts'
import { useSession } from '../../core/session/session.ts'
import { PageFrame } from '../../ui/layout/page-frame.tsx'
import { EmptyState } from '../../ui/state/states.tsx'
import type { Column } from '../../ui/table/column.ts'
import { DataTable } from '../../ui/table/data-table.tsx'
import { operationWords } from '../../ui/words/operations.ts'
import { firstFilters, LogFilters } from './log-filters.tsx'
import { Verification } from './verification.tsx'
import { outcomeColours, outcomeWords, useLogWords } from './words.ts'

const dayMs = 86_400_000

/** Who did what and when, and whether that can be trusted. */
export default function OperatorLogPage() {
  const words = useLogWords()
  const format = useFormat()
  const text = useText()
  const codeText = useCodeWords()
  const navigate = useNavigate()
  const { institution } = useSession()
  const isRegulator = institution.kind === 'regulator'
  const [filters] = useSearchState(firstFilters)
  const [verifies, setVerifies] = useState(false)
  const entries = useInfiniteQuery(apiPages('operatorLog', 'list', { query: queryOf(filters) }))
  const rows = entries.data?.pages.flatMap(({ items }) => items) ?? []
  const glns = [...new Set(rows.flatMap(({ gln }) => (gln === undefined ? [] : [gln as string])))]
  const institutionOf = useInstitutionNames(isRegulator ? glns : [])
  const nameOf = usePeopleNames(...glns)
  const columns = useMemo((): readonly Column<LogEntry>[] => {
    const personOf = ({ accountId }: LogEntry): string =>
      accountId === undefined ? words.nobody : (nameOf(accountId) ?? accountId)
    return [
      { id: 'number', label: words.number, value: ({ number }) => number, width: 80, align: 'end' },
      {
        id: 'time',
        label: words.time,
        value: ({ time }) => time,
        show: ({ time }) => format.instant(time),
        width: 180,
      },
      { id: 'person', label: words.person, value: personOf, width: '1fr' },
      {
        id: 'institution',
        label: words.institution,
        value: ({ gln }) => (gln === undefined ? undefined : institutionOf(gln)),
        width: '1fr',
        hidden: !isRegulator,
      },
      { id: 'action', label: words.action, value: ({ route }) => text(operationWords(route)), width: '1fr' },
      {
        id: 'outcome',
        label: words.outcome,
        value: ({ outcome }) => text(outcomeWords[outcome]),
        show: ({ outcome }) => (
          <Badge variant="light" color={outcomeColours[outcome]}>
            {text(outcomeWords[outcome])}
          </Badge>
        ),
        width: 120,
      },
      {
        id: 'code',
        label: words.code,
        value: ({ code }) => (code === undefined ? undefined : codeText(code)),
        width: '1fr',
      },
      { id: 'ip', label: words.address, value: ({ ip }) => ip, width: 130, hidden: true },
      { id: 'request', label: words.request, value: ({ requestId }) => requestId, hidden: true },
      { id: 'digest', label: words.digest, value: ({ hash }) => hash, hidden: true },
    ]
  }, [words, format, text, codeText, nameOf, institutionOf, isRegulator])
  const isFiltered = Object.values(filters).some((value) => value !== '')
  return (
    <PageFrame
      title={words.title}
      intro={isRegulator ? words.introAll : words.introOwn}
      actions={
        <Button leftSection={<IconShieldCheck size={16} />} onClick={() => setVerifies(true)}>
          {words.verify}
        </Button>
      }
    >
      {verifies && <Verification onClose={() => setVerifies(false)} />}
      <DataTable
        name={words.title}
        columns={columns}
        pages={entries}
        idOf={({ number }) => String(number)}
        onOpen={({ jobId }) => {
          if (jobId !== undefined) void navigate({ to: paths.job(jobId) })
        }}
        filters={<LogFilters />}
        empty={
          isFiltered ? (
            <EmptyState title={words.emptyFilter} detail={words.emptyFilterDetail} />
          ) : (
            <EmptyState title={words.empty} />
          )
        }
      />
    </PageFrame>
  )
}

/** Filters as the API takes them; days are those of the reader. */
function queryOf({ gln, person, action, outcome, from, to }: typeof firstFilters) {
  return {
    // Digits come out of the address as a number.
    ...(gln === '' ? {} : { gln: String(gln).padStart(13, '0') as Gln }),
    ...(person === '' ? {} : { accountId: String(person) }),
    ...(action === '' ? {} : { route: action }),
    ...(outcome === '' ? {} : { outcome: outcome as LogEntry['outcome'] }),
    ...(from === '' ? {} : { from: new Date(`${from}T00:00:00`).toISOString() }),
    ...(to === '' ? {} : { to: new Date(Date.parse(`${to}T00:00:00`) + dayMs - 1).toISOString() }),
  }
}
