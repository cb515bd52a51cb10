import { SegmentedControl, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { Gtin, LotNumber } from '@theriac/gs1'
import { apiQuery } from '../../core/api/query.ts'
import { usePathParams, useSearchState } from '../../core/pages/page-state.ts'
import { useSession } from '../../core/session/session.ts'
import { PageFrame } from '../../ui/layout/page-frame.tsx'
import { QueryView } from '../../ui/state/states.tsx'
import { CaseLabels } from './case-labels.tsx'
import { PackLabels } from './pack-labels.tsx'
import { useLabelWords } from './words.ts'

const first = { kind: 'packs' }

/** Labels of the packs of a lot, for its factory, and of the cases they are in. */
export default function LotLabelsPage() {
  const words = useLabelWords()
  const { institution } = useSession()
  const params = usePathParams<'gtin' | 'lot'>() as { readonly gtin: Gtin; readonly lot: LotNumber }
  const [{ kind }, change] = useSearchState(first)
  const query = useQuery(apiQuery('lots', 'find', { params }))
  return (
    <PageFrame title={words.ofLot(params.lot)} {...(query.data ? { intro: query.data.productName } : {})}>
      <QueryView query={query}>
        {(lot) => {
          const hasPacks = lot.serialised && lot.owner.gln === institution.gln
          return (
            <Stack gap="lg">
              {hasPacks && (
                <SegmentedControl
                  aria-label={words.kind}
                  data={[
                    { value: 'packs', label: words.packs },
                    { value: 'cases', label: words.cases },
                  ]}
                  value={String(kind)}
                  onChange={(value) => change({ kind: value })}
                  maw={360}
                />
              )}
              {hasPacks && kind !== 'cases' ? (
                <PackLabels lot={lot} />
              ) : (
                <CaseLabels title={words.casesOfLot} lot={params} />
              )}
            </Stack>
          )
        }}
      </QueryView>
    </PageFrame>
  )
}
