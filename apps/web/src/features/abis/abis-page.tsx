import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { ForeignContract } from '@theriac/api'
import { useMemo, useState } from 'react'
import { apiQuery } from '../../core/api/query.ts'
import { useFormat } from '../../core/i18n/language-provider.tsx'
import { paths } from '../../core/paths.ts'
import { useMay } from '../../core/session/session.ts'
import { Identifier } from '../../ui/identifier.tsx'
import { PageFrame } from '../../ui/layout/page-frame.tsx'
import { EmptyState, QueryView } from '../../ui/state/states.tsx'
import type { Column } from '../../ui/table/column.ts'
import { DataTable } from '../../ui/table/data-table.tsx'
import { RegisterDialog } from './register-dialog.tsx'
import { useAbiWords } from './words.ts'

/** Contracts beside the platform's that can be read here. */
export default function AbisPage() {
  const words = useAbiWords()
  const may = useMay()
  const navigate = useNavigate()
  const columns = useColumns()
  const [isRegistering, setRegistering] = useState(false)
  const query = useQuery(apiQuery('chain', 'abis'))
  return (
    <PageFrame
      title={words.title}
      intro={words.intro}
      actions={
        may('chain.registerAbi') && (
          <Button aria-haspopup="dialog" onClick={() => setRegistering(true)}>
            {words.register}
          </Button>
        )
      }
    >
      <QueryView query={query}>
        {({ items }) => (
          <DataTable
            name={words.title}
            columns={columns}
            rows={items}
            idOf={({ address }) => address}
            onOpen={({ address }) => void navigate({ to: paths.abi(address) })}
            plain
            empty={<EmptyState title={words.none} detail={words.noneDetail} />}
          />
        )}
      </QueryView>
      {isRegistering && <RegisterDialog onClose={() => setRegistering(false)} />}
    </PageFrame>
  )
}

function useColumns(): readonly Column<ForeignContract>[] {
  const words = useAbiWords()
  const format = useFormat()
  return useMemo(
    () => [
      { id: 'name', label: words.name, value: ({ name }) => name, width: '1.2fr' },
      {
        id: 'address',
        label: words.address,
        value: ({ address }) => address,
        show: ({ address }) => <Identifier value={address} most={20} />,
        width: '1.2fr',
      },
      { id: 'by', label: words.by, value: ({ own }) => (own ? words.us : words.regulator), width: '1.2fr' },
      {
        id: 'holds',
        label: words.holds,
        value: ({ functions, events }) => words.counted(functions.length, events.length),
        width: '1.2fr',
      },
      {
        id: 'at',
        label: words.at,
        value: ({ registeredAt }) => registeredAt,
        show: ({ registeredAt }) => format.instant(registeredAt),
        width: 180,
      },
    ],
    [words, format],
  )
}
