import { Badge, Tooltip } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { aboutQuery } from '../../core/session/about.ts'
import { useShellWords } from './words.ts'

/** Says that all of this is made up, where it is. */
export function DemonstrationNote() {
  const words = useShellWords()
  const { data } = useQuery(aboutQuery)
  if (!data?.demonstration) return null
  return (
    <Tooltip label={words.demonstrationDetail}>
      <Badge color="yellow" variant="light" tabIndex={0} role="note" visibleFrom="sm" style={{ flex: 'none' }}>
        {words.demonstration}
      </Badge>
    </Tooltip>
  )
}
