import type { SymbolDrawing } from './draw-symbol.ts'

/** A symbol with its quiet zone, black on white whatever is around it. */
export function SymbolImage(props: {
  readonly drawing: SymbolDrawing
  /** What it says, for who cannot see it. */
  readonly label: string
  /** Millimetres of a module; as wide as its place unless given. */
  readonly moduleMm?: number
  /** Millimetres of the bars of a symbol that has no height of its own. */
  readonly heightMm?: number
}) {
  const { drawing, label, moduleMm, heightMm } = props
  const { width, height, path, quiet } = drawing
  const [w, h] = [width + 2 * quiet.x, height + 2 * quiet.y]
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`${-quiet.x} ${-quiet.y} ${w} ${h}`}
      width={moduleMm === undefined ? '100%' : `${w * moduleMm}mm`}
      height={heightMm !== undefined ? `${heightMm}mm` : moduleMm === undefined ? undefined : `${h * moduleMm}mm`}
      preserveAspectRatio={heightMm === undefined ? 'xMidYMid meet' : 'none'}
      shapeRendering="crispEdges"
    >
      <rect x={-quiet.x} y={-quiet.y} width={w} height={h} fill="#fff" />
      <path d={path} fill="#000" fillRule="evenodd" />
    </svg>
  )
}
