import { IconPlus } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useMemo } from 'react'
import { apiPages, type RowOf } from '../../core/api/query.ts'
import { useFormat } from '../../core/i18n/language-provider.tsx'
import { useInstitutionNames, useProductNames } from '../../core/names/use-names.ts'
import { useSearchState } from '../../core/pages/page-state.ts'
import { paths } from '../../core/paths.ts'
import { useMay, useSession } from '../../core/session/session.ts'
import { ButtonLink } from '../../ui/app-link.tsx'
import { PageFrame } from '../../ui/layout/page-frame.tsx'
import { EmptyState } from '../../ui/state/states.tsx'
import type { Column } from '../../ui/table/column.ts'
import { DataTable } from '../../ui/table/data-table.tsx'
import { FilterSelect } from '../../ui/table/filter-select.tsx'
import { UseState } from './use-state.tsx'
import { useDrugUseWords } from './words.ts'

type Use = RowOf<'drugUse', 'list'>
const first = { state: '', sort: '-writtenAt' }

/** Drug-use records: all of them for the hospital, that they exist for the regulator. */
export default function DrugUsePage() {
  const words = useDrugUseWords()
  const format = useFormat()
  const navigate = useNavigate()
  const may = useMay()
  const isRegulator = useSession().institution.kind === 'regulator'
  const [{ state, sort }, change] = useSearchState(first)
  const uses = useInfiniteQuery(
    apiPages('drugUse', 'list', {
      query: {
        sort: sort === 'writtenAt' ? 'writtenAt' : '-writtenAt',
        ...(state === '' ? {} : { voided: state === 'voided' }),
      },
    }),
  )
  const rows = uses.data?.pages.flatMap(({ items }) => items) ?? []
  const productOf = useProductNames(rows.map(({ gtin }) => gtin))
  const hospitalOf = useInstitutionNames(isRegulator ? rows.map(({ gln }) => gln) : [])
  const columns = useMemo(
    (): readonly Column<Use>[] => [
      {
        id: 'written',
        label: words.written,
        value: (use) => use.writtenAt,
        show: (use) => format.instant(use.writtenAt),
        sort: 'writtenAt',
        width: 180,
      },
      { id: 'product', label: words.product, value: (use) => productOf(use.gtin), width: '2fr' },
      { id: 'lot', label: words.lot, value: (use) => use.lot, width: 110 },
      ...(isRegulator
        ? [{ id: 'hospital', label: words.hospital, value: (use: Use) => hospitalOf(use.gln), width: '2fr' as const }]
        : [
            { id: 'patient', label: words.patient, value: (use: Use) => use.details?.patient, width: '1fr' as const },
            { id: 'ward', label: words.ward, value: (use: Use) => use.details?.ward, width: 100 },
            { id: 'dose', label: words.dose, value: (use: Use) => use.details?.dose, width: '1fr' as const },
          ]),
      {
        id: 'version',
        label: words.version,
        value: (use) => use.version,
        show: (use) => format.number(use.version),
        width: 90,
        align: 'end',
      },
      {
        id: 'state',
        label: words.state,
        value: (use) => (use.voided ? words.voided : words.current),
        show: (use) => <UseState use={use} />,
        width: 120,
      },
    ],
    [words, format, productOf, hospitalOf, isRegulator],
  )
  return (
    <PageFrame
      title={words.title}
      intro={words.intro}
      actions={
        <>
          <ButtonLink to={paths.drugUseStatistics} variant="default">
            {words.statistics}
          </ButtonLink>
          {may('drugUse.write') && (
            <ButtonLink to={paths.newDrugUse} leftSection={<IconPlus size={18} />}>
              {words.record}
            </ButtonLink>
          )}
        </>
      }
    >
      <DataTable
        name={words.title}
        columns={columns}
        pages={uses}
        idOf={(use) => use.id}
        onOpen={(use) => void navigate({ to: paths.drugUseRecord(use.id) })}
        order={sort}
        onOrder={(order) => change({ sort: order })}
        filters={
          <FilterSelect
            label={words.state}
            all={words.all}
            value={state}
            options={[
              { value: 'current', label: words.current },
              { value: 'voided', label: words.voided },
            ]}
            onChange={(value) => change({ state: value })}
            width={150}
          />
        }
        empty={<EmptyState title={words.empty} detail={isRegulator ? words.emptyRegulator : words.emptyDetail} />}
      />
    </PageFrame>
  )
}
