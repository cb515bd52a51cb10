import { Stack } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { ApiError } from '@theriac/api'
import { client } from '../../core/api/client.ts'
import { paths } from '../../core/paths.ts'
import { readCode } from '../../core/scan/read-code.ts'
import { playVerdict } from '../../core/scan/sound.ts'
import { useSession } from '../../core/session/session.ts'
import { PageFrame, Section } from '../../ui/layout/page-frame.tsx'
import { ScanBox } from '../../ui/scan/scan-box.tsx'
import { ErrorState } from '../../ui/state/states.tsx'
import { VerdictPanel } from '../../ui/verdict/verdict-panel.tsx'
import { CaseLabels } from './case-labels.tsx'
import { OwnLots } from './own-lots.tsx'
import { useLabelWords } from './words.ts'

/** What a label is wanted of: by a scan, a lot, or from the newest cases. */
export default function LabelsPage() {
  const words = useLabelWords()
  const navigate = useNavigate()
  const { institution } = useSession()
  const isFactory = institution.kind === 'factory'
  const find = useMutation({
    mutationFn: (scan: string) => pathOfScan(scan, institution.gln),
    async onSuccess(found) {
      playVerdict(found.startsWith('/') ? 'good' : 'warn')
      if (found.startsWith('/')) await navigate({ to: found })
    },
    onError: () => playVerdict('bad'),
  })
  return (
    <PageFrame title={words.title} intro={isFactory ? words.intro : words.introCases}>
      <Stack gap="lg">
        <Section>
          <ScanBox
            label={words.scan}
            action={words.open}
            busy={find.isPending}
            onScan={({ text }) => find.mutate(text)}
          />
        </Section>
        {find.isError && <ErrorState error={find.error} />}
        {find.data === 'unreadable' && (
          <VerdictPanel tone="warn" title={words.unreadable} detail={words.unreadableDetail} />
        )}
        {find.data === 'notOwn' && (
          <VerdictPanel tone="warn" title={words.notOwnPack} detail={words.notOwnPackDetail} />
        )}
        {isFactory && <OwnLots />}
        <CaseLabels title={words.recent} />
      </Stack>
    </PageFrame>
  )
}

/** Page of the label of what was scanned, or why there is none. */
async function pathOfScan(scan: string, gln: string): Promise<string> {
  const { sscc, gtin, serial } = readCode(scan)?.summary ?? {}
  if (sscc !== undefined) return paths.containerLabel(sscc)
  if (gtin === undefined || serial === undefined) return 'unreadable'
  try {
    const { index, lot, product } = await client.units.find({ params: { gtin, serial } })
    return product.owner === gln ? `${paths.lotLabels(gtin, lot.lot)}?first=${index}&count=1` : 'notOwn'
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return 'notOwn'
    throw error
  }
}
