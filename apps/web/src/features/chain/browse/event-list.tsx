import { Box, Group, Text } from '@mantine/core'
import type { ChainLog } from '@theriac/api'
import { useText } from '../../../core/i18n/language-provider.tsx'
import { eventWords } from '../words/contract-words.ts'
import classes from './browse.module.css'
import { ObjectLinks } from './object-links.tsx'
import { Values } from './values.tsx'
import { useBrowseWords } from './words.ts'

/** What the contracts told, each with what it is about and all that it says. */
export function EventList({ events }: { readonly events: readonly ChainLog[] }) {
  const words = useBrowseWords()
  const text = useText()
  return (
    <ul className={classes.events}>
      {events.map(({ position, event, contract, foreign, hidden, args, objects, address }) => (
        <li key={position}>
          <details className={classes.event}>
            <summary>
              <Group gap="xs" component="span" display="inline-flex">
                <Text component="span" fw={600}>
                  {event === undefined ? words.unknownEvent : foreign === undefined ? text(eventWords(event)) : event}
                </Text>
                <Text component="span" size="sm" c="dimmed" ff="monospace">
                  {event === undefined ? (foreign ?? address) : `${contract ?? foreign}.${event}`}
                </Text>
                {hidden && (
                  <Text component="span" size="sm" c="dimmed">
                    {words.hiddenEvent}
                  </Text>
                )}
              </Group>
            </summary>
            {args && <Values values={args} />}
          </details>
          {objects.length > 0 && (
            <Box pl={22} pb={6}>
              <ObjectLinks objects={objects} />
            </Box>
          )}
        </li>
      ))}
    </ul>
  )
}
