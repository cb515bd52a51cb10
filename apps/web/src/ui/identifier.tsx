import { ActionIcon, CopyButton, Group, Text, Tooltip } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useStateWords } from './state/words.ts'

/** A GTIN, lot, serial, SSCC, GLN or hash: in even digits, and copied with a click. Long ones are shortened in the middle. */
export function Identifier(props: { readonly value: string; readonly most?: number; readonly copy?: boolean }) {
  const { value, most = 40, copy = true } = props
  const words = useStateWords()
  const shown = value.length > most ? `${value.slice(0, most / 2)}…${value.slice(-most / 4)}` : value
  return (
    <Group gap={2} wrap="nowrap" component="span" display="inline-flex">
      <Text ff="monospace" component="span" inherit title={value === shown ? undefined : value}>
        {shown}
      </Text>
      {copy && (
        <CopyButton value={value}>
          {({ copied, copy: take }) => (
            <Tooltip label={copied ? words.copied : words.copy}>
              <ActionIcon
                variant="subtle"
                color="gray"
                size={24}
                onClick={take}
                aria-label={`${copied ? words.copied : words.copy}: ${value}`}
              >
                {copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
              </ActionIcon>
            </Tooltip>
          )}
        </CopyButton>
      )}
    </Group>
  )
}
