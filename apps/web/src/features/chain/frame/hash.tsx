import { ActionIcon, CopyButton, Group, Text } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { AppLink } from '../../../ui/app-link.tsx'
import { Identifier } from '../../../ui/identifier.tsx'
import { useStateWords } from '../../../ui/state/words.ts'

const ends = { head: 10, tail: 6 }

/** A hash or an address: short, copied whole with a click, and a link where it has a page. */
export function Hash(props: { readonly value: string; readonly to?: string; readonly copy?: boolean }) {
  const { value, to, copy = true } = props
  const words = useStateWords()
  if (to === undefined) return <Identifier value={value} most={20} copy={copy} />
  return (
    <Group gap={2} wrap="nowrap" component="span" display="inline-flex">
      <AppLink to={to} inherit>
        <Text ff="monospace" component="span" inherit title={value} style={{ whiteSpace: 'nowrap' }}>
          {value.slice(0, ends.head)}…{value.slice(-ends.tail)}
        </Text>
      </AppLink>
      {copy && (
        <CopyButton value={value}>
          {({ copied, copy: take }) => (
            <ActionIcon
              variant="subtle"
              color="gray"
              size={24}
              onClick={take}
              aria-label={`${copied ? words.copied : words.copy}: ${value}`}
            >
              {copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
            </ActionIcon>
          )}
        </CopyButton>
      )}
    </Group>
  )
}
