import { Group } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import {
  permissions as allPermissions,
  type InstitutionStatus,
  institutionStatuses,
  type Kind,
  kinds,
  type Permission,
} from '@theriac/api'
import { apiPages } from '../../../core/api/query.ts'
import { useText } from '../../../core/i18n/language-provider.tsx'
import { useSearchState } from '../../../core/pages/page-state.ts'
import { paths } from '../../../core/paths.ts'
import { ButtonLink } from '../../../ui/app-link.tsx'
import { PageFrame } from '../../../ui/layout/page-frame.tsx'
import { EmptyState } from '../../../ui/state/states.tsx'
import { DataTable } from '../../../ui/table/data-table.tsx'
import { FilterSelect } from '../../../ui/table/filter-select.tsx'
import { kindWords } from '../../../ui/words/kinds.ts'
import { permissionWords } from '../../../ui/words/permissions.ts'
import { statusOf } from '../../../ui/words/status.ts'
import { Legend } from './mark.tsx'
import { useColumns } from './use-columns.tsx'
import { usePermissionWords } from './words.ts'

const first = { kind: '', status: '', permission: '', sort: 'name' }

/** What the contracts let each institution do: all of them, side by side. */
export default function PermissionsPage() {
  const words = usePermissionWords()
  const text = useText()
  const navigate = useNavigate()
  const [{ kind, status, permission, sort }, change] = useSearchState(first)
  const institutions = useInfiniteQuery(
    apiPages('institutions', 'list', {
      query: {
        sort: sort as 'name',
        ...(kind === '' ? {} : { kind: kind as Kind }),
        ...(status === '' ? {} : { status: status as InstitutionStatus }),
        ...(permission === '' ? {} : { permission: permission as Permission }),
      },
    }),
  )
  return (
    <PageFrame
      title={words.title}
      intro={words.intro}
      actions={
        <>
          <ButtonLink to={paths.chainSettings} variant="default">
            {words.toCommittee}
          </ButtonLink>
          <ButtonLink to={paths.governance} variant="default">
            {words.toGovernance}
          </ButtonLink>
        </>
      }
    >
      <Legend />
      <DataTable
        name={words.title}
        columns={useColumns()}
        pages={institutions}
        idOf={({ gln }) => gln}
        onOpen={({ gln }) => void navigate({ to: paths.institution(gln) })}
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
              onChange={(chosen) => change({ kind: chosen })}
              width={140}
            />
            <FilterSelect
              label={words.status}
              all={words.allStatuses}
              value={status}
              options={institutionStatuses.map((one) => ({ value: one, label: text(statusOf(one).words) }))}
              onChange={(chosen) => change({ status: chosen })}
              width={140}
            />
            <FilterSelect
              label={words.permission}
              all={words.allPermissions}
              value={permission}
              options={allPermissions.map((one) => ({ value: one, label: text(permissionWords[one]) }))}
              onChange={(chosen) => change({ permission: chosen })}
            />
          </Group>
        }
      />
    </PageFrame>
  )
}
