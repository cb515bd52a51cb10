import { Button } from '@mantine/core'
import { IconFileText, IconPlus, IconX } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { recordKinds, type WrittenRecord } from '@theriac/api'
import { useMemo } from 'react'
import { apiPages } from '../../core/api/query.ts'
import { useFormat, useText } from '../../core/i18n/language-provider.tsx'
import { useInstitutionNames } from '../../core/names/use-names.ts'
import { useSearchState } from '../../core/pages/page-state.ts'
import { paths } from '../../core/paths.ts'
import { useSession } from '../../core/session/session.ts'
import { ButtonLink } from '../../ui/app-link.tsx'
import { PageFrame } from '../../ui/layout/page-frame.tsx'
import { EmptyState } from '../../ui/state/states.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import type { Column } from '../../ui/table/column.ts'
import { DataTable } from '../../ui/table/data-table.tsx'
import { FilterSelect } from '../../ui/table/filter-select.tsx'
import { recordKindWords } from '../../ui/words/records.ts'
import { statusOf } from '../../ui/words/status.ts'
import { namesOf, noSubject, subjectOf, useSubjectText } from './subject.ts'
import { useMayRecord } from './use-may-record.ts'
import { useRecordWords } from './words.ts'

const first = { sort: '-written', kind: '', state: '', whose: '', ...noSubject }
const orders = ['written', '-written', 'updated', '-updated'] as const

const stateOf = ({ voided }: WrittenRecord) => (voided ? 'voided' : 'in_force')

/** Records that the institution wrote, or that are about something of its own. */
export default function RecordsPage() {
  const words = useRecordWords()
  const format = useFormat()
  const text = useText()
  const navigate = useNavigate()
  const mayRecord = useMayRecord()
  const { institution } = useSession()
  const [search, change] = useSearchState(first)
  const { sort, kind, state, whose } = search
  const about = subjectOf({ ...search, serial: '' })
  const wantedKind = recordKinds.find((one) => one === kind)
  const query = useInfiniteQuery(
    apiPages('records', 'list', {
      query: {
        sort: orders.find((order) => order === sort) ?? '-written',
        ...(wantedKind === undefined ? {} : { kind: wantedKind }),
        ...(state === '' ? {} : { voided: state === 'voided' }),
        ...(whose === 'own' ? { author: institution.gln } : {}),
        ...(about ? namesOf(about) : {}),
      },
    }),
  )
  const rows = query.data?.pages.flatMap(({ items }) => items) ?? []
  const nameOf = useInstitutionNames(rows.map(({ author }) => author))
  const aboutOf = useSubjectText([...rows.map(({ subject }) => subject), ...(about ? [about] : [])])
  const columns = useMemo(
    (): readonly Column<WrittenRecord>[] => [
      {
        id: 'written',
        label: words.written,
        value: (row) => row.writtenAt,
        show: (row) => format.instant(row.writtenAt),
        sort: 'written',
        width: 180,
      },
      { id: 'kind', label: words.kind, value: (row) => text(recordKindWords[row.kind]), width: 150 },
      { id: 'about', label: words.about, value: (row) => aboutOf(row.subject), width: '2fr' },
      { id: 'author', label: words.author, value: (row) => nameOf(row.author), width: '1fr' },
      {
        id: 'version',
        label: words.version,
        value: (row) => row.version,
        show: (row) => format.number(row.version),
        width: 90,
        align: 'end',
      },
      {
        id: 'state',
        label: words.state,
        value: (row) => text(statusOf(stateOf(row)).words),
        show: (row) => <StatusBadge status={stateOf(row)} />,
        width: 120,
      },
      { id: 'hash', label: 'SHA-256', value: (row) => row.hash, width: '1fr', hidden: true },
    ],
    [words, format, text, aboutOf, nameOf],
  )
  const isFiltered = kind !== '' || state !== '' || whose !== '' || about !== undefined
  const writeLink = recordKinds.some(mayRecord) && (
    <ButtonLink
      to={about ? paths.newRecordAbout(namesOf(about)) : paths.newRecord}
      leftSection={<IconPlus size={16} />}
    >
      {words.write}
    </ButtonLink>
  )
  return (
    <PageFrame title={words.title} intro={words.intro} actions={writeLink}>
      {about && (
        <Button
          variant="light"
          rightSection={<IconX size={16} />}
          style={{ alignSelf: 'flex-start' }}
          aria-label={`${words.only(aboutOf(about))} – ${words.allAbout}`}
          onClick={() => change(noSubject)}
        >
          {words.only(aboutOf(about))}
        </Button>
      )}
      <DataTable
        name={words.title}
        columns={columns}
        pages={query}
        idOf={(row) => row.record}
        onOpen={(row) => void navigate({ to: paths.record(row.record) })}
        order={sort}
        onOrder={(order) => change({ sort: order })}
        empty={
          <EmptyState
            icon={IconFileText}
            title={words.empty}
            detail={isFiltered ? words.emptyFilter : words.emptyDetail}
          >
            {writeLink}
          </EmptyState>
        }
        filters={
          <>
            <FilterSelect
              label={words.kind}
              all={words.allKinds}
              value={kind}
              options={recordKinds.map((value) => ({ value, label: text(recordKindWords[value]) }))}
              onChange={(value) => change({ kind: value })}
              width={{ base: '100%', xs: 160 }}
            />
            <FilterSelect
              label={words.state}
              all={words.allStates}
              value={state}
              options={[
                { value: 'in_force', label: text(statusOf('in_force').words) },
                { value: 'voided', label: text(statusOf('voided').words) },
              ]}
              onChange={(value) => change({ state: value })}
              width={{ base: '100%', xs: 190 }}
            />
            <FilterSelect
              label={words.whose}
              all={words.everybody}
              value={whose}
              options={[{ value: 'own', label: words.own }]}
              onChange={(value) => change({ whose: value })}
              width={{ base: '100%', xs: 150 }}
            />
          </>
        }
      />
    </PageFrame>
  )
}
