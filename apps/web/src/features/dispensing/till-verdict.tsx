import { Alert, Group, Stack, Text } from '@mantine/core'
import { IconBell } from '@tabler/icons-react'
import type { Verification } from '@theriac/api'
import { paths } from '../../core/paths.ts'
import { useSession } from '../../core/session/session.ts'
import { AppLink } from '../../ui/app-link.tsx'
import { NextSteps } from '../../ui/next-steps/next-steps.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { VerdictPanel } from '../../ui/verdict/verdict-panel.tsx'
import { type Judgement, toneOf } from './judge.ts'
import { useDispensingWords } from './words.ts'

/** What the till says of the pack that was scanned last. */
export function TillVerdict({ answer, judgement }: { readonly answer: Verification; readonly judgement: Judgement }) {
  const words = useDispensingWords()
  const { institution } = useSession()
  const { pack, product, status, holds, unit, alert } = answer
  const texts: Readonly<Record<Judgement, readonly [string, string]>> = {
    good: [words.good, words.goodDetail],
    again: [words.again, words.againDetail],
    gone: [words.gone, words.goneDetail],
    boxed: [words.boxed, words.boxedDetail(unit?.container ?? '')],
    opened: [words.opened, words.openedDetail],
    notHere: [words.notHere, words.notHereDetail],
    notSellable: [words.notSellable, words.holdDetail],
    suspect: [words.suspect, words.suspectDetail],
  }
  const [title, detail] = texts[judgement]
  const isHere = unit?.location === 'here' && unit.container === undefined
  return (
    <Stack gap="sm">
      <VerdictPanel tone={toneOf(judgement)} title={title} detail={detail}>
        <Group gap="xs" mt="md">
          <Text fw={600}>{product?.name ?? pack.gtin}</Text>
          <Text ff="monospace">{pack.serial}</Text>
          {judgement !== 'good' &&
            judgement !== 'again' &&
            [...new Set([status, ...holds])].map((one) => <StatusBadge key={one} status={one} variant="default" />)}
        </Group>
      </VerdictPanel>
      {isHere && (judgement === 'opened' || judgement === 'notSellable' || judgement === 'suspect') && (
        <NextSteps
          code={`01${pack.gtin}21${pack.serial}`}
          holder={{ kind: judgement === 'opened' ? 'opened' : 'institution', gln: institution.gln }}
          kind="pack"
          only={judgement === 'opened' ? ['part'] : ['setAside']}
        />
      )}
      {judgement === 'boxed' && (
        <NextSteps
          code={`01${pack.gtin}21${pack.serial}`}
          holder={{ kind: 'container', gln: institution.gln }}
          kind="pack"
          only={['unpack']}
        />
      )}
      {alert && (
        <Alert color="red" icon={<IconBell />}>
          <AppLink to={paths.alert(alert.id)} size="sm">
            {words.alert(alert.code)}
          </AppLink>
        </Alert>
      )}
    </Stack>
  )
}
