import { Group, Stack, Table, Text } from '@mantine/core'
import { IconCircleDashed } from '@tabler/icons-react'
import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useText } from '../../../core/i18n/language-provider.tsx'
import { AppLink } from '../../../ui/app-link.tsx'
import type { PartName, PartResult, Screened } from '../parts.ts'
import { ruleWords, useScreeningWords } from '../words.ts'
import { VerdictBadge, verdictLooks } from './verdict-badge.tsx'

const markLooks = {
  ...verdictLooks,
  good: verdictLooks.ok,
  unknown: { colour: 'dimmed', icon: IconCircleDashed },
} as const

/** What is screened, and how each part of it is told. */
export interface ReportProps<Name extends string, T extends Screened> {
  readonly title: string
  readonly back: string
  readonly ids: readonly string[]
  readonly queries: readonly UseQueryResult<T>[]
  readonly parts: Readonly<Record<Name, readonly string[]>>
  readonly tellPart: (part: Name, found: T) => readonly string[]
  readonly pathOf: (found: T) => string
  /** More of it, where it is the only one. */
  readonly details: (found: T) => ReactNode
}

/** What is screened, each with its parts. */
export type Columns<Name extends string, T> = readonly {
  readonly found: T
  readonly results: readonly PartResult<Name>[]
}[]

/** A column for each that is screened, a row for each part of its record. */
export function PartsTable<Name extends PartName, T extends Screened>(
  props: ReportProps<Name, T> & { readonly columns: Columns<Name, T> },
) {
  const { columns, ids, parts, tellPart, pathOf } = props
  const words = useScreeningWords()
  const partNames: Readonly<Record<PartName, string>> = words.parts
  const names = Object.keys(parts) as Name[]
  return (
    <Table.ScrollContainer minWidth={ids.length === 1 ? 0 : 220 + 220 * ids.length} scrollAreaProps={{ tabIndex: 0 }}>
      <Table layout="fixed" verticalSpacing="sm">
        <Table.Thead>
          <Table.Tr>
            <Table.Th w={{ base: 110, sm: 180 }}>{words.part}</Table.Th>
            {columns.map(({ found, results }, place) => (
              <Table.Th key={ids[place]} scope="col">
                <Stack gap={4} align="flex-start">
                  {ids.length > 1 && <AppLink to={pathOf(found)}>{found.name}</AppLink>}
                  <VerdictBadge verdict={found.assessment.verdict} />
                  <Text size="sm" c="dimmed" fw={400}>
                    {words.inOrder(
                      results.filter(({ mark }) => mark === 'good').length,
                      results.filter(({ mark }) => mark !== 'unknown').length,
                    )}
                  </Text>
                </Stack>
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {names.map((name, row) => (
            <Table.Tr key={name}>
              <Table.Th scope="row" fw={600} style={{ verticalAlign: 'top' }}>
                {partNames[name]}
              </Table.Th>
              {columns.map(({ found, results }, place) => {
                const result = results[row]
                return (
                  <Table.Td key={ids[place]} style={{ verticalAlign: 'top' }}>
                    {result && <Part result={result} values={tellPart(name, found)} />}
                  </Table.Td>
                )
              })}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}

function Part({ result, values }: { readonly result: PartResult<string>; readonly values: readonly string[] }) {
  const words = useScreeningWords()
  const text = useText()
  const { mark, rules } = result
  const { colour, icon: MarkIcon } = markLooks[mark]
  return (
    <Group gap="xs" wrap="nowrap" align="flex-start">
      <MarkIcon
        size={20}
        role="img"
        aria-label={words.marks[mark]}
        color={`var(--mantine-color-${colour === 'dimmed' ? colour : `${colour}-text`})`}
        style={{ flex: 'none' }}
      />
      <div>
        {rules.map((rule) => (
          <Text key={rule} size="sm" fw={600}>
            {text(ruleWords[rule] ?? { en: rule, zh: rule })}
          </Text>
        ))}
        {values.map((value) => (
          <Text key={value} size="sm" {...(rules.length > 0 ? { c: 'dimmed' } : {})}>
            {value}
          </Text>
        ))}
      </div>
    </Group>
  )
}
