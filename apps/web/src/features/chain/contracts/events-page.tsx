import { NumberInput } from '@mantine/core'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type ChainContractName, type ChainLog, contractNames } from '@theriac/api'
import { client } from '../../../core/api/client.ts'
import { apiQuery } from '../../../core/api/query.ts'
import { useText } from '../../../core/i18n/language-provider.tsx'
import { useSearchState } from '../../../core/pages/page-state.ts'
import { paths } from '../../../core/paths.ts'
import { useSession } from '../../../core/session/session.ts'
import { PageFrame } from '../../../ui/layout/page-frame.tsx'
import { EmptyState } from '../../../ui/state/states.tsx'
import { DataTable } from '../../../ui/table/data-table.tsx'
import { FilterSelect } from '../../../ui/table/filter-select.tsx'
import { contractWords, eventWords } from '../words/contract-words.ts'
import { useEventColumns } from './event-columns.tsx'
import { useContractWords } from './words.ts'

/** Blocks are numbers in the address; those that are not given are empty. */
const first: { contract: string; event: string; from: string | number; to: string | number } = {
  contract: '',
  event: '',
  from: '',
  to: '',
}

/** What the contracts told, by contract, event and blocks. */
export default function EventsPage() {
  const words = useContractWords()
  const navigate = useNavigate()
  const { institution } = useSession()
  const columns = useEventColumns()
  const filters = useEventFilters()
  const events = useEventPages(filters)
  return (
    <PageFrame
      title={words.eventsTitle}
      intro={institution.kind === 'regulator' ? words.eventsQueryAll : words.eventsQuery}
    >
      <DataTable
        name={words.eventsTitle}
        columns={columns}
        pages={events}
        idOf={({ txHash, position }) => `${txHash} ${position}`}
        onOpen={({ txHash }) => void navigate({ to: paths.transaction(txHash) })}
        onOrder={nothingToSort}
        filters={<Filters />}
        empty={<EmptyState title={words.noEvents} detail={words.noEventsDetail} />}
      />
    </PageFrame>
  )
}

/** They come newest first, and in no other order. */
const nothingToSort = (): void => undefined

function useEventFilters() {
  const [{ contract, event, from, to }] = useSearchState(first)
  const known = contractNames.find((name) => name === contract)
  return {
    ...(known === undefined ? {} : { contract: known }),
    ...(known === undefined || event === '' ? {} : { event }),
    ...(from === '' ? {} : { fromBlock: Number(from) }),
    ...(to === '' ? {} : { toBlock: Number(to) }),
  }
}

function useEventPages(filters: ReturnType<typeof useEventFilters>) {
  return useInfiniteQuery({
    queryKey: ['chain', 'events', 'pages', filters] as const,
    initialPageParam: '',
    async queryFn({ signal, pageParam }): Promise<{ items: readonly ChainLog[]; next?: string }> {
      const query = { limit: 100, ...filters, ...(pageParam === '' ? {} : { before: Number(pageParam) }) }
      const { items, next } = await client.chain.events({ query, signal })
      return { items, ...(next === undefined ? {} : { next: String(next) }) }
    },
    getNextPageParam: (page) => page.next,
  })
}

function Filters() {
  const words = useContractWords()
  const text = useText()
  const [{ contract, event, from, to }, change] = useSearchState(first)
  const described = useQuery({
    ...apiQuery('chain', 'contract', { params: { name: contract as ChainContractName } }),
    enabled: contract !== '',
    meta: { still: true },
  })
  return (
    <>
      <FilterSelect
        label={words.name}
        all={words.allContracts}
        value={contract}
        options={contractNames.map((name) => ({ value: name, label: text(contractWords(name)) }))}
        onChange={(chosen) => change({ contract: chosen, event: '' })}
      />
      {contract !== '' && (
        <FilterSelect
          label={words.event}
          all={words.allEvents}
          value={event}
          options={(described.data?.events ?? []).map(({ name }) => ({ value: name, label: text(eventWords(name)) }))}
          onChange={(chosen) => change({ event: chosen })}
          width={220}
        />
      )}
      <BlockInput label={words.fromBlock} value={from} onChange={(value) => change({ from: value })} />
      <BlockInput label={words.toBlock} value={to} onChange={(value) => change({ to: value })} />
    </>
  )
}

function BlockInput(props: {
  readonly label: string
  readonly value: string | number
  readonly onChange: (value: string | number) => void
}) {
  const { label, value, onChange } = props
  return (
    <NumberInput
      aria-label={label}
      placeholder={label}
      value={value}
      onChange={onChange}
      min={0}
      max={9e15}
      allowDecimal={false}
      hideControls
      w={120}
    />
  )
}
