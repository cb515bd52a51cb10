import { Alert, Group, Text } from '@mantine/core'
import { IconHandStop } from '@tabler/icons-react'
import { paths } from '../../core/paths.ts'
import { useMay, useSession } from '../../core/session/session.ts'
import { ButtonLink } from '../../ui/app-link.tsx'
import { useRecallWords } from './words.ts'

/** What who has goods that are called back must do now. */
export function Yours({ units, maker }: { readonly units: number; readonly maker: string }) {
  const words = useRecallWords()
  const may = useMay()
  const { institution } = useSession()
  if (units === 0) return null
  return (
    <Alert color="yellow" icon={<IconHandStop />} title={words.yours(units)}>
      <Text size="sm">{institution.kind === 'factory' ? words.yoursMaker : words.yoursDetail}</Text>
      <Group gap="xs" mt="sm">
        {institution.kind !== 'factory' && may('shipments.ship') && (
          <ButtonLink to={paths.shipBack(maker)} size="xs">
            {words.sendBack}
          </ButtonLink>
        )}
        {may('endings.proposeDestruction') && (
          <ButtonLink to={paths.endings} size="xs" variant="default">
            {words.destroy}
          </ButtonLink>
        )}
      </Group>
    </Alert>
  )
}
