import { Button, Stack } from '@mantine/core'
import { IconArrowLeft, IconDownload } from '@tabler/icons-react'
import { ApiError } from '@theriac/api'
import { useText } from '../../../core/i18n/language-provider.tsx'
import { ButtonLink } from '../../../ui/app-link.tsx'
import { PageFrame, Section } from '../../../ui/layout/page-frame.tsx'
import { EmptyState, ErrorState, LoadingState } from '../../../ui/state/states.tsx'
import { saveCsv } from '../../../ui/table/csv.ts'
import { type PartName, partsOf, type Screened } from '../parts.ts'
import { ruleWords, useScreeningWords } from '../words.ts'
import { type Columns, PartsTable, type ReportProps } from './parts-table.tsx'

/** Records by their parts, one column for each that is screened: what is known, what it means, and what that comes to. */
export function Report<Name extends PartName, T extends Screened>(props: ReportProps<Name, T>) {
  const { title, back, ids, queries, parts } = props
  const words = useScreeningWords()
  const found = queries.flatMap(({ data }) => data ?? [])
  const broken = queries.find(({ isError }) => isError)
  const [only] = ids.length === 1 ? found : []
  const columns = found.map((one) => ({ found: one, results: partsOf(one, parts) }))
  const isUnknown = broken?.error instanceof ApiError && broken.error.status === 404
  return (
    <PageFrame
      title={only?.name ?? (ids.length > 1 ? words.compareTitle : title)}
      {...(found[0] ? { intro: words.basedOn(found[0].asOf.block) } : {})}
      actions={
        <>
          <ButtonLink to={back} variant="default" leftSection={<IconArrowLeft size={16} />}>
            {words.back}
          </ButtonLink>
          {only && (
            <ButtonLink to={props.pathOf(only)} variant="default">
              {words.toRecord}
            </ButtonLink>
          )}
          {found.length === ids.length && <SaveButton {...props} columns={columns} />}
        </>
      }
    >
      {isUnknown ? (
        <Section>
          <EmptyState title={words.unknown} detail={words.unknownDetail}>
            <ButtonLink to={back}>{words.back}</ButtonLink>
          </EmptyState>
        </Section>
      ) : broken ? (
        <ErrorState error={broken.error} retry={() => void broken.refetch()} />
      ) : found.length < ids.length ? (
        <LoadingState lines={8} />
      ) : (
        <Stack gap="lg">
          <Section>
            <PartsTable {...props} columns={columns} />
          </Section>
          {only && props.details(only)}
        </Stack>
      )}
    </PageFrame>
  )
}

function SaveButton<Name extends PartName, T extends Screened>({
  ids,
  columns,
  parts,
  tellPart,
}: ReportProps<Name, T> & { readonly columns: Columns<Name, T> }) {
  const words = useScreeningWords()
  const text = useText()
  const partNames: Readonly<Record<PartName, string>> = words.parts
  const saved = (name: Name, place: number): string => {
    const column = columns[place]
    const result = column?.results.find((one) => one.name === name)
    if (column === undefined || result === undefined) return ''
    const said = result.rules.map((rule) => text(ruleWords[rule] ?? { en: rule, zh: rule }))
    return [words.marks[result.mark], ...said, ...tellPart(name, column.found)].join('; ')
  }
  return (
    <Button
      variant="default"
      leftSection={<IconDownload size={16} />}
      onClick={() =>
        saveCsv(
          `screening-${ids.join('-')}`,
          [
            { id: 'part', label: words.part, value: (name: Name) => partNames[name] },
            ...columns.map(({ found }, place) => ({
              id: ids[place] ?? '',
              label: found.name,
              value: (name: Name) => saved(name, place),
            })),
          ],
          Object.keys(parts) as Name[],
        )
      }
    >
      {words.csv}
    </Button>
  )
}
