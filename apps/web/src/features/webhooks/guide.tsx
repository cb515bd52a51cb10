import { Button, Code, CopyButton, Group, List, SegmentedControl, Stack, Text } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useState } from 'react'
import { Section } from '../../ui/layout/page-frame.tsx'
import { bodyExample, checkExamples } from './examples.ts'
import { useGuideWords } from './words.ts'

type Language = keyof typeof checkExamples
const languages = Object.keys(checkExamples) as Language[]

/** For whoever writes the program that is told: what comes, and how to check that it comes from here. */
export function Guide() {
  const words = useGuideWords()
  const [language, setLanguage] = useState<Language>('Node.js')
  const example = checkExamples[language]
  return (
    <Section title={words.title}>
      <Stack gap="sm" maw={860}>
        <Text size="sm">{words.request}</Text>
        <Example text={bodyExample} />
        <Text size="sm">{words.signature}</Text>
        <Group justify="space-between">
          <SegmentedControl
            size="xs"
            aria-label={words.language}
            data={languages}
            value={language}
            onChange={(value) => setLanguage(languages.find((one) => one === value) ?? 'Node.js')}
          />
          <CopyButton value={example}>
            {({ copied, copy }) => (
              <Button
                variant="default"
                size="xs"
                leftSection={copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
                onClick={copy}
              >
                {copied ? words.copied : words.copy}
              </Button>
            )}
          </CopyButton>
        </Group>
        <Example text={example} />
        <List size="sm" spacing={4}>
          {Object.values(words.rules).map((rule) => (
            <List.Item key={rule}>{rule}</List.Item>
          ))}
        </List>
      </Stack>
    </Section>
  )
}

function Example({ text }: { readonly text: string }) {
  return (
    <Code block tabIndex={0}>
      {text}
    </Code>
  )
}
