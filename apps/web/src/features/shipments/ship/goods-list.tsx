import { ActionIcon, Button, Group, Stack, Text } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { Section } from '../../../ui/layout/page-frame.tsx'
import { useShipWords } from '../ship-words.ts'
import classes from '../shipments.module.css'
import { goodsKey, type ShippedGoods, unitsOf } from './read-goods.ts'

/** Goods that were scanned for a shipment. */
export function GoodsList(props: {
  readonly list: readonly ShippedGoods[]
  readonly onRemove: (goods: ShippedGoods) => void
  /** Opens the stock, to choose from it what cannot be scanned. */
  readonly onChoose: () => void
}) {
  const { list, onRemove, onChoose } = props
  const words = useShipWords()
  return (
    <Section
      title={words.goods}
      actions={
        <Button variant="default" size="compact-md" onClick={onChoose}>
          {words.fromStock}
        </Button>
      }
    >
      {list.length === 0 ? (
        <Text c="dimmed">{words.goodsEmpty}</Text>
      ) : (
        <Stack component="ul" gap={0} m={0} p={0} style={{ listStyle: 'none' }}>
          {list.map((goods) => {
            const name = nameOf(goods)
            return (
              <li key={goodsKey(goods)} className={classes.line}>
                <div>
                  <Text fw={600}>{goods.kind === 'container' ? words.container : goods.productName}</Text>
                  <Text size="sm" c="dimmed">
                    {goods.kind === 'pack'
                      ? `${goods.serial} · ${words.lot(goods.lot)}`
                      : goods.kind === 'count'
                        ? words.lot(goods.lot)
                        : goods.sscc}
                  </Text>
                </div>
                <Group gap="xs" wrap="nowrap">
                  <Text className={classes.count}>{words.packs(unitsOf(goods))}</Text>
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    aria-label={words.remove(name)}
                    onClick={() => onRemove(goods)}
                  >
                    <IconX size={18} />
                  </ActionIcon>
                </Group>
              </li>
            )
          })}
        </Stack>
      )}
    </Section>
  )
}

const nameOf = (goods: ShippedGoods): string =>
  goods.kind === 'container' ? goods.sscc : goods.kind === 'pack' ? goods.serial : goods.lot
