import { Alert, Text } from '@mantine/core'
import { IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react'
import type { ChainOverviewView } from '@theriac/api'
import { useOverviewWords } from './words.ts'

const colours = { alone: 'gray', halts: 'red', halted: 'red.9' } as const

type Consensus = Pick<ChainOverviewView, 'consensus' | 'nodes'>

/** What the chain's consensus can still bear, where that is little. */
export function ConsensusNote(consensus: Consensus) {
  const note = useConsensus(consensus)
  if (note === undefined) return null
  return (
    <Alert
      variant={note.kind === 'halted' ? 'filled' : 'light'}
      color={colours[note.kind]}
      icon={note.kind === 'alone' ? <IconInfoCircle /> : <IconAlertTriangle />}
      title={note.title}
      {...(note.kind === 'alone' ? {} : { role: 'alert' })}
    >
      <Text size="sm">{note.detail}</Text>
    </Alert>
  )
}

/** What is to be said of the consensus; nothing while enough sealers may fail. */
export function useConsensus({ consensus, nodes }: Consensus) {
  const words = useOverviewWords()
  if (!consensus.supported || consensus.value.spare > 0) return undefined
  const { sealers } = consensus.value
  const up = nodes.filter(({ engine }) => engine?.role === 'sealer' && engine.state !== 'down').length
  if (sealers === 1 && up === 1) return { kind: 'alone', title: words.alone, detail: words.aloneDetail } as const
  // Two thirds of equal sealers are what a block takes; engines that weigh them otherwise tell it by their spare ones.
  const isHalted = up < sealers - Math.floor((sealers - 1) / 3)
  return isHalted
    ? ({ kind: 'halted', title: words.halted, detail: words.haltedDetail } as const)
    : ({ kind: 'halts', title: words.halts, detail: words.haltsDetail } as const)
}
