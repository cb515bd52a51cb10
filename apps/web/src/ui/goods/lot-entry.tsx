import { Button, Collapse, Group, NumberInput, Select, Stack, Text } from '@mantine/core'
import { IconListNumbers } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { Lot } from '@theriac/api'
import { useEffect, useState } from 'react'
import { apiQuery } from '../../core/api/query.ts'
import { useFormat } from '../../core/i18n/language-provider.tsx'
import { ErrorState } from '../state/states.tsx'
import type { OfLot } from './goods.ts'
import { useGoodsWords } from './words.ts'

/** A lot that goods can be taken from. */
export interface LotChoice extends Pick<Lot, 'gtin' | 'lot' | 'expiry' | 'productName'> {
  /** Packs of it that are in no container. */
  readonly loose: number
}

/** Names packs by their lot: so many where they have no serials, else from one number in the lot to another. */
export function LotEntry(props: {
  readonly lots: readonly LotChoice[]
  /** Lot whose code was scanned. */
  readonly scanned?: Lot | undefined
  /** Whether numbered packs may be named by their numbers too. */
  readonly ranges?: boolean
  readonly onAdd: (goods: OfLot) => void
}) {
  const { lots, scanned, ranges = false, onAdd } = props
  const words = useGoodsWords()
  const format = useFormat()
  const [isOpen, setOpen] = useState(false)
  const [chosen, setChosen] = useState<string | null>(null)
  useEffect(() => {
    if (scanned === undefined) return
    setOpen(true)
    setChosen(keyOf(scanned))
  }, [scanned])
  const byKey = new Map<string, LotChoice>()
  for (const lot of lots) {
    const before = byKey.get(keyOf(lot))
    byKey.set(keyOf(lot), before ? { ...before, loose: before.loose + lot.loose } : lot)
  }
  const choice = chosen === null ? undefined : byKey.get(chosen)
  return (
    <div>
      <Button
        variant="subtle"
        size="compact-md"
        leftSection={<IconListNumbers size={18} />}
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        {words.byLot}
      </Button>
      <Collapse expanded={isOpen}>
        <Stack mt="sm" gap="sm">
          <Select
            label={words.chooseLot}
            placeholder={words.chooseLotPlaceholder}
            nothingFoundMessage={words.noLot}
            searchable
            value={chosen}
            onChange={setChosen}
            data={[...byKey].map(([value, { productName, lot, loose }]) => ({
              value,
              label: `${productName} · ${words.lot(lot)} · ${words.packs(loose)}`,
            }))}
          />
          {choice ? (
            <Amount
              key={chosen}
              choice={choice}
              ranges={ranges}
              onAdd={(goods) => {
                onAdd(goods)
                setChosen(null)
              }}
            />
          ) : (
            <Text size="sm" c="dimmed">
              {lots.length === 0 ? words.noLots : words.byLotHelp(format.number(byKey.size))}
            </Text>
          )}
        </Stack>
      </Collapse>
    </div>
  )
}

const keyOf = ({ gtin, lot }: Pick<Lot, 'gtin' | 'lot'>): string => `${gtin} ${lot}`

function Amount(props: {
  readonly choice: LotChoice
  readonly ranges: boolean
  readonly onAdd: (goods: OfLot) => void
}) {
  const { choice, ranges, onAdd } = props
  const { gtin, lot, expiry, productName, loose } = choice
  const words = useGoodsWords()
  const found = useQuery({ ...apiQuery('lots', 'find', { params: { gtin, lot } }), meta: { still: true } })
  const [count, setCount] = useState<number | string>('')
  const [last, setLast] = useState<number | string>('')
  const what = { gtin, lot, expiry, productName }
  if (found.isError) return <ErrorState error={found.error} />
  if (found.data === undefined) return null
  if (found.data.serialised && !ranges)
    return (
      <Text size="sm" c="dimmed">
        {words.serialised}
      </Text>
    )
  const isRange = found.data.serialised
  const isFit = isRange
    ? typeof count === 'number' && typeof last === 'number' && last >= count
    : typeof count === 'number' && count >= 1 && count <= loose
  function add(): void {
    if (typeof count !== 'number' || !isFit) return
    onAdd(
      isRange
        ? { ...what, kind: 'range', first: count, last: Number(last) }
        : { ...what, kind: 'quantity', quantity: count },
    )
  }
  return (
    <Group align="flex-end" gap="sm">
      {isRange ? (
        <>
          <NumberInput
            label={words.firstNumber}
            min={0}
            allowDecimal={false}
            value={count}
            onChange={setCount}
            w={150}
          />
          <NumberInput label={words.lastNumber} min={0} allowDecimal={false} value={last} onChange={setLast} w={150} />
        </>
      ) : (
        <NumberInput
          label={words.howMany(loose)}
          min={1}
          max={loose}
          allowDecimal={false}
          value={count}
          onChange={setCount}
          w={200}
        />
      )}
      <Button variant="default" disabled={!isFit} onClick={add}>
        {words.add}
      </Button>
    </Group>
  )
}
