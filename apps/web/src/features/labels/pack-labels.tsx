import { Button, Group, NumberInput, Stack, Text } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { Lot } from '@theriac/api'
import { lazy, Suspense, useState } from 'react'
import { useSearchState } from '../../core/pages/page-state.ts'
import { FieldLabel } from '../../ui/form/field-label.tsx'
import { Section } from '../../ui/layout/page-frame.tsx'
import { LoadingState, QueryView } from '../../ui/state/states.tsx'
import { packSizes } from './print/label-sizes.ts'
import { PrintPanel } from './print/print-panel.tsx'
import { readSerials } from './read-serials.ts'
import { useLabelWords } from './words.ts'

const PackLabel = lazy(async () => ({ default: (await import('./print/pack-label.tsx')).PackLabel }))

const names = Object.keys(packSizes) as readonly (keyof typeof packSizes)[]
/** Of one go: a browser takes long to lay out more. */
const most = 1000
const begin = { first: 0, count: 65 }
const wholeNumber = (value: unknown): number => Math.max(0, Math.floor(Number(value) || 0))

/** Prints the labels of packs of a lot. */
export function PackLabels({ lot }: { readonly lot: Lot }) {
  const words = useLabelWords()
  const [{ first, count }, change] = useSearchState(begin)
  const [size, setSize] = useState<keyof typeof packSizes>('a4x65')
  const from = { first: wholeNumber(first), limit: Math.min(most, Math.max(1, wholeNumber(count))) }
  const key = { gtin: lot.gtin, lot: lot.lot }
  const serials = useQuery({
    queryKey: ['commissioning', 'serials', key, from],
    queryFn: () => readSerials(key, from),
    placeholderData: keepPreviousData,
  })
  const { gtin, expiry, productName } = lot
  return (
    <>
      <Section>
        <Stack>
          <Group align="flex-end" gap="md">
            <NumberInput
              label={<FieldLabel label={words.first} help={words.firstHelp} />}
              value={from.first}
              onChange={(value) => change({ first: wholeNumber(value) })}
              min={0}
              allowDecimal={false}
              flex="1 1 180px"
            />
            <NumberInput
              label={words.count}
              value={from.limit}
              onChange={(value) => change({ count: wholeNumber(value) })}
              min={1}
              max={most}
              allowDecimal={false}
              flex="1 1 140px"
            />
          </Group>
          {serials.data && (
            <Group justify="space-between">
              <Text role="status">
                {serials.data.length === 0
                  ? words.none
                  : words.numbers(serials.data[0]?.index ?? 0, serials.data.at(-1)?.index ?? 0)}
              </Text>
              {serials.data.length === from.limit && (
                <Button
                  variant="default"
                  size="compact-md"
                  onClick={() => change({ first: (serials.data.at(-1)?.index ?? 0) + 1 })}
                >
                  {words.next}
                </Button>
              )}
            </Group>
          )}
        </Stack>
      </Section>
      <QueryView query={serials}>
        {(list) =>
          list.length > 0 && (
            <Suspense fallback={<LoadingState />}>
              <PrintPanel
                list={list}
                keyOf={({ index }) => String(index)}
                nameOf={({ serial }) => serial}
                sizeNames={names}
                size={size}
                onSize={(name) => setSize(names.find((one) => one === name) ?? 'a4x65')}
                shape={packSizes[size]}
                zoom={2}
                symbolOf={async ({ serial }) =>
                  (await import('./symbol/symbol-of.ts')).symbolOfPack({ gtin, lot: lot.lot, expiry, serial })
                }
              >
                {({ serial }) => (
                  <PackLabel pack={{ gtin, lot: lot.lot, expiry, productName, serial }} size={packSizes[size]} />
                )}
              </PrintPanel>
            </Suspense>
          )
        }
      </QueryView>
    </>
  )
}
