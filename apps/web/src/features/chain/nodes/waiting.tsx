import { Button, Group, Stack, Text } from '@mantine/core'
import type { ChainNode } from '@theriac/api'
import { useText } from '../../../core/i18n/language-provider.tsx'
import { Section } from '../../../ui/layout/page-frame.tsx'
import { StatusBadge } from '../../../ui/status-badge.tsx'
import { nodeRoleWords } from '../../../ui/words/nodes.ts'
import { useNodeWords } from './words.ts'

/** What is asked for and not decided, or decided and not done; nothing where nothing waits. */
export function Waiting(props: { readonly nodes: readonly ChainNode[]; readonly onOpen: (node: ChainNode) => void }) {
  const { nodes, onOpen } = props
  const words = useNodeWords()
  const text = useText()
  const waiting = nodes.flatMap((node) => {
    const { registered } = node
    if (registered?.wish === undefined) return []
    const { institution, gln, name, wish } = registered
    const told = wish.state === 'asked' ? words.asks : words.toDo
    return [{ node, state: wish.state, told: told(institution ?? gln, name, text(nodeRoleWords[wish.role])) }]
  })
  if (waiting.length === 0) return null
  return (
    <Section title={words.waiting}>
      <Stack gap="xs">
        {waiting.map(({ node, state, told }) => (
          <Group key={node.address} justify="space-between" gap="xs">
            <Text size="sm" flex="1 1 240px">
              {told}
            </Text>
            <Group gap="xs">
              <StatusBadge status={state} />
              <Button size="xs" variant="default" aria-haspopup="dialog" onClick={() => onOpen(node)}>
                {words.toNode}
              </Button>
            </Group>
          </Group>
        ))}
      </Stack>
    </Section>
  )
}
