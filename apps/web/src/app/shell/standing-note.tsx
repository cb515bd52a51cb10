import { Alert } from '@mantine/core'
import { IconAlertTriangle, IconClock } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { apiQuery } from '../../core/api/query.ts'
import { paths } from '../../core/paths.ts'
import { useSession } from '../../core/session/session.ts'
import { AppLink } from '../../ui/app-link.tsx'
import { useShellWords } from './words.ts'

/** Says on every page why nothing can be written, where the institution waits for admission or was stopped. */
export function StandingNote() {
  const words = useShellWords()
  const { institution } = useSession()
  const { data } = useQuery(apiQuery('institutions', 'find', { params: { gln: institution.gln } }))
  if (data === undefined || data.status === 'active') return null
  const isWaiting = data.status === 'applied'
  return (
    <Alert
      color={isWaiting ? 'balm' : 'red'}
      variant="light"
      mb="md"
      icon={isWaiting ? <IconClock /> : <IconAlertTriangle />}
      title={words.standing[data.status]}
    >
      {isWaiting ? words.standingWaits : words.standingStopped}{' '}
      <AppLink to={paths.ownInstitution} size="sm">
        {words.institution}
      </AppLink>
    </Alert>
  )
}
