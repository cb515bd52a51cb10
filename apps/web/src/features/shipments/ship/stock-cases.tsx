import { Checkbox, Stack, Text, TextInput } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import { apiQuery } from '../../../core/api/query.ts'
import { QueryView } from '../../../ui/state/states.tsx'
import { useShipWords } from '../ship-words.ts'
import classes from '../shipments.module.css'
import { goodsKey, type ShippedGoods } from './read-goods.ts'

/** Cases and pallets that are listed at once. */
const most = 100

/** Cases and pallets of the stock, to tick. */
export function StockCases(props: {
  readonly there: readonly string[]
  readonly chosen: readonly ShippedGoods[]
  readonly onChoose: (key: string, goods: ShippedGoods | undefined) => void
}) {
  const { there, chosen, onChoose } = props
  const words = useShipWords()
  const [digits, setDigits] = useState('')
  const text = useDeferredValue(digits.replace(/\D/g, '').slice(0, 18))
  const query = useQuery({
    ...apiQuery('packing', 'list', {
      query: { outermost: true, sort: '-created', limit: most, ...(text === '' ? {} : { text }) },
    }),
    placeholderData: keepPreviousData,
    select: ({ items }) =>
      items.filter(({ sscc, root, units }) => root.kind === 'institution' && units > 0 && !there.includes(sscc)),
  })
  return (
    <Stack gap="xs">
      <TextInput
        aria-label={words.stockFind}
        placeholder={words.stockFind}
        value={digits}
        onChange={(event) => setDigits(event.currentTarget.value)}
        inputMode="numeric"
        data-autofocus
      />
      <QueryView query={query}>
        {(containers) =>
          containers.length === 0 ? (
            <Text c="dimmed">{words.noCases}</Text>
          ) : (
            <ul className={classes.choices}>
              {containers.map(({ sscc, units }) => (
                <li key={sscc} className={classes.line}>
                  <Checkbox
                    label={<Text ff="monospace">{sscc}</Text>}
                    checked={chosen.some((one) => goodsKey(one) === sscc)}
                    onChange={({ currentTarget: { checked } }) =>
                      onChoose(sscc, checked ? { kind: 'container', sscc, units } : undefined)
                    }
                  />
                  <Text className={classes.count}>{words.packs(units)}</Text>
                </li>
              ))}
            </ul>
          )
        }
      </QueryView>
    </Stack>
  )
}
