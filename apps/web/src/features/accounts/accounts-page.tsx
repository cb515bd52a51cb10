import { Badge, Group } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type Account, type AccountState, accountStates, type Role, roles } from '@theriac/api'
import { useMemo } from 'react'
import { apiPages } from '../../core/api/query.ts'
import { useFormat, useText } from '../../core/i18n/language-provider.tsx'
import { useSearchState } from '../../core/pages/page-state.ts'
import { paths } from '../../core/paths.ts'
import { useMay, useSession } from '../../core/session/session.ts'
import { ButtonLink } from '../../ui/app-link.tsx'
import { PageFrame } from '../../ui/layout/page-frame.tsx'
import { EmptyState } from '../../ui/state/states.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import type { Column } from '../../ui/table/column.ts'
import { DataTable } from '../../ui/table/data-table.tsx'
import { FilterSelect } from '../../ui/table/filter-select.tsx'
import { roleWords } from '../../ui/words/kinds.ts'
import { statusOf } from '../../ui/words/status.ts'
import { isLocked } from './is-locked.ts'
import { useAccountWords } from './words.ts'

const first = { role: '', state: '', sort: 'name' }

/** Accounts of the institution. */
export default function AccountsPage() {
  const words = useAccountWords()
  const text = useText()
  const navigate = useNavigate()
  const may = useMay()
  const { institution } = useSession()
  const [{ role, state, sort }, change] = useSearchState(first)
  const accounts = useInfiniteQuery(
    apiPages('accounts', 'list', {
      query: {
        gln: institution.gln,
        sort: sort as 'name',
        ...(role === '' ? {} : { role: role as Role }),
        ...(state === '' ? {} : { state: state as AccountState }),
      },
    }),
  )
  return (
    <PageFrame
      title={words.title}
      intro={words.intro}
      actions={may('accounts.create') && <ButtonLink to={paths.newAccount}>{words.add}</ButtonLink>}
    >
      <DataTable
        name={words.title}
        columns={useColumns()}
        pages={accounts}
        idOf={(account) => account.id}
        onOpen={(account) => void navigate({ to: paths.account(account.id) })}
        order={sort}
        onOrder={(order) => change({ sort: order })}
        empty={<EmptyState title={words.none} detail={words.noneDetail} />}
        filters={
          <Group gap="xs">
            <FilterSelect
              label={words.role}
              all={words.allRoles}
              value={role}
              options={roles.map((one) => ({ value: one, label: text(roleWords[one]) }))}
              onChange={(value) => change({ role: value })}
              width={150}
            />
            <FilterSelect
              label={words.state}
              all={words.allStates}
              value={state}
              options={accountStates.map((one) => ({ value: one, label: text(statusOf(one).words) }))}
              onChange={(value) => change({ state: value })}
              width={150}
            />
          </Group>
        }
      />
    </PageFrame>
  )
}

function useColumns(): readonly Column<Account>[] {
  const words = useAccountWords()
  const text = useText()
  const format = useFormat()
  return useMemo(
    () => [
      { id: 'displayName', label: words.displayName, value: (account) => account.displayName, width: '1fr' },
      { id: 'name', label: words.name, value: (account) => account.name, sort: 'name', width: '1fr' },
      { id: 'role', label: words.role, value: (account) => text(roleWords[account.role]), width: 150 },
      {
        id: 'state',
        label: words.state,
        value: (account) => (isLocked(account) ? words.locked : text(statusOf(account.state).words)),
        show: (account) =>
          isLocked(account) ? (
            <Badge variant="light" color="yellow">
              {words.locked}
            </Badge>
          ) : (
            <StatusBadge status={account.state} />
          ),
        width: 260,
      },
      {
        id: 'lastSignIn',
        label: words.lastSignIn,
        value: (account) => account.lastSignInAt,
        show: (account) => (account.lastSignInAt ? format.relative(account.lastSignInAt) : words.never),
        width: 150,
      },
    ],
    [words, text, format],
  )
}
