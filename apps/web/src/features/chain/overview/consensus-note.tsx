import { Alert, Text } from '@mantine/core'
import { IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react'
import type { ChainOverviewView } from '@theriac/api'
import { useOverviewWords } from './words.ts'

type Consensus = Pick<ChainOverviewView, 'consensus' | 'nodes'>

/** What the chain's consensus can still bear, where that is little. */
export function ConsensusNote(consensus: Consensus) {
  const note = useConsensus(consensus)
  if (note === undefined) return null
  return (
    <Alert
      variant="light"
      color={note.isGrave ? 'red' : 'gray'}
      icon={note.isGrave ? <IconAlertTriangle /> : <IconInfoCircle />}
      title={note.title}
      {...(note.isGrave ? { role: 'alert' } : {})}
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
  if (sealers === 1 && up === 1) return { isGrave: false, title: words.alone, detail: words.aloneDetail }
  // Two thirds of equal sealers are what a block takes; engines that weigh them otherwise tell it by their spare ones.
  const isHalted = up < sealers - Math.floor((sealers - 1) / 3)
  return isHalted
    ? { isGrave: true, title: words.halted, detail: words.haltedDetail }
    : { isGrave: true, title: words.halts, detail: words.haltsDetail }
}
