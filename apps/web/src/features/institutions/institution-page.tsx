import { Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { Institution } from '@theriac/api'
import { apiQuery } from '../../core/api/query.ts'
import { useFormat, useText } from '../../core/i18n/language-provider.tsx'
import { usePathParams } from '../../core/pages/page-state.ts'
import { useMay } from '../../core/session/session.ts'
import { Facts } from '../../ui/facts.tsx'
import { Identifier } from '../../ui/identifier.tsx'
import { PageFrame, Section } from '../../ui/layout/page-frame.tsx'
import { QueryView } from '../../ui/state/states.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { kindWords } from '../../ui/words/kinds.ts'
import { DecisionForm } from './decision-form.tsx'
import { Licences } from './licences.tsx'
import { PermissionMatrix } from './permission-matrix.tsx'
import { useInstitutionWords } from './words.ts'

/** One institution: what it is, its licences, what it may do, and what the regulator can decide. */
export default function InstitutionPage() {
  const words = useInstitutionWords()
  const text = useText()
  const format = useFormat()
  const may = useMay()
  const { gln } = usePathParams<'gln'>()
  const query = useQuery(apiQuery('institutions', 'find', { params: { gln: gln as Institution['gln'] } }))
  return (
    <PageFrame
      title={query.data?.name ?? words.one}
      width="narrow"
      actions={query.data && <StatusBadge status={query.data.status} size="lg" />}
    >
      <QueryView query={query} lines={10}>
        {(institution) => (
          <Stack gap="lg">
            <Section title={words.facts}>
              <Facts
                facts={[
                  [words.gln, <Identifier key="gln" value={institution.gln} />],
                  [words.kind, text(kindWords[institution.kind])],
                  [words.appliedAt, format.instant(institution.appliedAt)],
                  [words.admittedAt, institution.admittedAt && format.instant(institution.admittedAt)],
                  [words.licensedUntil, institution.licensedUntil && format.instant(institution.licensedUntil)],
                  [
                    words.applicant,
                    institution.applicant && <Identifier key="by" value={institution.applicant} most={20} />,
                  ],
                  [words.reason, institution.reason],
                ]}
              />
            </Section>
            <Licences institution={institution} />
            <PermissionMatrix institution={institution} />
            {may('institutions.admit') && <DecisionForm key={institution.status} institution={institution} />}
          </Stack>
        )}
      </QueryView>
    </PageFrame>
  )
}
