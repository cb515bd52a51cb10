import { NumberInput, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { apiQuery } from '../../../core/api/query.ts'
import { useFormat } from '../../../core/i18n/language-provider.tsx'
import { QueryView } from '../../../ui/state/states.tsx'
import { StatusBadge } from '../../../ui/status-badge.tsx'
import { useShipWords } from '../ship-words.ts'
import classes from '../shipments.module.css'
import { goodsKey, type ShippedGoods } from './read-goods.ts'

/** Lots without serials that lie loose in the stock: how many packs of each go. */
export function StockCounts(props: {
  readonly there: readonly string[]
  readonly chosen: readonly ShippedGoods[]
  readonly onChoose: (key: string, goods: ShippedGoods | undefined) => void
}) {
  const { there, chosen, onChoose } = props
  const words = useShipWords()
  const format = useFormat()
  const query = useQuery({
    ...apiQuery('stock', 'list', { query: { state: 'sellable', limit: 500, sort: 'expiry' } }),
    select: ({ items }) =>
      items.flatMap(({ gtin, lot, productName, expiry, loose, serialised, status }) => {
        const goods = { kind: 'count', gtin, lot, productName, quantity: loose, isHeld: status !== 'ok' } as const
        const isChoice = !serialised && loose > 0 && !there.includes(goodsKey(goods))
        return isChoice ? [{ goods, key: goodsKey(goods), expiry, status }] : []
      }),
  })
  return (
    <QueryView query={query}>
      {(lots) =>
        lots.length === 0 ? (
          <Text c="dimmed">{words.noCounts}</Text>
        ) : (
          <ul className={classes.choices}>
            {lots.map(({ goods, key, expiry, status }) => {
              const picked = chosen.find((one) => goodsKey(one) === key)
              return (
                <li key={key} className={classes.line}>
                  <div>
                    <Text fw={600}>{goods.productName}</Text>
                    <Text size="sm" c="dimmed">
                      {[words.lot(goods.lot), words.until(format.day(expiry)), words.inStock(goods.quantity)].join(
                        ' · ',
                      )}
                    </Text>
                    {status !== 'ok' && <StatusBadge status={status} />}
                  </div>
                  <NumberInput
                    aria-label={words.countOf(goods.lot, goods.quantity)}
                    value={picked?.kind === 'count' ? picked.quantity : ''}
                    onChange={(value) => {
                      const quantity = Math.floor(Number(value) || 0)
                      onChoose(key, quantity > 0 ? { ...goods, quantity } : undefined)
                    }}
                    min={0}
                    max={goods.quantity}
                    clampBehavior="strict"
                    allowDecimal={false}
                    w={130}
                  />
                </li>
              )
            })}
          </ul>
        )
      }
    </QueryView>
  )
}
