import { Button, Checkbox, Stack, Text } from '@mantine/core'
import { useQueries, useQuery } from '@tanstack/react-query'
import type { Gtin, LotNumber, Sscc } from '@theriac/gs1'
import { useState } from 'react'
import { apiQuery } from '../../core/api/query.ts'
import { useFormat } from '../../core/i18n/language-provider.tsx'
import { paths } from '../../core/paths.ts'
import { ButtonLink } from '../../ui/app-link.tsx'
import { Section } from '../../ui/layout/page-frame.tsx'
import { EmptyState, ErrorState, LoadingState, QueryView } from '../../ui/state/states.tsx'
import { CasePrint } from './case-print.tsx'
import classes from './labels.module.css'
import { useLabelWords } from './words.ts'

/** Containers that are listed, and printed at once. */
const most = 200

/** Cases and pallets, the newest first, to choose whose labels are printed. */
export function CaseLabels(props: {
  readonly title: string
  readonly lot?: { readonly gtin: Gtin; readonly lot: LotNumber }
}) {
  const { title, lot } = props
  const words = useLabelWords()
  const format = useFormat()
  const [chosen, setChosen] = useState<readonly Sscc[]>([])
  const query = useQuery(apiQuery('packing', 'list', { query: { sort: '-created', limit: most, ...lot } }))
  const details = useQueries({
    queries: chosen.map((sscc) => apiQuery('packing', 'find', { params: { sscc } })),
  })
  const fault = details.find(({ error }) => error !== null)?.error
  const containers = details.flatMap(({ data }) => (data === undefined ? [] : [data]))
  return (
    <>
      <QueryView query={query}>
        {({ items, next }) => (
          <Section
            title={title}
            actions={
              items.length > 0 && (
                <Button
                  variant="default"
                  size="compact-md"
                  onClick={() => setChosen(chosen.length === items.length ? [] : items.map(({ sscc }) => sscc))}
                >
                  {words.all}
                </Button>
              )
            }
          >
            {items.length === 0 ? (
              <EmptyState title={words.noCases} detail={words.noCasesDetail}>
                <ButtonLink to={paths.packing}>{words.toPacking}</ButtonLink>
              </EmptyState>
            ) : (
              <Stack gap="xs">
                <ul className={classes.list}>
                  {items.map(({ sscc, units, lots, createdAt }) => (
                    <li key={sscc}>
                      <Checkbox
                        checked={chosen.includes(sscc)}
                        onChange={({ currentTarget: { checked } }) =>
                          setChosen((before) => (checked ? [...before, sscc] : before.filter((one) => one !== sscc)))
                        }
                        label={
                          <>
                            <Text component="span" ff="monospace">
                              {sscc}
                            </Text>
                            <Text component="span" size="sm" c="dimmed" display="block">
                              {[words.packCount(units), lots > 1 && words.mixed(lots), format.relative(createdAt)]
                                .filter(Boolean)
                                .join(' · ')}
                            </Text>
                          </>
                        }
                      />
                    </li>
                  ))}
                </ul>
                {next !== undefined && (
                  <Text size="sm" c="dimmed">
                    {words.tooMany(most)}
                  </Text>
                )}
              </Stack>
            )}
          </Section>
        )}
      </QueryView>
      {fault ? (
        <ErrorState error={fault} />
      ) : containers.length < chosen.length ? (
        <LoadingState />
      ) : (
        containers.length > 0 && <CasePrint containers={containers} />
      )}
    </>
  )
}
