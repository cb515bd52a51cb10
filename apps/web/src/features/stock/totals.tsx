import { SimpleGrid, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { apiQuery } from '../../core/api/query.ts'
import { useFormat, useText } from '../../core/i18n/language-provider.tsx'
import { useSession } from '../../core/session/session.ts'
import { stateWords } from './state-words.ts'
import { useStockWords } from './words.ts'

/** How much there is, by state, and what is on its way. */
export function Totals() {
  const words = useStockWords()
  const format = useFormat()
  const text = useText()
  const isOfAll = useSession().institution.kind === 'regulator'
  const { data } = useQuery(apiQuery('stock', 'totals'))
  if (data === undefined) return null
  const figures: readonly (readonly [string, number, string])[] = [
    ...data.states.map(({ state, units, lots }) => [text(stateWords(state)), units, words.lots(lots)] as const),
    // What is on its way to some is on its way from others.
    ...(isOfAll ? [] : [[words.incoming, data.incoming, ''] as const]),
    [isOfAll ? words.underWay : words.outgoing, data.outgoing, ''],
  ]
  return (
    <SimpleGrid cols={{ base: 2, sm: 3, lg: 6 }} spacing="sm">
      {figures
        .filter(([, units]) => units > 0)
        .map(([name, units, detail]) => (
          <div key={name} className="theriac-surface" style={{ padding: '12px 16px' }}>
            <Text size="sm" c="dimmed">
              {name}
            </Text>
            <Text fz={24} fw={650} lh={1.2}>
              {format.number(units)}
            </Text>
            {detail && (
              <Text size="xs" c="dimmed">
                {detail}
              </Text>
            )}
          </div>
        ))}
    </SimpleGrid>
  )
}
