import { Button, Group, Modal, NumberInput, Select, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { Gtin, LotNumber, Sscc } from '@theriac/gs1'
import { type FormEvent, useState } from 'react'
import { apiQuery } from '../../../core/api/query.ts'
import { QueryView } from '../../../ui/state/states.tsx'
import { usePackingWords } from '../words.ts'
import type { Item, Mode } from './draft.ts'

interface Choice {
  readonly gtin: Gtin
  readonly lot: LotNumber
  readonly productName: string
  readonly most: number
}

/** Takes packs of lots without serials, which have no code to scan: by lot and number. */
export function CountDialog(props: {
  readonly mode: Mode
  readonly sscc: Sscc
  readonly onClose: () => void
  readonly onAdd: (item: Item) => void
}) {
  const { mode, sscc, onClose, onAdd } = props
  const words = usePackingWords()
  const stock = useQuery({
    ...apiQuery('stock', 'list', { query: { state: 'sellable', limit: 500 } }),
    enabled: mode === 'in',
    select: ({ items }): readonly Choice[] =>
      items
        .filter(({ serialised, loose }) => !serialised && loose > 0)
        .map(({ gtin, lot, productName, loose }) => ({ gtin, lot, productName, most: loose })),
  })
  const content = useQuery({
    ...apiQuery('packing', 'find', { params: { sscc } }),
    enabled: mode === 'out',
    select: ({ content: lots, loose }): readonly Choice[] =>
      loose
        .filter(({ ranges }) => ranges.length === 0)
        .map(({ gtin, lot, quantity }) => ({
          gtin,
          lot,
          productName: lots.find((one) => one.gtin === gtin && one.lot === lot)?.productName ?? gtin,
          most: quantity,
        })),
  })
  return (
    <Modal opened onClose={onClose} title={words.byNumberTitle} closeButtonProps={{ 'aria-label': words.cancel }}>
      <QueryView query={mode === 'in' ? stock : content}>
        {(choices) =>
          choices.length === 0 ? (
            <Text>{mode === 'in' ? words.byNumberNone : words.byNumberNoneIn}</Text>
          ) : (
            <CountForm choices={choices} onClose={onClose} onAdd={onAdd} />
          )
        }
      </QueryView>
    </Modal>
  )
}

function CountForm(props: {
  readonly choices: readonly Choice[]
  readonly onClose: () => void
  readonly onAdd: (item: Item) => void
}) {
  const { choices, onClose, onAdd } = props
  const words = usePackingWords()
  const [place, setPlace] = useState('0')
  const [quantity, setQuantity] = useState<number | string>('')
  const choice = choices[Number(place)]
  const count = Number(quantity)
  const isFine = choice !== undefined && Number.isInteger(count) && count >= 1 && count <= choice.most

  function submit(event: FormEvent): void {
    event.preventDefault()
    if (!isFine) return
    const { gtin, lot, productName } = choice
    onAdd({ kind: 'count', gtin, lot, productName, quantity: count })
  }
  return (
    <form onSubmit={submit}>
      <Stack>
        <Text size="sm">{words.byNumberHelp}</Text>
        <Select
          label={words.whichLot}
          data={choices.map(({ productName, lot, most }, index) => ({
            value: String(index),
            label: `${productName} · ${lot} · ${words.packs(most)}`,
          }))}
          value={place}
          onChange={(value) => setPlace(value ?? '0')}
          allowDeselect={false}
          searchable
        />
        <NumberInput
          label={words.howMany}
          description={words.ofMost(choice?.most ?? 0)}
          value={quantity}
          onChange={setQuantity}
          min={1}
          max={choice?.most ?? 1}
          allowDecimal={false}
          data-autofocus
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {words.cancel}
          </Button>
          <Button type="submit" disabled={!isFine}>
            {words.add}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
