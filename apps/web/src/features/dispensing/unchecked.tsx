import { ActionIcon, Button, Group, Stack, Text } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import type { Gtin, Serial } from '@theriac/gs1'
import { useFormat } from '../../core/i18n/language-provider.tsx'
import { useOutbox } from '../../core/offline/outbox-provider.tsx'
import { Section } from '../../ui/layout/page-frame.tsx'
import { VerdictPanel } from '../../ui/verdict/verdict-panel.tsx'
import { waitingDispensing } from './waiting-dispensing.ts'
import { useDispensingWords } from './words.ts'

/** A pack that was scanned without a network: nobody knows yet whether it may be dispensed. */
export interface Unchecked {
  readonly gtin: Gtin
  readonly serial: Serial
  readonly expiry?: string | undefined
  readonly scan: string
  /** When it was scanned: milliseconds since 1970. */
  readonly at: number
}

/** Packs that could not be checked, and the choice to book them later: each by itself, so that one refused keeps no other. */
export function UncheckedPacks(props: {
  readonly packs: readonly Unchecked[]
  readonly onChange: (packs: readonly Unchecked[]) => void
  /** All of them wait to be booked now. */
  readonly onKept: () => void
}) {
  const { packs, onChange, onKept } = props
  const words = useDispensingWords()
  const format = useFormat()
  const outbox = useOutbox()

  async function keep(): Promise<void> {
    for (const { gtin, serial, scan, at } of packs) {
      const body = {
        goods: { units: [{ gtin, serial }] },
        scans: [scan],
        eventTime: new Date(at).toISOString(),
      }
      await outbox.add(waitingDispensing, { body, label: serial, at })
    }
    onChange([])
    onKept()
  }

  return (
    <Section title={words.unchecked(packs.length)}>
      <Text size="sm" mb="md">
        {words.uncheckedDetail}
      </Text>
      <Stack component="ul" gap="sm" m={0} p={0} style={{ listStyle: 'none' }}>
        {packs.map((pack) => (
          <Group component="li" key={pack.gtin + pack.serial} justify="space-between" wrap="nowrap" gap="sm">
            <div>
              <Text fw={600}>{pack.serial}</Text>
              <Text size="sm" c="dimmed">
                {[pack.gtin, pack.expiry === undefined ? '' : words.until(format.day(pack.expiry))]
                  .filter(Boolean)
                  .join(' · ')}
              </Text>
            </div>
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={words.remove(pack.serial)}
              onClick={() => onChange(packs.filter((one) => one !== pack))}
            >
              <IconX size={18} />
            </ActionIcon>
          </Group>
        ))}
      </Stack>
      <Button mt="lg" size="md" fullWidth variant="default" onClick={() => void keep()}>
        {words.bookLater(packs.length)}
      </Button>
    </Section>
  )
}

/** What the till says where the network is away. */
export function AwayVerdict({ what }: { readonly what: 'unchecked' | 'unread' | 'kept' }) {
  const words = useDispensingWords()
  const texts = {
    unchecked: [words.away, words.awayDetail],
    unread: [words.awayUnread, words.awayUnreadDetail],
    kept: [words.kept, words.keptDetail],
  } as const
  const [title, detail] = texts[what]
  return <VerdictPanel tone="warn" title={title} detail={detail} />
}
