import { ActionIcon, Group, Stack, Text } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { Section } from '../../../ui/layout/page-frame.tsx'
import { useShipWords } from '../ship-words.ts'
import classes from '../shipments.module.css'
import { goodsKey, type ShippedGoods } from './read-goods.ts'

/** Goods that were scanned for a shipment. */
export function GoodsList(props: {
  readonly list: readonly ShippedGoods[]
  readonly onRemove: (goods: ShippedGoods) => void
}) {
  const { list, onRemove } = props
  const words = useShipWords()
  return (
    <Section title={words.goods}>
      {list.length === 0 ? (
        <Text c="dimmed">{words.goodsEmpty}</Text>
      ) : (
        <Stack component="ul" gap={0} m={0} p={0} style={{ listStyle: 'none' }}>
          {list.map((goods) => {
            const name = goods.kind === 'container' ? goods.sscc : goods.serial
            return (
              <li key={goodsKey(goods)} className={classes.line}>
                <div>
                  <Text fw={600}>{goods.kind === 'container' ? words.container : goods.productName}</Text>
                  <Text size="sm" c="dimmed">
                    {goods.kind === 'container' ? goods.sscc : `${goods.serial} · ${words.lot(goods.lot)}`}
                  </Text>
                </div>
                <Group gap="xs" wrap="nowrap">
                  <Text className={classes.count}>{words.packs(goods.kind === 'container' ? goods.units : 1)}</Text>
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
