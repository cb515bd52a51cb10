import { ActionIcon, Box, Button, Group, Stack, Text, Tooltip, useComputedColorScheme } from '@mantine/core'
import { useResizeObserver } from '@mantine/hooks'
import { IconDownload, IconPhotoDown } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { type KeyboardEvent, type MouseEvent, useEffect, useMemo, useRef, useState } from 'react'
import { apiPages } from '../../../core/api/query.ts'
import { useText } from '../../../core/i18n/language-provider.tsx'
import { Section } from '../../../ui/layout/page-frame.tsx'
import { saveFile } from '../../../ui/save-file.ts'
import { ErrorState, LoadingState } from '../../../ui/state/states.tsx'
import { saveCsv } from '../../../ui/table/csv.ts'
import { statusOf } from '../../../ui/words/status.ts'
import { type BitmapState, drawBitmap, perRow, stateAt, type Word } from './draw-bitmap.ts'
import { stateColours } from './state-colours.ts'
import type { useLotParams } from './use-lot.ts'
import { useBitmapWords, useLotWords } from './words.ts'

/** Each pack of a lot as a cell, 256 in a row, coloured by its state. */
export function Bitmap({ lot }: { readonly lot: ReturnType<typeof useLotParams> }) {
  const words = useBitmapWords()
  const lotWords = useLotWords()
  const text = useText()
  const query = useInfiniteQuery(apiPages('lots', 'bitmap', { params: lot, query: { limit: 200 } }))
  const rows = useMemo(() => query.data?.pages.flatMap(({ items }) => items) ?? [], [query.data])
  const canvas = useRef<HTMLCanvasElement>(null)
  const nameOf = (state: BitmapState): string => (state === 'none' ? words.none : text(statusOf(state).words))

  function savePicture(): void {
    canvas.current?.toBlob((picture) => picture && saveFile(`${lot.lot}.png`, picture))
  }
  function saveRuns(): void {
    const runs = rows.flatMap(({ word, runs: own }) => {
      let next = word * perRow
      return own.map(({ count, state }) => {
        const run = { first: next, last: next + count - 1, state }
        next += count
        return run
      })
    })
    const column = (id: 'first' | 'last' | 'state') => ({
      id,
      label: id,
      value: (run: (typeof runs)[number]) => run[id],
    })
    saveCsv(`${lot.lot}-states`, [column('first'), column('last'), column('state')], runs)
  }

  return (
    <Section
      title={lotWords.picture}
      actions={
        rows.length > 0 && (
          <Group gap={4}>
            <Tooltip label={words.png}>
              <ActionIcon variant="subtle" color="gray" aria-label={words.png} onClick={savePicture}>
                <IconPhotoDown size={18} />
              </ActionIcon>
            </Tooltip>
            <Tooltip label={words.csv}>
              <ActionIcon variant="subtle" color="gray" aria-label={words.csv} onClick={saveRuns}>
                <IconDownload size={18} />
              </ActionIcon>
            </Tooltip>
          </Group>
        )
      }
    >
      {query.isPending && <LoadingState />}
      {query.isError && <ErrorState error={query.error} retry={() => void query.refetch()} />}
      {rows.length > 0 && (
        <Stack gap="sm">
          <Text size="sm" c="dimmed">
            {words.intro}
          </Text>
          <Cells rows={rows} canvas={canvas} label={words.picture(lot.lot)} nameOf={nameOf} />
          <Group component="ul" gap="md" p={0} m={0} style={{ listStyle: 'none' }}>
            {statesOf(rows).map((state) => (
              <Group component="li" key={state} gap={6} wrap="nowrap">
                <Box
                  w={12}
                  h={12}
                  bg={state === 'none' ? 'var(--theriac-line)' : stateColours[state]}
                  style={{ borderRadius: 3 }}
                />
                <Text size="sm">{nameOf(state)}</Text>
              </Group>
            ))}
          </Group>
          {query.hasNextPage && (
            <Button
              variant="default"
              style={{ alignSelf: 'flex-start' }}
              loading={query.isFetchingNextPage}
              onClick={() => void query.fetchNextPage()}
            >
              {words.more}
            </Button>
          )}
        </Stack>
      )}
    </Section>
  )
}

const steps: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: perRow, ArrowUp: -perRow }

function Cells(props: {
  readonly rows: readonly Word[]
  readonly canvas: React.RefObject<HTMLCanvasElement | null>
  readonly label: string
  readonly nameOf: (state: BitmapState) => string
}) {
  const { rows, canvas, label, nameOf } = props
  const words = useBitmapWords()
  const isDark = useComputedColorScheme('light') === 'dark'
  const [frame, { width }] = useResizeObserver<HTMLDivElement>()
  /** Which cell is told about: counted over the rows that are shown. */
  const [cell, setCell] = useState(0)
  const rowHeight = Math.max(3, Math.min(10, Math.floor(600 / rows.length)))

  useEffect(() => {
    if (canvas.current && width > 0) drawBitmap(canvas.current, rows, { width, rowHeight, isDark, cell })
  }, [canvas, rows, width, rowHeight, isDark, cell])

  const last = rows.length * perRow - 1
  const go = (to: number): void => setCell(Math.max(0, Math.min(last, to)))
  function point({ clientX, clientY, currentTarget }: MouseEvent<HTMLElement>): void {
    const box = currentTarget.getBoundingClientRect()
    const column = Math.min(perRow - 1, Math.floor(((clientX - box.left) / box.width) * perRow))
    go(Math.floor((clientY - box.top) / rowHeight) * perRow + column)
  }
  function press(event: KeyboardEvent): void {
    const step = steps[event.key]
    if (step === undefined) return
    event.preventDefault()
    go(cell + step)
  }
  const row = rows[Math.floor(cell / perRow)]
  const told = row && words.unit(row.word * perRow + (cell % perRow), nameOf(stateAt(row, cell % perRow)))
  return (
    <div ref={frame}>
      <div
        role="slider"
        tabIndex={0}
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={last}
        aria-valuenow={cell}
        aria-valuetext={told}
        onKeyDown={press}
        onMouseMove={point}
        onClick={point}
        style={{ cursor: 'crosshair', lineHeight: 0 }}
      >
        <canvas ref={canvas} aria-hidden style={{ width: '100%', height: rows.length * rowHeight }} />
      </div>
      <Text size="sm" fw={600} mt={6}>
        {told}
      </Text>
    </div>
  )
}

function statesOf(rows: readonly Word[]): readonly BitmapState[] {
  return [...new Set(rows.flatMap(({ runs }) => runs.map(({ state }) => state)))]
}
