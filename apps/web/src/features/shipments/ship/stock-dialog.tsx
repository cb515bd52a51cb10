import { Button, Group, Modal, SegmentedControl, Stack } from '@mantine/core'
import { useState } from 'react'
import { useShipWords } from '../ship-words.ts'
import { countPacks, goodsKey, type ShippedGoods } from './read-goods.ts'
import { StockCases } from './stock-cases.tsx'
import { StockCounts } from './stock-counts.tsx'

/** Chooses goods from the stock that nobody scans: whole cases from the desk, and packs that have no serials. */
export function StockDialog(props: {
  /** What goes already. */
  readonly list: readonly ShippedGoods[]
  readonly onClose: () => void
  readonly onAdd: (goods: readonly ShippedGoods[]) => void
}) {
  const { list, onClose, onAdd } = props
  const words = useShipWords()
  const [kind, setKind] = useState('cases')
  const [chosen, setChosen] = useState<readonly ShippedGoods[]>([])
  const there = list.map(goodsKey)

  /** Puts one in the place of what was chosen of the same, or takes it away. */
  function choose(key: string, goods: ShippedGoods | undefined): void {
    setChosen((before) => [...before.filter((one) => goodsKey(one) !== key), ...(goods === undefined ? [] : [goods])])
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={words.stockTitle}
      size="lg"
      closeButtonProps={{ 'aria-label': words.cancel }}
    >
      <Stack>
        <SegmentedControl
          aria-label={words.stockKind}
          data={[
            { value: 'cases', label: words.stockCases },
            { value: 'counts', label: words.stockCounts },
          ]}
          value={kind}
          onChange={setKind}
        />
        {kind === 'cases' ? (
          <StockCases there={there} chosen={chosen} onChoose={choose} />
        ) : (
          <StockCounts there={there} chosen={chosen} onChoose={choose} />
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {words.cancel}
          </Button>
          <Button disabled={chosen.length === 0} onClick={() => onAdd(chosen)}>
            {words.addChosen(countPacks(chosen))}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
