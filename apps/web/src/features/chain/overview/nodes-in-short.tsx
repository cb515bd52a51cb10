import { Group, Stack, Text } from '@mantine/core'
import type { ChainNode } from '@theriac/api'
import { useText } from '../../../core/i18n/language-provider.tsx'
import { paths } from '../../../core/paths.ts'
import { ButtonLink } from '../../../ui/app-link.tsx'
import { Section } from '../../../ui/layout/page-frame.tsx'
import { StatusBadge } from '../../../ui/status-badge.tsx'
import { nodeRoleWords, nodeState } from '../../../ui/words/nodes.ts'
import { Hash } from '../frame/hash.tsx'
import { worstFirst } from './members.ts'
import { useOverviewWords } from './words.ts'

const most = 8

/** Nodes and how each does. */
export function NodesInShort({ nodes }: { readonly nodes: readonly ChainNode[] }) {
  const words = useOverviewWords()
  const text = useText()
  return (
    <Section
      title={words.who}
      actions={
        <ButtonLink to={paths.chainNodes} variant="default" size="xs">
          {words.allNodes}
        </ButtonLink>
      }
    >
      <Stack gap="xs">
        {worstFirst(nodes)
          .slice(0, most)
          .map((node) => (
            <Group key={node.address} justify="space-between" gap="xs" wrap="nowrap">
              <div>
                <Text fw={600}>{node.registered?.name ?? words.unnamed}</Text>
                <Text size="sm" c="dimmed" component="div">
                  {text(nodeRoleWords[node.engine?.role ?? node.registered?.role ?? 'none'])}
                  {' · '}
                  {node.registered?.institution ?? node.registered?.gln ?? <Hash value={node.address} copy={false} />}
                </Text>
              </div>
              <StatusBadge status={nodeState(node)} />
            </Group>
          ))}
      </Stack>
    </Section>
  )
}
