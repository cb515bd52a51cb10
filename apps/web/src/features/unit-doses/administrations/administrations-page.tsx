import { Button, Text } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { apiPages, type RowOf } from '../../../core/api/query.ts'
import { useFormat } from '../../../core/i18n/language-provider.tsx'
import { usePeopleNames } from '../../../core/names/use-people.ts'
import { paths } from '../../../core/paths.ts'
import { useMay } from '../../../core/session/session.ts'
import { ButtonLink } from '../../../ui/app-link.tsx'
import { Identifier } from '../../../ui/identifier.tsx'
import { PageFrame } from '../../../ui/layout/page-frame.tsx'
import { EmptyState } from '../../../ui/state/states.tsx'
import type { Column } from '../../../ui/table/column.ts'
import { DataTable } from '../../../ui/table/data-table.tsx'
import { EraseDialog } from './erase-dialog.tsx'
import { useAdministrationWords } from './words.ts'

type Row = RowOf<'dispensing', 'administrations'>

/** What was given to patients of the hospital, newest first. */
export default function AdministrationsPage() {
  const words = useAdministrationWords()
  const format = useFormat()
  const may = useMay()
  const nameOf = usePeopleNames()
  const pages = useInfiniteQuery(apiPages('dispensing', 'administrations'))
  const [erasing, setErasing] = useState<Row>()
  const canErase = may('dispensing.eraseAdministration')
  const columns = useMemo(
    (): readonly Column<Row>[] => [
      { id: 'at', label: words.at, value: (row) => row.at, show: (row) => format.instant(row.at), width: 180 },
      {
        id: 'patient',
        label: words.patient,
        value: (row) => row.details?.patient ?? '',
        show: (row) =>
          row.erased === undefined ? (
            row.details?.patient
          ) : (
            <Text size="sm" c="dimmed" component="span">
              {words.erasedBecause(row.erased.reason)}
            </Text>
          ),
        width: '2fr',
      },
      { id: 'ward', label: words.ward, value: (row) => row.details?.ward ?? '', width: '1fr' },
      {
        id: 'units',
        label: words.units,
        value: (row) => row.units,
        show: (row) => format.number(row.units),
        align: 'end',
        width: 80,
      },
      { id: 'by', label: words.by, value: (row) => nameOf(row.accountId) ?? '', width: '1fr' },
      {
        id: 'mark',
        label: words.mark,
        value: (row) => row.commitment,
        show: (row) => <Identifier value={row.commitment} most={12} />,
        width: 190,
      },
      ...(canErase
        ? [
            {
              id: 'more',
              label: words.more,
              value: () => undefined,
              show: (row: Row) =>
                row.erased === undefined && (
                  <Button
                    variant="default"
                    size="compact-sm"
                    aria-label={words.eraseOf(row.details?.patient ?? '')}
                    onClick={() => setErasing(row)}
                  >
                    {words.erase}
                  </Button>
                ),
              width: 110,
            },
          ]
        : []),
    ],
    [words, format, nameOf, canErase],
  )
  return (
    <PageFrame
      title={words.title}
      intro={words.intro}
      actions={
        may('dispensing.administer') && (
          <>
            <ButtonLink to={paths.declareError} variant="default">
              {words.declare}
            </ButtonLink>
            <ButtonLink to={paths.administer}>{words.give}</ButtonLink>
          </>
        )
      }
    >
      <DataTable
        name={words.title}
        columns={columns}
        pages={pages}
        idOf={(row) => row.id}
        empty={<EmptyState title={words.empty} detail={words.emptyDetail} />}
      />
      {erasing && <EraseDialog administration={erasing} onClose={() => setErasing(undefined)} />}
    </PageFrame>
  )
}
