import { Box, Button, Group, Stack, Text, useComputedColorScheme } from '@mantine/core'
import { useResizeObserver } from '@mantine/hooks'
import { useInfiniteQuery } from '@tanstack/react-query'
import { type KeyboardEvent, type MouseEvent, useEffect, useMemo, useRef, useState } from 'react'
import { apiPages } from '../../../core/api/query.ts'
import { useFormat, useText } from '../../../core/i18n/language-provider.tsx'
import { stateColours } from '../../../ui/chart/state-colours.ts'
import { Section } from '../../../ui/layout/page-frame.tsx'
import { Picture } from '../../../ui/picture/picture.tsx'
import { ErrorState, LoadingState } from '../../../ui/state/states.tsx'
import type { Column } from '../../../ui/table/column.ts'
import { statusOf } from '../../../ui/words/status.ts'
import { type BitmapState, drawBitmap, perRow, stateAt, type Word } from './draw-bitmap.ts'
import type { useLotParams } from './use-lot.ts'
import { useBitmapWords, useLotWords } from './words.ts'

/** Packs one after the other that are in one state. */
interface Run {
  readonly first: number
  readonly last: number
  readonly state: BitmapState
}

/** Each pack of a lot as a cell, 256 in a row, coloured by its state. */
export function Bitmap({ lot }: { readonly lot: ReturnType<typeof useLotParams> }) {
  const words = useBitmapWords()
  const lotWords = useLotWords()
  const format = useFormat()
  const text = useText()
  const query = useInfiniteQuery(apiPages('lots', 'bitmap', { params: lot, query: { limit: 200 } }))
  const rows = useMemo(() => query.data?.pages.flatMap(({ items }) => items) ?? [], [query.data])
  const runs = useMemo(() => runsOf(rows), [rows])
  const nameOf = (state: BitmapState): string => (state === 'none' ? words.none : text(statusOf(state).words))
  const columns: readonly Column<Run>[] = [
    { id: 'first', label: words.first, value: ({ first }) => first, show: ({ first }) => format.number(first) },
    { id: 'last', label: words.last, value: ({ last }) => last, show: ({ last }) => format.number(last) },
    { id: 'state', label: words.state, value: ({ state }) => nameOf(state) },
  ]
  return (
    <Section title={lotWords.picture}>
      {query.isPending && <LoadingState />}
      {query.isError && <ErrorState error={query.error} retry={() => void query.refetch()} />}
      {rows.length > 0 && (
        <Picture
          name={words.picture(lot.lot)}
          columns={columns}
          rows={runs}
          idOf={({ first }) => String(first)}
          beside={
            <Text size="sm" c="dimmed">
              {words.intro}
            </Text>
          }
        >
          <Stack gap="sm">
            <Cells rows={rows} label={words.picture(lot.lot)} nameOf={nameOf} />
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
                data-not-in-picture
                style={{ alignSelf: 'flex-start' }}
                loading={query.isFetchingNextPage}
                onClick={() => void query.fetchNextPage()}
              >
                {words.more}
              </Button>
            )}
          </Stack>
        </Picture>
      )}
    </Section>
  )
}

const steps: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: perRow, ArrowUp: -perRow }

function Cells(props: {
  readonly rows: readonly Word[]
  readonly label: string
  readonly nameOf: (state: BitmapState) => string
}) {
  const { rows, label, nameOf } = props
  const canvas = useRef<HTMLCanvasElement>(null)
  const words = useBitmapWords()
  const isDark = useComputedColorScheme('light') === 'dark'
  const [frame, { width }] = useResizeObserver<HTMLDivElement>()
  /** Which cell is told about: counted over the rows that are shown. */
  const [cell, setCell] = useState(0)
  const rowHeight = Math.max(3, Math.min(10, Math.floor(600 / rows.length)))

  useEffect(() => {
    if (canvas.current && width > 0) drawBitmap(canvas.current, rows, { width, rowHeight, isDark, cell })
  }, [rows, width, rowHeight, isDark, cell])

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
      <Text size="sm" fw={600} mt={6} data-not-in-picture>
        {told}
      </Text>
    </div>
  )
}

function statesOf(rows: readonly Word[]): readonly BitmapState[] {
  return [...new Set(rows.flatMap(({ runs }) => runs.map(({ state }) => state)))]
}

/** Packs one after the other in one state, over the borders of rows. */
function runsOf(rows: readonly Word[]): readonly Run[] {
  const found: { first: number; last: number; state: BitmapState }[] = []
  for (const { word, runs } of rows) {
    let first = word * perRow
    for (const { count, state } of runs) {
      const before = found.at(-1)
      if (before?.state === state && before.last === first - 1) before.last += count
      else found.push({ first, last: first + count - 1, state })
      first += count
    }
  }
  return found
}
