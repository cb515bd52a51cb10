import { Button, Group, Kbd, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconCheck } from '@tabler/icons-react'
import { offerUndoKey } from './undo-key.ts'

/** How long undo is offered; lists offer it for longer where the domain does. */
const undoMs = 12_000
const doneMs = 5_000
/** The one without an offer that was shown last. */
let latest: string | undefined

/** Tells that something is done, and offers to take it back: with the button, or with Ctrl+Z. */
export function showDone(done: {
  readonly id: string
  readonly text: string
  readonly undoWord: string
  readonly takeBack?: () => void
}): void {
  const { id, text, undoWord, takeBack } = done
  const undo =
    takeBack &&
    (() => {
      notifications.hide(id)
      takeBack()
    })
  // News takes the place of what was only told: they would lie over the page in a pile.
  if (latest !== undefined) notifications.hide(latest)
  latest = undo ? undefined : id
  const endOffer = undo && offerUndoKey(undo)
  notifications.show({
    id,
    color: 'teal',
    icon: <IconCheck size={18} />,
    autoClose: undo ? undoMs : doneMs,
    ...(endOffer && { onClose: endOffer }),
    message: (
      <Group justify="space-between" wrap="nowrap">
        <Text size="sm">{text}</Text>
        {undo && (
          <Button
            size="compact-sm"
            variant="light"
            style={{ flex: 'none' }}
            onClick={undo}
            aria-keyshortcuts="Control+Z"
            rightSection={
              <Kbd size="xs" aria-hidden visibleFrom="sm" style={{ whiteSpace: 'nowrap' }}>
                Ctrl Z
              </Kbd>
            }
          >
            {undoWord}
          </Button>
        )}
      </Group>
    ),
  })
}
