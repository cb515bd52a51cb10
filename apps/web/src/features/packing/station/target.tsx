import { ActionIcon, Badge, Button, Group, Kbd, Stack, Text } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import type { Ref } from 'react'
import { paths } from '../../../core/paths.ts'
import { ButtonLink } from '../../../ui/app-link.tsx'
import { Section } from '../../../ui/layout/page-frame.tsx'
import { Tree } from '../containers/tree.tsx'
import classes from '../packing.module.css'
import { usePackingWords } from '../words.ts'
import { type Draft, type Item, keyOf, type Mode, unitsOf } from './draft.ts'

/** The container that is open: what goes in or comes out, what is in it already, and the button that books it. */
export function Target(props: {
  readonly mode: Mode
  readonly draft: Draft
  readonly sending: boolean
  readonly button: Ref<HTMLButtonElement>
  readonly onBook: () => void
  readonly onRemove: (item: Item) => void
  readonly onLeave: () => void
  readonly onCount: () => void
}) {
  const { mode, draft, sending, button, onBook, onRemove, onLeave, onCount } = props
  const words = usePackingWords()
  const { items, isNew } = draft
  const units = items.reduce((sum, item) => sum + unitsOf(item), 0)
  const isIn = mode === 'in'
  return (
    <Section
      title={draft.sscc}
      actions={
        <Group gap="xs">
          {isNew && (
            <Badge variant="light" size="lg">
              {words.isNew}
            </Badge>
          )}
          <Button variant="subtle" color="gray" size="compact-sm" disabled={sending} onClick={onLeave}>
            {words.another}
          </Button>
        </Group>
      }
    >
      <Stack>
        {items.length === 0 ? (
          <Text c="dimmed">{isIn ? words.empty : words.emptyOut}</Text>
        ) : (
          <div>
            <Text fw={600} role="status">
              {isIn ? words.going(items.length) : words.coming(items.length)}
            </Text>
            <ul className={classes.list} aria-label={isIn ? words.going(items.length) : words.coming(items.length)}>
              {items.map((item) => (
                <Line key={keyOf(item)} item={item} disabled={sending} onRemove={() => onRemove(item)} />
              ))}
            </ul>
          </div>
        )}
        <Group gap="xs">
          {isNew && items.length === 0 && (
            <ButtonLink to={paths.containerLabel(draft.sscc)} variant="default" size="sm">
              {words.label}
            </ButtonLink>
          )}
          {items.length > 0 && (
            <Button
              ref={button}
              size="lg"
              flex="1 1 240px"
              loading={sending}
              onClick={onBook}
              rightSection={
                <Kbd size="xs" aria-hidden>
                  Enter
                </Kbd>
              }
            >
              {isIn ? words.doPack(units) : words.doUnpack(units)}
            </Button>
          )}
          <Button variant="default" size={items.length > 0 ? 'lg' : 'sm'} disabled={sending} onClick={onCount}>
            {words.byNumber}
          </Button>
        </Group>
        {!isNew && (
          <div>
            <Text fw={600} mb={6}>
              {words.already}
            </Text>
            <Tree sscc={draft.sscc} />
          </div>
        )}
      </Stack>
    </Section>
  )
}

function Line(props: { readonly item: Item; readonly disabled: boolean; readonly onRemove: () => void }) {
  const { item, disabled, onRemove } = props
  const words = usePackingWords()
  const name = item.kind === 'case' ? item.sscc : item.kind === 'pack' ? item.serial : item.lot
  return (
    <li className={classes.line}>
      <div>
        <Group gap="xs">
          <Text fw={600}>{item.kind === 'case' ? words.case : item.productName}</Text>
          {item.kind === 'pack' && item.isHeld && (
            <Badge variant="light" color="red">
              {words.held}
            </Badge>
          )}
        </Group>
        <Text size="sm" c="dimmed">
          {item.kind === 'case'
            ? item.sscc
            : item.kind === 'pack'
              ? `${item.serial} · ${words.lot(item.lot)}`
              : words.lot(item.lot)}
        </Text>
      </div>
      <Group gap="xs" wrap="nowrap">
        <Text className={classes.count}>{words.packs(unitsOf(item))}</Text>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={words.remove(name)}
          disabled={disabled}
          onClick={onRemove}
        >
          <IconX size={18} />
        </ActionIcon>
      </Group>
    </li>
  )
}
