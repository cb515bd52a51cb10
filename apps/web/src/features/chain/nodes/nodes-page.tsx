import { Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ChainNode } from '@theriac/api'
import { useMemo } from 'react'
import { apiQuery } from '../../../core/api/query.ts'
import { useFormat, useText } from '../../../core/i18n/language-provider.tsx'
import { useSearchState } from '../../../core/pages/page-state.ts'
import { PageFrame } from '../../../ui/layout/page-frame.tsx'
import { EmptyState, QueryView } from '../../../ui/state/states.tsx'
import { StatusBadge } from '../../../ui/status-badge.tsx'
import type { Column } from '../../../ui/table/column.ts'
import { DataTable } from '../../../ui/table/data-table.tsx'
import { nodeRoleWords, nodeState } from '../../../ui/words/nodes.ts'
import { statusOf } from '../../../ui/words/status.ts'
import { ConsensusNote } from '../overview/consensus-note.tsx'
import { NodeDialog } from './node-dialog.tsx'
import { Waiting } from './waiting.tsx'
import { useNodeWords } from './words.ts'

const first = { node: '' }

/** Nodes of the chain: who runs them, how they do, and what is asked for them. */
export default function NodesPage() {
  const words = useNodeWords()
  const [{ node: open }, change] = useSearchState(first)
  const columns = useColumns()
  const query = useQuery(apiQuery('chain', 'nodes'))
  const shown = query.data?.items.find(({ address }) => address === open)
  return (
    <PageFrame title={words.title} intro={words.intro}>
      <QueryView query={query}>
        {({ items, consensus }) => (
          <Stack gap="lg">
            <ConsensusNote nodes={items} consensus={consensus} />
            <Waiting nodes={items} onOpen={({ address }) => change({ node: address })} />
            <DataTable
              name={words.title}
              columns={columns}
              rows={items}
              idOf={({ address }) => address}
              onOpen={({ address }) => change({ node: address })}
              empty={<EmptyState title={words.none} detail={words.noneDetail} />}
            />
          </Stack>
        )}
      </QueryView>
      {shown && <NodeDialog node={shown} onClose={() => change({ node: '' })} />}
    </PageFrame>
  )
}

function useColumns(): readonly Column<ChainNode>[] {
  const words = useNodeWords()
  const format = useFormat()
  const text = useText()
  return useMemo(
    () => [
      {
        id: 'name',
        label: words.name,
        value: ({ registered, address }) => registered?.name ?? `${words.unnamed} (${address.slice(0, 10)}…)`,
        width: '1.6fr',
      },
      {
        id: 'institution',
        label: words.institution,
        value: ({ registered }) => registered?.institution ?? registered?.gln,
        width: '1.6fr',
      },
      {
        id: 'role',
        label: words.role,
        value: ({ engine, registered }) => text(nodeRoleWords[engine?.role ?? registered?.role ?? 'none']),
      },
      {
        id: 'state',
        label: words.state,
        value: (node) => text(statusOf(nodeState(node)).words),
        show: (node) => <StatusBadge status={nodeState(node)} />,
        width: 105,
      },
      {
        id: 'height',
        label: words.height,
        value: ({ engine }) => engine?.height,
        show: ({ engine }) => engine?.height !== undefined && format.number(engine.height),
        width: 95,
        align: 'end',
      },
      { id: 'lag', label: words.lag, value: ({ engine }) => engine?.lag, width: 70, align: 'end' },
      { id: 'view', label: words.view, value: ({ engine }) => engine?.view, width: 75, align: 'end' },
      {
        id: 'lastSigned',
        label: words.lastSigned,
        value: ({ engine }) => engine?.lastSigned,
        show: ({ engine }) => engine?.lastSigned !== undefined && format.number(engine.lastSigned),
        width: 120,
        align: 'end',
      },
      {
        id: 'missed',
        label: words.missedShort,
        value: ({ engine }) => engine?.missedSignatures,
        width: 120,
        align: 'end',
      },
      {
        id: 'weight',
        label: words.weight,
        value: ({ engine }) => engine?.weight,
        width: 90,
        align: 'end',
        hidden: true,
      },
      {
        id: 'wish',
        label: words.wish,
        value: ({ registered }) => registered?.wish && text(nodeRoleWords[registered.wish.role]),
        // What waits stands above the table.
        hidden: true,
      },
    ],
    [words, format, text],
  )
}
