import { useNavigate } from '@tanstack/react-router'
import type { BlockRow } from '@theriac/api'
import { useMemo } from 'react'
import { useFormat } from '../../../core/i18n/language-provider.tsx'
import { paths } from '../../../core/paths.ts'
import { PageFrame } from '../../../ui/layout/page-frame.tsx'
import type { Column } from '../../../ui/table/column.ts'
import { DataTable } from '../../../ui/table/data-table.tsx'
import { ChainSearch } from '../frame/chain-search.tsx'
import { Hash } from '../frame/hash.tsx'
import { Moment } from '../frame/moment.tsx'
import { useBlockPages } from './use-block-pages.ts'
import { useBrowseWords } from './words.ts'

/** All blocks. */
export default function BlocksPage() {
  const words = useBrowseWords()
  const format = useFormat()
  const navigate = useNavigate()
  const blocks = useBlockPages()
  const columns = useMemo(
    (): readonly Column<BlockRow>[] => [
      {
        id: 'number',
        label: words.number,
        value: ({ number }) => number,
        show: ({ number }) => format.number(number),
        width: 110,
        align: 'end',
      },
      {
        id: 'time',
        label: words.time,
        value: ({ time }) => time,
        show: ({ time }) => <Moment at={time} />,
        width: '2fr',
      },
      {
        id: 'transactions',
        label: words.transactions,
        value: ({ transactions }) => transactions,
        width: 120,
        align: 'end',
      },
      {
        id: 'sealer',
        label: words.sealer,
        value: ({ sealer }) => sealer,
        show: ({ sealer }) => sealer && <Hash value={sealer} />,
        width: '1.4fr',
      },
      {
        id: 'hash',
        label: words.hash,
        value: ({ hash }) => hash,
        show: ({ hash, number }) => <Hash value={hash} to={paths.block(number)} />,
        width: '1.4fr',
      },
      {
        id: 'gas',
        label: words.gas,
        value: ({ gasUsed }) => Number(gasUsed),
        show: ({ gasUsed }) => format.number(Number(gasUsed)),
        width: 130,
        align: 'end',
        hidden: true,
      },
    ],
    [words, format],
  )
  return (
    <PageFrame title={words.blocks} intro={words.blocksIntro}>
      <ChainSearch />
      <DataTable
        name={words.blocks}
        columns={columns}
        pages={blocks}
        idOf={({ hash }) => hash}
        onOpen={({ number }) => void navigate({ to: paths.block(number) })}
        onOrder={nothingToSort}
      />
    </PageFrame>
  )
}

/** They come in their order, and in no other. */
const nothingToSort = (): void => undefined
