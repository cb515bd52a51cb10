import { ActionIcon, Button, Group, Kbd, Stack, Text } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import type { Verification } from '@theriac/api'
import type { Ref } from 'react'
import { useFormat } from '../../core/i18n/language-provider.tsx'
import { Section } from '../../ui/layout/page-frame.tsx'
import { useDispensingWords } from './words.ts'

/** A pack that waits to be dispensed, and what the scanner gave for it. */
export interface Waiting {
  readonly answer: Verification
  readonly scan: string
}

/** Whether two codes are of the same pack. */
export const isSamePack = (a: Verification, b: Verification): boolean =>
  a.pack.gtin === b.pack.gtin && a.pack.serial === b.pack.serial

/** Packs that wait, and the button that dispenses them all. */
export function WaitingList(props: {
  readonly packs: readonly Waiting[]
  readonly sending: boolean
  readonly button: Ref<HTMLButtonElement>
  readonly onRemove: (pack: Waiting) => void
  readonly onClear: () => void
  readonly onDispense: () => void
}) {
  const { packs, sending, button, onRemove, onClear, onDispense } = props
  const words = useDispensingWords()
  const format = useFormat()
  return (
    <Section
      title={words.waiting(packs.length)}
      actions={
        <Button variant="subtle" color="gray" size="compact-sm" onClick={onClear} disabled={sending}>
          {words.clear}
        </Button>
      }
    >
      <Stack component="ul" gap="sm" m={0} p={0} style={{ listStyle: 'none' }}>
        {packs.map((one) => {
          const { pack, product, lot } = one.answer
          const lotNumber = lot?.lot ?? pack.lot
          const expiry = lot?.expiry ?? pack.expiry
          return (
            <Group component="li" key={pack.gtin + pack.serial} justify="space-between" wrap="nowrap" gap="sm">
              <div>
                <Text fw={600}>{product?.name ?? pack.gtin}</Text>
                <Text size="sm" c="dimmed">
                  {[
                    pack.serial,
                    lotNumber === undefined ? '' : words.lot(lotNumber),
                    expiry === undefined ? '' : words.until(format.day(expiry)),
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </Text>
              </div>
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={words.remove(`${product?.name ?? pack.gtin} ${pack.serial}`)}
                onClick={() => onRemove(one)}
                disabled={sending}
              >
                <IconX size={18} />
              </ActionIcon>
            </Group>
          )
        })}
      </Stack>
      <Button
        ref={button}
        mt="lg"
        size="lg"
        fullWidth
        loading={sending}
        onClick={onDispense}
        rightSection={
          <Kbd size="xs" aria-hidden>
            Enter
          </Kbd>
        }
      >
        {words.dispense(packs.length)}
      </Button>
    </Section>
  )
}
