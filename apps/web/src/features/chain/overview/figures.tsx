import { SimpleGrid, Text } from '@mantine/core'
import type { ChainOverviewView } from '@theriac/api'
import { useFormat, useText } from '../../../core/i18n/language-provider.tsx'
import { engineWords } from '../../../ui/words/nodes.ts'
import { membersOf } from './members.ts'
import { useOverviewWords } from './words.ts'

/** The chain's figures, each with its name. */
export function useFigures(overview: ChainOverviewView) {
  const words = useOverviewWords()
  const format = useFormat()
  const text = useText()
  const { height, days, pending, blockSeconds, nodes, engine } = overview
  const members = membersOf(nodes)
  const up = members.filter((node) => node.engine?.state === 'up').length
  const all = days.reduce((sum, { transactions }) => sum + transactions, 0)
  return {
    height: [words.height, format.number(height)],
    transactions: [words.transactions, format.number(all)],
    today: [words.today, format.number(days.at(-1)?.transactions ?? 0)],
    pending: [words.pending, pending.supported ? format.number(pending.value) : words.unknown],
    blockTime: [
      words.blockTime,
      blockSeconds === undefined ? words.unknown : words.seconds(blockSeconds),
      words.blockTimeMeaning,
    ],
    nodes: [words.nodes, words.nodesOf(up, members.length)],
    engine: [words.engine, text(engineWords[engine])],
  } as const
}

/** The chain in figures. */
export function Figures({ overview }: { readonly overview: ChainOverviewView }) {
  const { height, transactions, pending, blockTime, nodes, engine } = useFigures(overview)
  return (
    <SimpleGrid cols={{ base: 2, sm: 3, lg: 6 }} spacing="sm" component="dl" m={0}>
      {[height, transactions, pending, blockTime, nodes, engine].map(([name, value, meaning]) => (
        <div key={name} className="theriac-surface" style={{ padding: '12px 16px' }}>
          <Text component="dt" size="sm" c="dimmed">
            {name}
          </Text>
          <Text component="dd" m={0} size="xl" fw={650} lh={1.3}>
            {value}
          </Text>
          {meaning !== undefined && (
            <Text component="dd" m={0} size="xs" c="dimmed">
              {meaning}
            </Text>
          )}
        </div>
      ))}
    </SimpleGrid>
  )
}
