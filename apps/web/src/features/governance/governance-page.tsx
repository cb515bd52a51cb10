import { Button, Text } from '@mantine/core'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type Proposal, type ProposalState, proposalStates } from '@theriac/api'
import { useMemo, useState } from 'react'
import { apiPages, apiQuery } from '../../core/api/query.ts'
import { useFormat, useText } from '../../core/i18n/language-provider.tsx'
import { useSearchState } from '../../core/pages/page-state.ts'
import { paths } from '../../core/paths.ts'
import { useMay, useSession } from '../../core/session/session.ts'
import { AppLink } from '../../ui/app-link.tsx'
import { PageFrame, Section } from '../../ui/layout/page-frame.tsx'
import { EmptyState, QueryView } from '../../ui/state/states.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import type { Column } from '../../ui/table/column.ts'
import { DataTable } from '../../ui/table/data-table.tsx'
import { FilterSelect } from '../../ui/table/filter-select.tsx'
import { statusOf } from '../../ui/words/status.ts'
import { strongActOf } from './act-meanings.ts'
import { countedApprovals, shownState } from './approvals.ts'
import { Counts } from './counts.tsx'
import { ThresholdDialog } from './threshold-dialog.tsx'
import { useGovernanceWords } from './words.ts'

const first = { state: '' }

/** How many strong acts there were, and the proposals. */
export default function GovernancePage() {
  const words = useGovernanceWords()
  const text = useText()
  const navigate = useNavigate()
  const { institution } = useSession()
  const may = useMay()
  const [isChanging, setChanging] = useState(false)
  const [{ state }, change] = useSearchState(first)
  const overview = useQuery(apiQuery('governance', 'overview'))
  const proposals = useInfiniteQuery(
    apiPages('governance', 'list', { query: state === '' ? {} : { state: state as ProposalState } }),
  )
  return (
    <PageFrame
      title={words.title}
      intro={words.intro}
      actions={
        may('governance.setThreshold') &&
        overview.data && (
          <Button variant="default" aria-haspopup="dialog" onClick={() => setChanging(true)}>
            {words.change}
          </Button>
        )
      }
    >
      {isChanging && overview.data && (
        <ThresholdDialog
          threshold={overview.data.threshold}
          operators={overview.data.operators}
          onClose={() => setChanging(false)}
        />
      )}
      <QueryView query={overview}>
        {(data) => (
          <Section>
            <Counts overview={data} />
            <Text size="xs" c="dimmed" mt="md">
              <AppLink to={paths.oversight} size="xs">
                {words.publicNote}
              </AppLink>
            </Text>
          </Section>
        )}
      </QueryView>
      <DataTable
        name={words.proposals}
        columns={useColumns()}
        pages={proposals}
        idOf={(proposal) => proposal.id}
        onOpen={(proposal) => void navigate({ to: paths.proposal(proposal.id) })}
        empty={<EmptyState title={words.none} detail={words.noneDetail} />}
        filters={
          institution.kind === 'regulator' && (
            <FilterSelect
              label={words.state}
              all={words.all}
              value={state}
              options={proposalStates.map((one) => ({ value: one, label: text(statusOf(shownState(one)).words) }))}
              onChange={(value) => change({ state: value })}
              width={180}
            />
          )
        }
      />
    </PageFrame>
  )
}

function useColumns(): readonly Column<Proposal>[] {
  const words = useGovernanceWords()
  const text = useText()
  const format = useFormat()
  return useMemo(
    () => [
      { id: 'number', label: words.number, value: (one) => Number(one.id), width: 90, align: 'end' },
      { id: 'act', label: words.act, value: (one) => text(strongActOf(one.act).title), width: '1.4fr' },
      { id: 'subject', label: words.subject, value: (one) => one.subject?.name ?? one.subject?.id, width: '2fr' },
      { id: 'reason', label: words.reason, value: (one) => one.reason, width: '2fr' },
      {
        id: 'approvals',
        label: words.approvals,
        value: (one) => one.approvals.length,
        show: (one) =>
          one.state === 'open' ? words.approvalsOf(countedApprovals(one).length, one.needed) : one.approvals.length,
        width: 110,
        align: 'end',
      },
      {
        id: 'state',
        label: words.state,
        value: (one) => text(statusOf(shownState(one.state)).words),
        show: (one) => <StatusBadge status={shownState(one.state)} />,
        width: 130,
      },
      {
        id: 'made',
        label: words.made,
        value: (one) => one.madeAt,
        show: (one) => format.relative(one.madeAt),
        width: 130,
      },
    ],
    [words, text, format],
  )
}
