import { Alert, Button, Group, Modal, Text } from '@mantine/core'
import { useDisclosure, useNetwork } from '@mantine/hooks'
import { IconWifi, IconWifiOff } from '@tabler/icons-react'
import { useWaiting } from '../../core/offline/outbox-provider.tsx'
import { WaitingList } from '../../ui/offline/waiting-list.tsx'
import { useOfflineWords } from '../../ui/offline/words.ts'
import { waits } from '../pages.ts'
import { useShellWords } from './words.ts'

/** Says that the network is away, what waits for it, and what came of that when it was back. */
export function OfflineBar() {
  const words = useShellWords()
  const offline = useOfflineWords()
  const { online } = useNetwork()
  const { waiting, isAway } = useWaiting()
  const [opened, { open, close }] = useDisclosure()
  const unsent = waiting.filter(({ outcome }) => outcome === undefined).length
  const answered = waiting.length - unsent
  const refused = waiting.filter(({ outcome }) => outcome?.ok === false).length
  const isOffline = !online || (isAway && unsent > 0)
  if (!isOffline && waiting.length === 0) return null
  const text = [
    isOffline && unsent === 0 && words.offline,
    isOffline && unsent > 0 && words.offlineWaiting(unsent),
    !isOffline && unsent > 0 && words.sending(unsent),
    answered > 0 && words.answered(answered, refused),
  ]
  const colour = refused > 0 ? 'red' : isOffline ? 'yellow' : 'teal'
  return (
    <>
      <Alert
        color={colour}
        variant="light"
        icon={isOffline ? <IconWifiOff /> : <IconWifi />}
        role="status"
        mb="md"
        mx="auto"
        maw={1360}
        py={8}
      >
        <Group justify="space-between" gap="xs">
          <Text size="sm" fw={600}>
            {text.filter(Boolean).join(' ')}
          </Text>
          {waiting.length > 0 && (
            <Button size="compact-sm" variant="default" onClick={open}>
              {words.showWaiting}
            </Button>
          )}
        </Group>
      </Alert>
      <Modal opened={opened && waiting.length > 0} onClose={close} title={offline.list} size="lg">
        <WaitingList waiting={waiting} kinds={waits} />
      </Modal>
    </>
  )
}
