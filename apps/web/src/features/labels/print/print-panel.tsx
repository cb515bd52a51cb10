import { Button, Grid, Group, NumberInput, Select, Stack, Text } from '@mantine/core'
import { IconDownload, IconPrinter } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { FieldLabel } from '../../../ui/form/field-label.tsx'
import { Section } from '../../../ui/layout/page-frame.tsx'
import type { SymbolDrawing } from '../symbol/draw-symbol.ts'
import { savePng, saveSvg } from '../symbol/save-symbol.ts'
import { useLabelWords } from '../words.ts'
import { type LabelSize, perSheet } from './label-sizes.ts'
import { Preview, Sheets } from './sheets.tsx'

type SizeName = keyof ReturnType<typeof useLabelWords>['sizes']

/** Says how labels are printed, shows the first of them, and prints all. */
export function PrintPanel<T>(props: {
  readonly list: readonly T[]
  readonly keyOf: (one: T) => string
  /** What a label is of, in letters; and the name of the file its symbol is saved as. */
  readonly nameOf: (one: T) => string
  readonly sizeNames: readonly SizeName[]
  readonly size: SizeName
  readonly onSize: (name: string) => void
  readonly shape: LabelSize
  /** How much larger than it is a label is shown. */
  readonly zoom: number
  readonly symbolOf: (one: T) => Promise<SymbolDrawing>
  /** Draws one label. */
  readonly children: (one: T) => ReactNode
}) {
  const { list, keyOf, nameOf, sizeNames, size, onSize, shape, zoom, symbolOf, children } = props
  const words = useLabelWords()
  const [used, setUsed] = useState<number | string>(0)
  const places = perSheet(shape)
  const skip = Math.min(places - 1, Math.max(0, Math.floor(Number(used) || 0)))
  const [first] = list
  if (first === undefined) return null
  return (
    <Grid gap="lg">
      <Grid.Col span={{ base: 12, md: 5 }}>
        <Section>
          <Stack>
            <Select
              label={words.size}
              data={sizeNames.map((name) => ({ value: name, label: words.sizes[name] }))}
              value={size}
              onChange={(name) => onSize(name ?? size)}
              allowDeselect={false}
            />
            {places > 1 && (
              <NumberInput
                label={<FieldLabel label={words.skip} help={words.skipHelp} />}
                value={used}
                onChange={setUsed}
                min={0}
                max={places - 1}
                allowDecimal={false}
              />
            )}
            <div>
              <Button fullWidth size="md" leftSection={<IconPrinter size={18} />} onClick={() => print()}>
                {words.print(list.length)}
              </Button>
              <Text size="sm" c="dimmed" mt={6}>
                {`${words.sheets(Math.ceil((list.length + skip) / places))} ${words.scale}`}
              </Text>
            </div>
            <Group gap="xs">
              <Button
                variant="default"
                size="compact-md"
                leftSection={<IconDownload size={16} />}
                onClick={() => void symbolOf(first).then((drawing) => savePng(nameOf(first), drawing))}
              >
                {words.savePng}
              </Button>
              <Button
                variant="default"
                size="compact-md"
                leftSection={<IconDownload size={16} />}
                onClick={() => void symbolOf(first).then((drawing) => saveSvg(nameOf(first), drawing))}
              >
                {words.saveSvg}
              </Button>
            </Group>
          </Stack>
        </Section>
      </Grid.Col>
      <Grid.Col span={{ base: 12, md: 7 }}>
        <Section title={words.preview}>
          <Preview size={shape} zoom={zoom} label={words.previewOf(nameOf(first))}>
            {children(first)}
          </Preview>
        </Section>
      </Grid.Col>
      <Sheets size={shape} list={list} keyOf={keyOf} skip={skip}>
        {children}
      </Sheets>
    </Grid>
  )
}
