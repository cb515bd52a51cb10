import { Button, Stack } from '@mantine/core'
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { Client, TransactionRow } from '@theriac/api'
import { useMemo } from 'react'
import { apiQuery } from '../../../core/api/query.ts'
import { useFormat, useText } from '../../../core/i18n/language-provider.tsx'
import { usePathParams } from '../../../core/pages/page-state.ts'
import { paths } from '../../../core/paths.ts'
import { ButtonLink } from '../../../ui/app-link.tsx'
import { Facts } from '../../../ui/facts.tsx'
import { PageFrame, Section } from '../../../ui/layout/page-frame.tsx'
import { EmptyState, QueryView } from '../../../ui/state/states.tsx'
import type { Column } from '../../../ui/table/column.ts'
import { DataTable } from '../../../ui/table/data-table.tsx'
import { actWords } from '../../../ui/words/acts.ts'
import { Hash } from '../frame/hash.tsx'
import { Moment } from '../frame/moment.tsx'
import { contractWords } from '../words/contract-words.ts'
import { useBrowseWords } from './words.ts'

type Block = Awaited<ReturnType<Client['chain']['block']>>

/** One block, and what is in it. */
export default function BlockPage() {
  const words = useBrowseWords()
  const { block } = usePathParams<'block'>()
  const query = useQuery({ ...apiQuery('chain', 'block', { params: { block } }), meta: { still: true } })
  const newest = useQuery(apiQuery('chain', 'blocks', { query: { limit: 1 } }))
  const number = query.data?.number
  const last = newest.data?.items[0]?.number
  return (
    <PageFrame
      title={number === undefined ? words.block(Number(block) || 0) : words.block(number)}
      actions={
        number !== undefined && (
          <>
            {number > 0 && (
              <ButtonLink to={paths.block(number - 1)} variant="default" leftSection={<IconChevronLeft size={16} />}>
                {words.before}
              </ButtonLink>
            )}
            {last !== undefined && number < last ? (
              <ButtonLink to={paths.block(number + 1)} variant="default" rightSection={<IconChevronRight size={16} />}>
                {words.after}
              </ButtonLink>
            ) : (
              <Button variant="default" disabled rightSection={<IconChevronRight size={16} />}>
                {words.after}
              </Button>
            )}
          </>
        )
      }
    >
      <QueryView query={query}>{(data) => <Content block={data} />}</QueryView>
    </PageFrame>
  )
}

function Content({ block }: { readonly block: Block }) {
  const words = useBrowseWords()
  const format = useFormat()
  const text = useText()
  const navigate = useNavigate()
  const { number, hash, parentHash, time, sealer, gasUsed, transactions, list } = block
  const columns = useMemo(
    (): readonly Column<TransactionRow>[] => [
      {
        id: 'hash',
        label: words.transaction,
        value: (row) => row.hash,
        show: (row) => <Hash value={row.hash} to={paths.transaction(row.hash)} />,
        width: '1.2fr',
      },
      {
        id: 'calls',
        label: words.calls,
        value: ({ methods, to }) =>
          methods.length > 0
            ? format.list(
                methods.map(({ method, calls }) => `${text(actWords(method))}${calls > 1 ? ` ×${calls}` : ''}`),
              )
            : to === undefined
              ? words.creates
              : words.unknownCall,
        width: '2fr',
      },
      {
        id: 'to',
        label: words.to,
        value: ({ to }) => to,
        show: ({ to, contract }) =>
          contract ? text(contractWords(contract)) : to ? <Hash value={to} /> : words.creates,
        width: '1.2fr',
      },
      { id: 'from', label: words.sender, value: ({ from }) => from, show: ({ from }) => <Hash value={from} /> },
    ],
    [words, format, text],
  )
  return (
    <Stack gap="lg">
      <Section>
        <Facts
          facts={[
            [words.time, <Moment key="time" at={time} />],
            [words.transactions, format.number(transactions)],
            [words.hash, <Hash key="hash" value={hash} />],
            [words.parent, number > 0 && <Hash key="parent" value={parentHash} to={paths.block(number - 1)} />],
            [words.sealer, sealer && <Hash key="sealer" value={sealer} />],
            [words.gas, format.number(Number(gasUsed))],
          ]}
        />
      </Section>
      <DataTable
        name={words.transactions}
        columns={columns}
        rows={list}
        idOf={(row) => row.hash}
        onOpen={(row) => void navigate({ to: paths.transaction(row.hash) })}
        plain
        empty={<EmptyState title={words.none} />}
      />
    </Stack>
  )
}
