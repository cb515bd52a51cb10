import { Stack } from '@mantine/core'
import type { Institution } from '@theriac/api'
import { useFormat, useText } from '../../core/i18n/language-provider.tsx'
import { useMay, useSession } from '../../core/session/session.ts'
import { Facts } from '../../ui/facts.tsx'
import { Identifier } from '../../ui/identifier.tsx'
import { Section } from '../../ui/layout/page-frame.tsx'
import { kindWords } from '../../ui/words/kinds.ts'
import { Licences } from './licences.tsx'
import { OpenProposals } from './open-proposals.tsx'
import { Operators } from './operators.tsx'
import { PermissionMatrix } from './permission-matrix.tsx'
import { Service } from './service.tsx'
import { Supervision } from './supervision.tsx'
import { useInstitutionWords } from './words.ts'

/** All that there is to an institution, and for the regulator what it can decide. */
export function InstitutionView({ institution }: { readonly institution: Institution }) {
  const { gln, kind, status, reason, applicant, appliedAt, admittedAt, licensedUntil } = institution
  const words = useInstitutionWords()
  const text = useText()
  const format = useFormat()
  const may = useMay()
  const session = useSession()
  const isOurs = session.institution.gln === gln
  const oversees = session.institution.kind === 'regulator'
  return (
    <Stack gap="lg">
      {oversees && <OpenProposals gln={gln} />}
      <Section title={words.facts}>
        <Facts
          facts={[
            [words.gln, <Identifier key="gln" value={gln} />],
            [words.kind, text(kindWords[kind])],
            [words.appliedAt, format.instant(appliedAt)],
            [words.admittedAt, admittedAt && format.instant(admittedAt)],
            [words.licensedUntil, licensedUntil && format.day(licensedUntil.slice(0, 10))],
            [words.applicant, applicant && <Identifier key="by" value={applicant} most={20} />],
            [words.reason, reason],
          ]}
        />
      </Section>
      {status === 'applied' && may('institutions.admit') && <Supervision institution={institution} />}
      <Licences institution={institution} />
      <PermissionMatrix institution={institution} />
      {(isOurs || oversees) && <Operators institution={institution} />}
      {status === 'active' && <Service institution={institution} />}
      {status !== 'applied' && may('institutions.admit') && <Supervision institution={institution} />}
    </Stack>
  )
}
