import { Radio, SimpleGrid, Text } from '@mantine/core'
import { useText } from '../../../core/i18n/language-provider.tsx'
import { type Way, wayWords } from '../ways.ts'
import { useEndingWords } from '../words.ts'
import classes from './way-choice.module.css'

/** How goods leave circulation, to be chosen first. */
export function WayChoice(props: {
  readonly way: Way
  /** Those that the institution has. */
  readonly ways: readonly Way[]
  readonly onChange: (way: Way) => void
}) {
  const { way, ways, onChange } = props
  const words = useEndingWords()
  const text = useText()
  return (
    <Radio.Group aria-label={words.state} value={way} onChange={(value) => onChange(value as Way)}>
      <SimpleGrid cols={{ base: 2, sm: 3, lg: ways.length }} spacing="xs">
        {ways.map((one) => (
          <Radio.Card key={one} value={one} className={classes.card} p="sm" radius="md">
            <Text fw={600} lh={1.3}>
              {text(wayWords[one].name)}
            </Text>
            <Text size="sm" className={classes.detail} mt={2}>
              {text(wayWords[one].detail)}
            </Text>
          </Radio.Card>
        ))}
      </SimpleGrid>
    </Radio.Group>
  )
}
