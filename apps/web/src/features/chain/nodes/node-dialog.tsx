import { Modal, Stack } from '@mantine/core'
import type { ChainNode } from '@theriac/api'
import { useStateWords } from '../../../ui/state/words.ts'
import { NodeActions } from './node-actions.tsx'
import { NodeFacts } from './node-facts.tsx'
import { useNodeWords } from './words.ts'

/** All that is known of one node, and what can be done about it. */
export function NodeDialog({ node, onClose }: { readonly node: ChainNode; readonly onClose: () => void }) {
  const words = useNodeWords()
  const states = useStateWords()
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={node.registered?.name ?? words.unnamed}
      closeButtonProps={{ 'aria-label': states.close }}
    >
      <Stack>
        <NodeFacts node={node} />
        <NodeActions node={node} />
      </Stack>
    </Modal>
  )
}
