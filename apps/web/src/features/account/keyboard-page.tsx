import { Kbd, Stack, Table, Text } from '@mantine/core'
import { PageFrame, Section } from '../../ui/layout/page-frame.tsx'
import { useKeyboardWords } from './keyboard-words.ts'

type Keys = readonly (readonly [keys: readonly string[], does: string])[]

/** What the keyboard and a hand scanner do on every page. */
export default function KeyboardPage() {
  const words = useKeyboardWords()
  return (
    <PageFrame title={words.title} intro={words.intro} width="narrow">
      <Section title={words.everywhere}>
        <KeyTable
          name={words.everywhere}
          keys={[
            [['Ctrl', 'K'], words.palette],
            [['/'], words.palette],
            [['Tab'], words.tab],
            [['Esc'], words.escape],
          ]}
        />
      </Section>
      <Section title={words.tables}>
        <KeyTable
          name={words.tables}
          keys={[
            [['↑'], words.up],
            [['↓'], words.down],
            [['Page Up'], words.pageUp],
            [['Page Down'], words.pageDown],
            [['Home'], words.first],
            [['End'], words.last],
            [['Enter'], words.open],
          ]}
        />
      </Section>
      <Section title={words.scanner}>
        <Stack gap="xs">
          {[words.scannerAnywhere, words.scannerEnter, words.scannerLayout].map((line) => (
            <Text key={line} size="sm">
              {line}
            </Text>
          ))}
        </Stack>
      </Section>
    </PageFrame>
  )
}

function KeyTable({ name, keys }: { readonly name: string; readonly keys: Keys }) {
  const words = useKeyboardWords()
  return (
    <Table aria-label={name} verticalSpacing={6}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th w={160}>{words.key}</Table.Th>
          <Table.Th>{words.does}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {keys.map(([combination, does]) => (
          <Table.Tr key={combination.join('+')}>
            <Table.Td>
              {combination.map((key, place) => (
                <span key={key}>
                  {place > 0 && ' + '}
                  <Kbd>{key}</Kbd>
                </span>
              ))}
            </Table.Td>
            <Table.Td>{does}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}
