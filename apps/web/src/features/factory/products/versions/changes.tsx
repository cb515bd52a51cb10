import { Table, Text } from '@mantine/core'
import type { Product } from '@theriac/api'
import { dataFields } from '../master-data/fields.ts'
import { useProductFieldWords, useProductWords } from '../words.ts'

type Data = Product['data']

/** A field of master data in two versions. */
interface Pair {
  readonly name: string
  readonly before: string
  readonly after: string
}

/** All fields of two versions. */
function usePairs(before: Data, after: Data): readonly Pair[] {
  const words = useProductWords()
  const fieldWords = useProductFieldWords()
  const levelsOf = ({ levels }: Data): string =>
    levels.map(({ gtin, units }) => `${gtin}: ${words.level(units)}`).join('; ')
  return [
    ...dataFields.map((field) => ({
      name: fieldWords[field],
      before: String(before[field]),
      after: String(after[field]),
    })),
    { name: words.levels, before: levelsOf(before), after: levelsOf(after) },
  ]
}

/** Fields in which two versions differ. */
export function useChanges(before: Data, after: Data): readonly Pair[] {
  return usePairs(before, after).filter((pair) => pair.before !== pair.after)
}

/**
 * Two versions side by side; what differs is marked.
 *
 * @param isWhole - with the fields that are the same
 */
export function ChangesTable(props: {
  readonly before: Data
  readonly after: Data
  readonly labels: readonly [string, string]
  readonly isWhole?: boolean
}) {
  const { before, after, labels, isWhole = false } = props
  const words = useProductWords()
  const pairs = usePairs(before, after)
  const shown = isWhole ? pairs.filter((pair) => pair.before !== '' || pair.after !== '') : pairs.filter(differs)
  if (!pairs.some(differs) && !isWhole) return <Text size="sm">{words.unchanged}</Text>
  return (
    <Table layout="fixed" fz="sm" maw={isWhole ? undefined : 760}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{isWhole ? words.field : words.change}</Table.Th>
          <Table.Th>{labels[0]}</Table.Th>
          <Table.Th>{labels[1]}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {shown.map((pair) => (
          <Table.Tr key={pair.name} {...(differs(pair) && isWhole ? { bg: 'var(--theriac-hover)' } : {})}>
            <Table.Th scope="row" fw={differs(pair) && isWhole ? 700 : 400}>
              {pair.name}
            </Table.Th>
            <Value text={pair.before} isGone={differs(pair)} />
            <Value text={pair.after} isNew={differs(pair)} />
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}

const differs = ({ before, after }: Pair): boolean => before !== after

function Value({
  text,
  isGone,
  isNew,
}: {
  readonly text: string
  readonly isGone?: boolean
  readonly isNew?: boolean
}) {
  const words = useProductWords()
  const shown = text === '' ? words.none : text
  return (
    <Table.Td style={{ overflowWrap: 'anywhere' }}>
      {isGone ? <del>{shown}</del> : isNew ? <ins style={{ fontWeight: 600 }}>{shown}</ins> : shown}
    </Table.Td>
  )
}
