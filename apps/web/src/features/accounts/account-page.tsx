import { Alert, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { apiQuery } from '../../core/api/query.ts'
import { useFormat, useText } from '../../core/i18n/language-provider.tsx'
import { usePathParams } from '../../core/pages/page-state.ts'
import { paths } from '../../core/paths.ts'
import { useMay, useSession } from '../../core/session/session.ts'
import { AppLink } from '../../ui/app-link.tsx'
import { Facts } from '../../ui/facts.tsx'
import { Identifier } from '../../ui/identifier.tsx'
import { PageFrame, Section } from '../../ui/layout/page-frame.tsx'
import { QueryView } from '../../ui/state/states.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { Tokens } from '../../ui/tokens/tokens.tsx'
import { roleWords } from '../../ui/words/kinds.ts'
import { AccountAccess } from './account-access.tsx'
import { isLocked } from './is-locked.ts'
import { KeyAndRole } from './key-and-role.tsx'
import { PersonForm } from './person-form.tsx'
import { ResetForm } from './reset-form.tsx'
import { useAccountWords } from './words.ts'

/** One account: who it is, and letting it in or keeping it out. */
export default function AccountPage() {
  const words = useAccountWords()
  const text = useText()
  const format = useFormat()
  const may = useMay()
  const session = useSession()
  const { id } = usePathParams<'id'>()
  const query = useQuery(apiQuery('accounts', 'find', { params: { id } }))
  return (
    <PageFrame
      title={query.data?.displayName ?? words.one}
      width="narrow"
      actions={query.data && <StatusBadge status={query.data.state} size="lg" />}
    >
      <QueryView query={query}>
        {(account) => {
          const isOwn = account.id === session.account.id
          const isOurs = account.gln === session.institution.gln
          const mayManage = may('accounts.amend') && isOurs && !isOwn && account.state !== 'removed'
          return (
            <Stack gap="lg">
              <Section>
                <Facts
                  facts={[
                    [words.name, account.name],
                    [words.role, text(roleWords[account.role])],
                    [words.institution, !isOurs && <Identifier key="gln" value={account.gln} />],
                    [words.language, words.languages[account.locale]],
                    [words.lastSignIn, account.lastSignInAt ? format.instant(account.lastSignInAt) : words.never],
                    [
                      words.lockedUntil,
                      isLocked(account) && account.lockedUntil && format.instant(account.lockedUntil),
                    ],
                    [words.mustChange, account.mustChangePassword && words.mustChangeDetail],
                    [words.machine, account.machine && words.machineDetail],
                    [words.created, format.instant(account.createdAt)],
                    [words.operator, account.operator && <Identifier key="key" value={account.operator} most={20} />],
                  ]}
                />
              </Section>
              {isOwn && (
                <Alert color="gray">
                  {words.own} <AppLink to={paths.settings}>{words.toOwn}</AppLink>
                </Alert>
              )}
              {mayManage && <AccountAccess account={account} />}
              {mayManage && !account.machine && <ResetForm id={account.id} name={account.name} />}
              {mayManage && account.machine && <Tokens machine={account} />}
              {mayManage && <PersonForm key={account.displayName} account={account} />}
              {mayManage && <KeyAndRole key={account.role} account={account} />}
            </Stack>
          )
        }}
      </QueryView>
    </PageFrame>
  )
}
