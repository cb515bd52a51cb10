import { Button, Group, Modal, Text } from '@mantine/core'
import { useBlocker } from '@tanstack/react-router'
import { useHeldScans } from '../scan/use-wedge.ts'
import { useStateWords } from '../state/words.ts'

/** Asks before a page with unsent input is left; put it in the page: `<UnsavedGuard when={form.isDirty()} />`. */
export function UnsavedGuard({ when }: { readonly when: boolean }) {
  const words = useStateWords()
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) => when && current.pathname !== next.pathname,
    enableBeforeUnload: () => when,
    withResolver: true,
  })
  useHeldScans(blocker.status === 'blocked')
  if (blocker.status !== 'blocked') return null
  return (
    <Modal opened onClose={blocker.reset} title={words.leave}>
      <Text size="sm">{words.leaveDetail}</Text>
      <Group justify="flex-end" mt="lg">
        <Button variant="default" onClick={blocker.reset} data-autofocus>
          {words.stay}
        </Button>
        <Button color="red" onClick={blocker.proceed}>
          {words.leaveAnyway}
        </Button>
      </Group>
    </Modal>
  )
}
