import { FNC1 } from '@theriac/gs1'
import { code128, type DrawingContext, datamatrix, type RenderOptions } from 'bwip-js/browser'

/** A symbol in modules: dark areas as the path of an SVG, without quiet zone. */
export interface SymbolDrawing {
  readonly width: number
  readonly height: number
  readonly path: string
  /** Modules that stay white around it. */
  readonly quiet: { readonly x: number; readonly y: number }
}

/** Height of bars in modules: shown as high as its place is. */
const barHeight = 60

/**
 * A GS1 DataMatrix.
 *
 * @param elements - as they are encoded: FNC1 as GS between elements, none in front
 */
export const drawDataMatrix = (elements: string): SymbolDrawing =>
  datamatrix(optionsOf(elements), drawingOf({ moduleSize: 2, quiet: { x: 2, y: 2 } }))

/** A GS1-128, the bars alone: what it says stands beside it. */
export const drawGs1128 = (elements: string): SymbolDrawing =>
  code128(optionsOf(elements), drawingOf({ moduleSize: 1, quiet: { x: 10, y: 0 } }))

/** FNC1 in front makes a symbol a GS1 one. No character of GS1's set is `^`. */
const optionsOf = (elements: string): RenderOptions => ({
  bcid: '',
  text: `^FNC1${elements.replaceAll(FNC1, '^FNC1')}`,
  parsefnc: true,
  scale: 1,
})

/** Takes the strokes and areas of a symbol down as one path. */
function drawingOf(of: {
  readonly moduleSize: number
  readonly quiet: SymbolDrawing['quiet']
}): DrawingContext<SymbolDrawing> {
  const { moduleSize, quiet } = of
  let [width, height] = [0, 0]
  const parts: string[] = []
  const isBars = moduleSize === 1
  return {
    scale: () => null,
    measure: () => ({ width: 0, ascent: 0, descent: 0 }),
    init(w, h) {
      width = w / moduleSize
      height = isBars ? barHeight : h / moduleSize
    },
    // A bar is a stroke whose middle is given rounded up.
    line(x, _y, _x, _to, stroke) {
      parts.push(`M${x - Math.ceil(stroke / 2)} 0h${stroke}v${barHeight}h${-stroke}z`)
    },
    polygon(points) {
      parts.push(`M${points.map(([x, y]) => `${x / moduleSize} ${y / moduleSize}`).join('L')}z`)
    },
    hexagon() {},
    ellipse() {},
    fill() {},
    text() {},
    end: () => ({ width, height, path: parts.join(''), quiet }),
  }
}
