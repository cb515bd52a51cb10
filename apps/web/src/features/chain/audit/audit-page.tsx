import { SegmentedControl, Stack } from '@mantine/core'
import { callGroupings } from '@theriac/api'
import { useText } from '../../../core/i18n/language-provider.tsx'
import { useSearchState } from '../../../core/pages/page-state.ts'
import { useSession } from '../../../core/session/session.ts'
import { PageFrame } from '../../../ui/layout/page-frame.tsx'
import { Calls } from './calls.tsx'
import { Counts } from './counts.tsx'
import { firstFilters, Narrowed } from './filters.tsx'
import { groupingWords, useAuditWords } from './words.ts'

/** Who called what on the chain; or how often, by person, institution, method and day. */
export default function AuditPage() {
  const words = useAuditWords()
  const text = useText()
  const { institution } = useSession()
  const isRegulator = institution.kind === 'regulator'
  const [{ as }, change] = useSearchState(firstFilters)
  // There is but one institution to count for everybody else.
  const groupings = callGroupings.filter((by) => by !== 'institution' || isRegulator)
  const by = groupings.find((one) => one === as)
  return (
    <PageFrame title={words.title} intro={isRegulator ? words.introAll : words.introOwn}>
      <Stack gap="md">
        <SegmentedControl
          aria-label={words.view}
          data={[
            { value: 'calls', label: words.calls },
            ...groupings.map((one) => ({ value: one, label: text(groupingWords[one]) })),
          ]}
          value={by ?? 'calls'}
          onChange={(value) => change({ as: value })}
          style={{ alignSelf: 'flex-start', maxWidth: '100%', overflowX: 'auto' }}
        />
        <Narrowed />
        {by === undefined ? <Calls /> : <Counts by={by} />}
      </Stack>
    </PageFrame>
  )
}
