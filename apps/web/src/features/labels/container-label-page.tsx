import { Alert, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { ApiError } from '@theriac/api'
import type { Sscc } from '@theriac/gs1'
import { apiQuery } from '../../core/api/query.ts'
import { usePathParams } from '../../core/pages/page-state.ts'
import { PageFrame } from '../../ui/layout/page-frame.tsx'
import { QueryView } from '../../ui/state/states.tsx'
import { CasePrint } from './case-print.tsx'
import { useLabelWords } from './words.ts'

/** Label of one case or pallet; before it is packed, of its number alone. */
export default function ContainerLabelPage() {
  const words = useLabelWords()
  const { sscc } = usePathParams<'sscc'>() as { readonly sscc: Sscc }
  const query = useQuery(apiQuery('packing', 'find', { params: { sscc } }))
  const isUnknown = query.error instanceof ApiError && query.error.status === 404
  return (
    <PageFrame title={words.ofContainer(sscc)}>
      {isUnknown ? (
        <Stack gap="lg">
          <Alert color="blue" variant="light">
            {words.notYet}
          </Alert>
          <CasePrint containers={[{ sscc, content: [], units: 0, lots: 0, children: 0 }]} />
        </Stack>
      ) : (
        <QueryView query={query}>{(container) => <CasePrint containers={[container]} />}</QueryView>
      )}
    </PageFrame>
  )
}
