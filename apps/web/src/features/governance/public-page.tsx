import { Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { apiQuery } from '../../core/api/query.ts'
import { Section } from '../../ui/layout/page-frame.tsx'
import { PublicFrame } from '../../ui/layout/public-frame.tsx'
import { QueryView } from '../../ui/state/states.tsx'
import { Counts } from './counts.tsx'
import { useGovernanceWords } from './words.ts'

/** Who supervises is counted too: the strong acts of the regulator, for everybody. */
export default function PublicGovernancePage() {
  const words = useGovernanceWords()
  const query = useQuery(apiQuery('governance', 'overview'))
  return (
    <PublicFrame title={words.publicTitle} intro={words.publicIntro}>
      <QueryView query={query}>
        {(overview) => (
          <Section {...(overview.regulator ? { title: overview.regulator.name } : {})}>
            <Counts overview={overview} />
          </Section>
        )}
      </QueryView>
      <Section title={words.howTitle}>
        <Text size="sm">{words.how}</Text>
      </Section>
    </PublicFrame>
  )
}
