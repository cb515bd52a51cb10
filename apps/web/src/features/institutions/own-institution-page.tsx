import { useQuery } from '@tanstack/react-query'
import { apiQuery } from '../../core/api/query.ts'
import { paths } from '../../core/paths.ts'
import { useMay, useSession } from '../../core/session/session.ts'
import { ButtonLink } from '../../ui/app-link.tsx'
import { PageFrame } from '../../ui/layout/page-frame.tsx'
import { QueryView } from '../../ui/state/states.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { InstitutionView } from './institution-view.tsx'
import { useInstitutionWords } from './words.ts'

/** One's own institution: until when it is licensed, what it may do, and who acts for it. */
export default function OwnInstitutionPage() {
  const words = useInstitutionWords()
  const may = useMay()
  const { institution } = useSession()
  const query = useQuery(apiQuery('institutions', 'find', { params: { gln: institution.gln } }))
  return (
    <PageFrame
      title={query.data?.name ?? institution.name}
      intro={words.ownIntro}
      width="narrow"
      actions={
        <>
          {query.data && <StatusBadge status={query.data.status} size="lg" />}
          {may('accounts.list') && (
            <ButtonLink to={paths.accounts} variant="default">
              {words.toAccounts}
            </ButtonLink>
          )}
        </>
      }
    >
      <QueryView query={query} lines={10}>
        {(own) => <InstitutionView institution={own} />}
      </QueryView>
    </PageFrame>
  )
}
