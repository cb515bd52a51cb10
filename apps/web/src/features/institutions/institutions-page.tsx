import { Alert, Button, Group, List, Stack } from '@mantine/core'
import { IconFileText, IconInbox } from '@tabler/icons-react'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type Institution, type InstitutionStatus, institutionStatuses, type Kind, kinds } from '@theriac/api'
import { useMemo } from 'react'
import { apiPages, apiQuery } from '../../core/api/query.ts'
import { useFormat, useText } from '../../core/i18n/language-provider.tsx'
import { useSearchState } from '../../core/pages/page-state.ts'
import { paths } from '../../core/paths.ts'
import { useMay } from '../../core/session/session.ts'
import { AppLink } from '../../ui/app-link.tsx'
import { PageFrame } from '../../ui/layout/page-frame.tsx'
import { EmptyState } from '../../ui/state/states.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import type { Column } from '../../ui/table/column.ts'
import { DataTable } from '../../ui/table/data-table.tsx'
import { FilterSelect } from '../../ui/table/filter-select.tsx'
import { kindWords } from '../../ui/words/kinds.ts'
import { statusOf } from '../../ui/words/status.ts'
import { useInstitutionWords } from './words.ts'

const first = { kind: '', status: '', sort: 'name' }

/** Who takes part; for the regulator with what waits for a decision. */
export default function InstitutionsPage() {
  const words = useInstitutionWords()
  const text = useText()
  const navigate = useNavigate()
  const [{ kind, status, sort }, change] = useSearchState(first)
  const institutions = useInfiniteQuery(
    apiPages('institutions', 'list', {
      query: {
        sort: sort as 'name',
        ...(kind === '' ? {} : { kind: kind as Kind }),
        ...(status === '' ? {} : { status: status as InstitutionStatus }),
      },
    }),
  )
  return (
    <PageFrame title={words.title} intro={words.intro}>
      <Waiting onShow={() => change({ status: 'applied', kind: '' })} />
      <DataTable
        name={words.title}
        columns={useColumns()}
        pages={institutions}
        idOf={(one) => one.gln}
        onOpen={(one) => void navigate({ to: paths.institution(one.gln) })}
        order={sort}
        onOrder={(order) => change({ sort: order })}
        empty={<EmptyState title={words.none} detail={words.noneDetail} />}
        filters={
          <Group gap="xs">
            <FilterSelect
              label={words.kind}
              all={words.allKinds}
              value={kind}
              options={kinds.map((one) => ({ value: one, label: text(kindWords[one]) }))}
              onChange={(value) => change({ kind: value })}
              width={160}
            />
            <FilterSelect
              label={words.status}
              all={words.allStatuses}
              value={status}
              options={institutionStatuses.map((one) => ({ value: one, label: text(statusOf(one).words) }))}
              onChange={(value) => change({ status: value })}
              width={160}
            />
          </Group>
        }
      />
    </PageFrame>
  )
}

/** Applications to decide, and licences that run out. */
function Waiting({ onShow }: { readonly onShow: () => void }) {
  const words = useInstitutionWords()
  const mayDecide = useMay()('institutions.admit')
  const applied = useQuery({
    ...apiQuery('institutions', 'list', { query: { status: 'applied', limit: 500 } }),
    enabled: mayDecide,
  })
  const ending = useQuery(apiQuery('institutions', 'licencesRunningOut', { query: { days: 30 } }))
  const applications = applied.data?.items.length ?? 0
  const licences = ending.data?.items ?? []
  if (applications === 0 && licences.length === 0) return null
  return (
    <Stack gap="sm">
      {applications > 0 && (
        <Alert color="blue" icon={<IconInbox />} title={words.applications(applications)}>
          <Button size="xs" variant="default" onClick={onShow}>
            {words.decide}
          </Button>
        </Alert>
      )}
      {licences.length > 0 && (
        <Alert color="yellow" icon={<IconFileText />} title={words.runningOut(licences.length)}>
          <List size="sm">
            {licences.slice(0, 5).map(({ gln, name, licence, daysLeft, replaced }) => (
              <List.Item key={`${gln} ${licence.number}`}>
                <AppLink to={paths.institution(gln)} size="sm">
                  {words.runningOutItem(name, licence.number, daysLeft)}
                </AppLink>
                {replaced && ` (${words.replaced})`}
              </List.Item>
            ))}
          </List>
        </Alert>
      )}
    </Stack>
  )
}

function useColumns(): readonly Column<Institution>[] {
  const words = useInstitutionWords()
  const text = useText()
  const format = useFormat()
  return useMemo(
    () => [
      { id: 'name', label: words.name, value: (one) => one.name, sort: 'name', width: '2fr' },
      { id: 'gln', label: words.gln, value: (one) => one.gln, sort: 'gln', width: 180 },
      { id: 'kind', label: words.kind, value: (one) => text(kindWords[one.kind]), width: 140 },
      {
        id: 'status',
        label: words.status,
        value: (one) => text(statusOf(one.status).words),
        show: (one) => <StatusBadge status={one.status} />,
        width: 140,
      },
      {
        id: 'licensedUntil',
        label: words.licensedUntil,
        value: (one) => one.licensedUntil,
        show: (one) => one.licensedUntil && format.day(one.licensedUntil.slice(0, 10)),
        width: 160,
      },
    ],
    [words, text, format],
  )
}
