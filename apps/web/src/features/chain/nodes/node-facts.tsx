import { Alert, Stack, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import type { ChainNode } from '@theriac/api'
import { useFormat, useText } from '../../../core/i18n/language-provider.tsx'
import { paths } from '../../../core/paths.ts'
import { AppLink } from '../../../ui/app-link.tsx'
import { Facts } from '../../../ui/facts.tsx'
import { StatusBadge } from '../../../ui/status-badge.tsx'
import { nodeRoleWords, nodeState } from '../../../ui/words/nodes.ts'
import { Hash } from '../frame/hash.tsx'
import { useNodeWords } from './words.ts'

/** What the ledger knows of a node, and what the engine sees of it. */
export function NodeFacts({ node }: { readonly node: ChainNode }) {
  const words = useNodeWords()
  const format = useFormat()
  const text = useText()
  const { registered, engine, address, id } = node
  const wish = registered?.wish
  // What is under way is expected to differ.
  const differs = registered && engine && registered.role !== engine.role && wish?.role !== engine.role
  return (
    <Stack>
      {registered === undefined && <Text size="sm">{words.unnamedDetail}</Text>}
      {engine === undefined && <Text size="sm">{words.notSeen}</Text>}
      {differs && (
        <Alert color="yellow" variant="light" icon={<IconAlertTriangle />}>
          {words.differs}
        </Alert>
      )}
      <Facts
        facts={[
          [words.state, <StatusBadge key="state" status={nodeState(node)} />],
          [
            words.institution,
            registered && (
              <AppLink key="gln" to={paths.institution(registered.gln)}>
                {registered.institution ?? registered.gln}
              </AppLink>
            ),
          ],
          [words.registeredRole, registered && text(nodeRoleWords[registered.role])],
          [words.engineRole, engine && text(nodeRoleWords[engine.role])],
          [
            words.wish,
            wish && (
              <span key="wish">
                {text(nodeRoleWords[wish.role])} <StatusBadge status={wish.state} />
              </span>
            ),
          ],
          [
            words.declined,
            registered?.declined &&
              words.declinedBecause(text(nodeRoleWords[registered.declined.role]), registered.declined.reason),
          ],
          [words.height, engine?.height !== undefined && format.number(engine.height)],
          [words.lag, engine?.lag !== undefined && words.blocks(engine.lag)],
          [words.lastSigned, engine?.lastSigned !== undefined && format.number(engine.lastSigned)],
          [words.missed, engine?.missedSignatures !== undefined && words.missedOf(engine.missedSignatures)],
          [words.view, engine?.view !== undefined && format.number(engine.view)],
          [words.weight, engine && format.number(engine.weight)],
          [words.publicKey, id && <Hash key="id" value={id} />],
          [words.address, <Hash key="address" value={address} />],
          [words.registered, registered && format.instant(registered.registeredAt)],
          [words.updated, registered && format.instant(registered.updatedAt)],
        ]}
      />
    </Stack>
  )
}
