import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import type { Sscc } from '@theriac/gs1'
import { useState } from 'react'
import { useReceiveWords } from '../../receive-words.ts'
import { BoxContent } from './box-content.tsx'
import { countMissing, type Missing } from './missing.ts'

/**
 * Counts what is in a container that has arrived incomplete. Of a pallet the cases are counted that are not right; the others
 * are taken as they are booked.
 */
export function CountDialog(props: {
  readonly sscc: Sscc
  readonly missing: readonly Missing[]
  readonly onClose: () => void
  readonly onSave: (missing: readonly Missing[]) => void
}) {
  const { sscc: root, missing: first, onClose, onSave } = props
  const words = useReceiveWords()
  const [missing, setMissing] = useState(first)
  // From the outermost to the one that is counted.
  const [path, setPath] = useState<readonly Sscc[]>([root])
  const sscc = path.at(-1) ?? root
  const count = countMissing(missing)
  return (
    <Modal
      opened
      onClose={onClose}
      title={words.countTitle(sscc)}
      size="lg"
      closeButtonProps={{ 'aria-label': words.cancel }}
    >
      <Stack>
        {path.length > 1 && (
          <Button
            variant="subtle"
            size="compact-sm"
            style={{ alignSelf: 'flex-start' }}
            onClick={() => setPath(path.slice(0, -1))}
          >
            {words.backTo(path.at(-2) ?? root)}
          </Button>
        )}
        <BoxContent
          key={sscc}
          root={root}
          sscc={sscc}
          missing={missing}
          onMissing={(own) => setMissing((before) => [...before.filter((one) => one.sscc !== sscc), ...own])}
          onOpen={(child) => setPath([...path, child])}
        />
        <Text fw={600} role="status">
          {words.missingSum(count)}
        </Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {words.cancel}
          </Button>
          <Button onClick={() => onSave(missing)}>{words.countSave}</Button>
        </Group>
      </Stack>
    </Modal>
  )
}
