import { SimpleGrid, Text } from '@mantine/core'
import type { Dashboard } from '@theriac/api'
import { useFormat, useText } from '../../core/i18n/language-provider.tsx'
import { figureWords } from './words.ts'

/** How much there is of what. */
export function Figures({ figures }: { readonly figures: Dashboard['figures'] }) {
  const text = useText()
  const format = useFormat()
  return (
    <SimpleGrid component="dl" cols={{ base: 2, xs: 3 }} spacing="lg" m={0}>
      {figures.map(({ figure, value }) => (
        <div key={figure}>
          <Text component="dt" size="sm" c="dimmed">
            {text(figureWords[figure])}
          </Text>
          <Text component="dd" m={0} fz={24} fw={650} lh={1.3}>
            {format.number(value)}
          </Text>
        </div>
      ))}
    </SimpleGrid>
  )
}
