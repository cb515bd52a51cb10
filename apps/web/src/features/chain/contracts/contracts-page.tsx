import { Alert, Badge, Button, Stack } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type ChainContract, contractNames } from '@theriac/api'
import { useMemo, useState } from 'react'
import { apiQuery } from '../../../core/api/query.ts'
import { useFormat, useText } from '../../../core/i18n/language-provider.tsx'
import { paths } from '../../../core/paths.ts'
import { useMay } from '../../../core/session/session.ts'
import { PageFrame } from '../../../ui/layout/page-frame.tsx'
import { EmptyState, QueryView } from '../../../ui/state/states.tsx'
import type { Column } from '../../../ui/table/column.ts'
import { DataTable } from '../../../ui/table/data-table.tsx'
import { Hash } from '../frame/hash.tsx'
import { contractWords } from '../words/contract-words.ts'
import { ListDialog } from './list-dialog.tsx'
import { useContractWords } from './words.ts'

/** The directory of the contracts. */
export default function ContractsPage() {
  const words = useContractWords()
  const format = useFormat()
  const text = useText()
  const navigate = useNavigate()
  const may = useMay()
  const [isListing, setListing] = useState(false)
  const columns = useColumns()
  const query = useQuery(apiQuery('chain', 'contracts'))
  const namesOf = (rows: readonly ChainContract[]) => format.list(rows.map(({ name }) => text(contractWords(name))))
  return (
    <PageFrame
      title={words.title}
      intro={words.intro}
      actions={
        may('chain.listContract') && (
          <Button variant="default" aria-haspopup="dialog" onClick={() => setListing(true)}>
            {words.list}
          </Button>
        )
      }
    >
      <QueryView query={query}>
        {({ items }) => {
          const elsewhere = items.filter((row) => isOurs(row) && !row.used)
          const strange = items.filter(({ used, known }) => used && !known)
          return (
            <Stack>
              {elsewhere.length > 0 && <Warning>{words.notUsedDetail(namesOf(elsewhere))}</Warning>}
              {strange.length > 0 && <Warning>{words.notKnownDetail(namesOf(strange))}</Warning>}
              <DataTable
                name={words.title}
                columns={columns}
                rows={items}
                idOf={({ name }) => name}
                onOpen={({ name }) => {
                  // What this server does not know has no ABI to be shown by.
                  if (isOurs({ name })) void navigate({ to: paths.contract(name) })
                }}
                plain
                empty={<EmptyState title={words.none} />}
              />
            </Stack>
          )
        }}
      </QueryView>
      {isListing && <ListDialog onClose={() => setListing(false)} />}
    </PageFrame>
  )
}

/** The directory may list what this server has nothing to do with. */
const isOurs = ({ name }: Pick<ChainContract, 'name'>): boolean => contractNames.some((known) => known === name)

function Warning({ children }: { readonly children: string }) {
  return (
    <Alert color="yellow" variant="light" icon={<IconAlertTriangle />}>
      {children}
    </Alert>
  )
}

function useColumns(): readonly Column<ChainContract>[] {
  const words = useContractWords()
  const format = useFormat()
  const text = useText()
  return useMemo(() => {
    const stateOf = (row: ChainContract) => {
      if (!isOurs(row)) return { colour: 'gray', name: words.notOurs }
      if (!row.used) return { colour: 'yellow', name: words.notUsed }
      return row.known ? { colour: 'teal', name: words.inUse } : { colour: 'yellow', name: words.notKnown }
    }
    return [
      {
        id: 'name',
        label: words.name,
        value: ({ name }) => text(contractWords(name)),
        width: '1.2fr',
      },
      {
        id: 'address',
        label: words.address,
        value: ({ address }) => address,
        show: ({ address }) => <Hash value={address} />,
        width: '1.4fr',
      },
      { id: 'version', label: words.version, value: ({ version }) => version, width: 100, align: 'end' },
      {
        id: 'listed',
        label: words.listed,
        value: ({ listedAt }) => listedAt,
        show: ({ listedAt }) => listedAt && format.instant(listedAt),
        width: '1.2fr',
      },
      {
        id: 'state',
        label: words.state,
        value: (row) => stateOf(row).name,
        show: (row) => (
          <Badge variant="light" color={stateOf(row).colour} miw="max-content">
            {stateOf(row).name}
          </Badge>
        ),
        width: 150,
      },
      {
        id: 'abi',
        label: words.abi,
        value: ({ abiHash }) => abiHash,
        show: ({ abiHash }) => abiHash && <Hash value={abiHash} />,
        width: '1.4fr',
      },
    ]
  }, [words, format, text])
}
