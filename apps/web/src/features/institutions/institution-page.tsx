import { useQuery } from '@tanstack/react-query'
import type { Gln } from '@theriac/gs1'
import { apiQuery } from '../../core/api/query.ts'
import { usePathParams } from '../../core/pages/page-state.ts'
import { PageFrame } from '../../ui/layout/page-frame.tsx'
import { QueryView } from '../../ui/state/states.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { InstitutionView } from './institution-view.tsx'
import { useInstitutionWords } from './words.ts'

/** One institution: what it is, its licences, what it may do, and what the regulator can decide. */
export default function InstitutionPage() {
  const words = useInstitutionWords()
  const { gln } = usePathParams<'gln'>()
  const query = useQuery(apiQuery('institutions', 'find', { params: { gln: gln as Gln } }))
  return (
    <PageFrame
      title={query.data?.name ?? words.one}
      width="narrow"
      actions={query.data && <StatusBadge status={query.data.status} size="lg" />}
    >
      <QueryView query={query} lines={10}>
        {(institution) => <InstitutionView key={institution.gln} institution={institution} />}
      </QueryView>
    </PageFrame>
  )
}
