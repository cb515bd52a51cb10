import { Button, Group, Stack } from '@mantine/core'
import { IconPrinter } from '@tabler/icons-react'
import type { Gtin, LotNumber } from '@theriac/gs1'
import { paths } from '../../../core/paths.ts'
import { ButtonLink } from '../../../ui/app-link.tsx'
import { ProblemAlert } from '../../../ui/form/problem-alert.tsx'
import { VerdictPanel } from '../../../ui/verdict/verdict-panel.tsx'
import type { Made } from './use-pack-lot.ts'
import { useWholeLotWords } from './words.ts'

/** The cases that were made, and what comes next: their labels. */
export function MadeCases(props: {
  readonly lot: { readonly gtin: Gtin; readonly lot: LotNumber }
  readonly made: Made
  readonly onMore: () => void
}) {
  const { lot, made, onMore } = props
  const words = useWholeLotWords()
  const { cases, pallets, fault } = made
  return (
    <Stack>
      <VerdictPanel
        tone={fault === undefined ? 'good' : 'warn'}
        title={words.done(cases.length)}
        detail={[
          words.doneDetail(cases[0] ?? '', cases.at(-1) ?? ''),
          pallets.length > 0 && words.palletsDone(pallets.length),
          fault !== undefined && words.palletsStopped,
        ]
          .filter(Boolean)
          .join(' ')}
      />
      {fault !== undefined && <ProblemAlert error={fault} />}
      <Group>
        <ButtonLink to={`${paths.lotLabels(lot.gtin, lot.lot)}?kind=cases`} leftSection={<IconPrinter size={16} />}>
          {words.labels}
        </ButtonLink>
        <ButtonLink to={paths.ship} variant="default">
          {words.ship}
        </ButtonLink>
        <ButtonLink to={paths.containers} variant="default">
          {words.list}
        </ButtonLink>
        <Button variant="subtle" onClick={onMore}>
          {words.more}
        </Button>
      </Group>
    </Stack>
  )
}
