import { ActionIcon, Button, Group, Stack, Text } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useFormat } from '../../core/i18n/language-provider.tsx'
import { Section } from '../layout/page-frame.tsx'
import { countPacks, type Goods, goodsKey, unitsOf } from './goods.ts'
import classes from './goods-list.module.css'
import { useGoodsWords } from './words.ts'

/** Goods that were collected; each can be taken off again. */
export function GoodsList(props: {
  readonly list: readonly Goods[]
  readonly empty: string
  readonly onRemove: (goods: Goods) => void
  readonly onClear: () => void
}) {
  const { list, empty, onRemove, onClear } = props
  const words = useGoodsWords()
  return (
    <Section
      title={list.length === 0 ? words.list : words.listOf(countPacks(list))}
      actions={
        list.length > 1 && (
          <Button variant="subtle" color="gray" size="compact-sm" onClick={onClear}>
            {words.clear}
          </Button>
        )
      }
    >
      {list.length === 0 ? (
        <Text c="dimmed">{empty}</Text>
      ) : (
        <Stack component="ul" className={classes.list} gap={0}>
          {list.map((goods) => (
            <Line key={goodsKey(goods)} goods={goods} onRemove={() => onRemove(goods)} />
          ))}
        </Stack>
      )}
    </Section>
  )
}

function Line({ goods, onRemove }: { readonly goods: Goods; readonly onRemove: () => void }) {
  const words = useGoodsWords()
  const { name, detail } = useGoodsText()(goods)
  return (
    <li className={classes.line}>
      <div>
        <Text fw={600}>{name}</Text>
        <Text size="sm" c="dimmed">
          {detail}
        </Text>
      </div>
      <Group gap="xs" wrap="nowrap">
        <Text className={classes.count}>{words.packs(unitsOf(goods))}</Text>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={36}
          aria-label={words.remove(`${name} ${detail}`)}
          onClick={onRemove}
        >
          <IconX size={18} />
        </ActionIcon>
      </Group>
    </li>
  )
}

/** Goods in words: what they are, and which. */
function useGoodsText(): (goods: Goods) => { readonly name: string; readonly detail: string } {
  const words = useGoodsWords()
  const format = useFormat()
  return (goods) => {
    if (goods.kind === 'container') return { name: words.container, detail: goods.sscc }
    const lot = [words.lot(goods.lot), words.until(format.day(goods.expiry))]
    const which =
      goods.kind === 'pack' ? [goods.serial] : goods.kind === 'range' ? [words.numbers(goods.first, goods.last)] : []
    return { name: goods.productName, detail: [...which, ...lot].join(' · ') }
  }
}
