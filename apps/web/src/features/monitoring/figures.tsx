import { SimpleGrid, Stack, Text, Title, UnstyledButton } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import type { MonitoringNow } from '@theriac/api'
import { useText } from '../../core/i18n/language-provider.tsx'
import { chainFigures, type FigureName, gravityOf, serverFigures, useMeasureText } from './measures.ts'
import classes from './monitoring.module.css'
import { measureWords, useMonitoringWords } from './words.ts'

/** Known without the chain. */
const serverOnly: ReadonlySet<FigureName> = new Set(['certificateDays'])

/** All figures as they are now; one of them is chosen. */
export function Figures(props: {
  readonly state: MonitoringNow
  readonly chosen: FigureName
  readonly onChoose: (figure: FigureName) => void
}) {
  const { state, chosen, onChoose } = props
  const words = useMonitoringWords()
  const groups = [
    [words.chain, chainFigures],
    [words.server, serverFigures],
  ] as const
  return groups.map(([title, names]) => (
    <Stack key={title} gap="xs">
      <Title order={3} size="h5">
        {title}
      </Title>
      <SimpleGrid cols={{ base: 2, sm: 3, lg: 4 }} spacing="sm">
        {names.map((name) => (
          <Figure key={name} name={name} state={state} isChosen={name === chosen} onChoose={() => onChoose(name)} />
        ))}
      </SimpleGrid>
    </Stack>
  ))
}

function Figure(props: {
  readonly name: FigureName
  readonly state: MonitoringNow
  readonly isChosen: boolean
  readonly onChoose: () => void
}) {
  const { name, state, isChosen, onChoose } = props
  const words = useMonitoringWords()
  const text = useText()
  const { textOf } = useMeasureText()
  const { measures, open, answers } = state
  const value = measures[name]
  const gravity = gravityOf(name, open)
  const without: Partial<Record<FigureName, string>> = {
    clockSkew: words.noNewBlock,
    certificateDays: words.noneNamed,
  }
  const missing = serverOnly.has(name) || answers ? (without[name] ?? words.notTold) : words.notKnown
  const { nodesNeeded, diskTotal } = measures
  const beside: Partial<Record<FigureName, string | undefined>> = {
    transactions: words.perMinute,
    nodesConnected: nodesNeeded === undefined ? undefined : words.needed(nodesNeeded),
    diskFree: diskTotal === undefined ? undefined : words.ofTotal(textOf('diskTotal', diskTotal)),
  }
  return (
    <UnstyledButton
      className={classes.figure}
      aria-pressed={isChosen}
      data-severity={gravity}
      data-figure={name}
      onClick={onChoose}
    >
      <Text size="sm" c="dimmed" component="span" display="block">
        {text(measureWords[name])}
        {gravity !== undefined && <IconAlertTriangle size={15} aria-hidden className={classes.sign} />}
      </Text>
      {value === undefined ? (
        <Text component="span" c="dimmed" display="block" mt={4}>
          {missing}
        </Text>
      ) : (
        <Text component="span" size="xl" fw={650} lh={1.3} display="block">
          {textOf(name, value)}
        </Text>
      )}
      {value !== undefined && beside[name] !== undefined && (
        <Text size="sm" c="dimmed" component="span" display="block">
          {beside[name]}
        </Text>
      )}
    </UnstyledButton>
  )
}
