import { Group, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { apiQuery } from '../../../core/api/query.ts'
import { paths } from '../../../core/paths.ts'
import { ButtonLink } from '../../../ui/app-link.tsx'
import { PageFrame, Section } from '../../../ui/layout/page-frame.tsx'
import { QueryView } from '../../../ui/state/states.tsx'
import { AccountLookup } from '../committee/account.tsx'
import { Governors } from '../committee/governors.tsx'
import { Proposals } from '../committee/proposals.tsx'
import { IfSupported } from '../frame/if-supported.tsx'
import { Configuration } from './configuration.tsx'
import { Drift } from './drift.tsx'
import { useSettingsWords } from './words.ts'

/** What the chain is set to, and who decides over it. */
export default function ChainSettingsPage() {
  const words = useSettingsWords()
  const config = useQuery(apiQuery('chain', 'systemConfig'))
  const permissions = useQuery(apiQuery('chain', 'permissions'))
  return (
    <PageFrame title={words.title} intro={words.intro}>
      <Section title={words.config}>
        <QueryView query={config}>
          {(data) => (
            <IfSupported part={data.config} otherwise={words.configNone}>
              {(entries) => <Configuration entries={entries} />}
            </IfSupported>
          )}
        </QueryView>
      </Section>
      <Section title={words.drift}>
        <Drift />
      </Section>
      <Section title={words.committee}>
        <QueryView query={permissions}>
          {({ committee }) => (
            <IfSupported part={committee} otherwise={words.committeeNone}>
              {(value) => <Governors committee={value} />}
            </IfSupported>
          )}
        </QueryView>
      </Section>
      {permissions.data?.committee.supported && (
        <>
          <Section title={words.proposals}>
            <Proposals governors={permissions.data.committee.value.governors} />
          </Section>
          <Section title={words.accounts}>
            <AccountLookup />
          </Section>
        </>
      )}
      <Section title={words.permissions}>
        <Text size="sm" mb="sm">
          {words.permissionsDetail}
        </Text>
        <Group gap="xs">
          <ButtonLink to={paths.chainPermissions} variant="default" size="sm">
            {words.toPermissions}
          </ButtonLink>
          <ButtonLink to={paths.institutions} variant="default" size="sm">
            {words.toInstitutions}
          </ButtonLink>
          <ButtonLink to={paths.governance} variant="default" size="sm">
            {words.toGovernance}
          </ButtonLink>
        </Group>
      </Section>
    </PageFrame>
  )
}
