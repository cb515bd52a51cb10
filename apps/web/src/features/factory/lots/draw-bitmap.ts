import type { UnitState } from '@theriac/api'
import { inkOf } from '../../../ui/chart/palette.ts'
import { stateColours } from '../../../ui/chart/state-colours.ts'

/** Units of a row: what the ledger keeps in one word. */
export const perRow = 256

export type BitmapState = UnitState | 'none'

/** The states of 256 units one after the other. */
export interface Word {
  readonly word: number
  readonly runs: readonly { readonly count: number; readonly state: BitmapState }[]
}

/** State of a unit of a row. */
export function stateAt({ runs }: Word, column: number): BitmapState {
  let end = 0
  for (const { count, state } of runs) {
    end += count
    if (column < end) return state
  }
  return 'none'
}

interface Look {
  /** Of the picture, in CSS pixels. */
  readonly width: number
  readonly rowHeight: number
  readonly isDark: boolean
  /** The cell that has a frame around it. */
  readonly cell: number
}

/** Draws rows of units in the pixels of the screen; with gaps between cells where there is room for them. */
export function drawBitmap(canvas: HTMLCanvasElement, rows: readonly Word[], look: Look): void {
  const { width, rowHeight, isDark, cell } = look
  const scale = window.devicePixelRatio
  canvas.width = Math.round(width * scale)
  canvas.height = Math.round(rows.length * rowHeight * scale)
  const brush = canvas.getContext('2d')
  if (brush === null) return
  brush.scale(scale, scale)
  const cellWidth = width / perRow
  const gap = cellWidth >= 3 ? 0.75 : 0
  const { line, text } = inkOf(isDark)
  rows.forEach(({ runs }, row) => {
    let column = 0
    for (const { count, state } of runs) {
      brush.fillStyle = state === 'none' ? line : stateColours[state]
      for (const end = column + count; column < end; column += 1) {
        brush.fillRect(column * cellWidth, row * rowHeight, cellWidth - gap, rowHeight - (rowHeight >= 4 ? 1 : 0))
      }
    }
  })
  brush.strokeStyle = text
  brush.lineWidth = 1.5
  brush.strokeRect((cell % perRow) * cellWidth - 0.5, Math.floor(cell / perRow) * rowHeight, cellWidth + 0.5, rowHeight)
}
