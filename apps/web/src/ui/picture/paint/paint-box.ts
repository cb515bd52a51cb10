import type { Brush } from './paint-element.ts'

type Box = Pick<DOMRect, 'left' | 'top' | 'width' | 'height'>

const sides = ['Top', 'Right', 'Bottom', 'Left'] as const
const clear = /^(transparent|rgba\(.*, 0\))$/

/** Paints background and border of a box. */
export function paintBox(brush: Brush, box: Box, style: CSSStyleDeclaration): void {
  if (!clear.test(style.backgroundColor)) {
    brush.fillStyle = style.backgroundColor
    outline(brush, box, style)
    brush.fill()
  }
  const borders = sides.map((side) => ({
    width: style[`border${side}Style`] === 'none' ? 0 : Number.parseFloat(style[`border${side}Width`]),
    colour: style[`border${side}Color`],
    isDashed: style[`border${side}Style`] === 'dashed',
  }))
  const [top, right, bottom, left] = borders
  if (!top || !right || !bottom || !left) return
  const isEven = borders.every(({ width, colour }) => width === top.width && colour === top.colour)
  if (isEven && top.width > 0 && !clear.test(top.colour)) {
    brush.strokeStyle = top.colour
    brush.lineWidth = top.width
    brush.setLineDash(top.isDashed ? [4, 3] : [])
    const half = top.width / 2
    const inner = {
      left: box.left + half,
      top: box.top + half,
      width: box.width - 2 * half,
      height: box.height - 2 * half,
    }
    outline(brush, inner, style)
    brush.stroke()
    brush.setLineDash([])
  } else if (!isEven) {
    const edges = [
      [top, box.left, box.top, box.width, top.width],
      [right, box.left + box.width - right.width, box.top, right.width, box.height],
      [bottom, box.left, box.top + box.height - bottom.width, box.width, bottom.width],
      [left, box.left, box.top, left.width, box.height],
    ] as const
    for (const [{ colour }, x, y, width, height] of edges) {
      brush.fillStyle = colour
      brush.fillRect(x, y, width, height)
    }
  }
}

/** Paints what a style sheet puts before or after an element, where it says a place for it. */
export function paintPseudo(brush: Brush, element: Element, which: '::before' | '::after'): void {
  const style = getComputedStyle(element, which)
  if (style.content === 'none' || style.position !== 'absolute' || style.display === 'none') return
  const around = element.getBoundingClientRect()
  const length = (text: string): number => Number.parseFloat(text) || 0
  paintBox(
    brush,
    {
      left: around.left + element.clientLeft + length(style.left),
      top: around.top + element.clientTop + length(style.top),
      width: length(style.width) + (style.boxSizing === 'border-box' ? 0 : length(style.borderLeftWidth)),
      height: length(style.height),
    },
    style,
  )
}

/** Lets nothing be painted outside of a box any more. */
export function clipTo(brush: Brush, box: Box, style: CSSStyleDeclaration): void {
  outline(brush, box, style)
  brush.clip()
}

function outline(brush: Brush, { left, top, width, height }: Box, style: CSSStyleDeclaration): void {
  const radius = Number.parseFloat(style.borderTopLeftRadius) || 0
  const share = style.borderTopLeftRadius.endsWith('%') ? (radius / 100) * Math.min(width, height) : radius
  brush.beginPath()
  brush.roundRect(left, top, width, height, Math.max(0, Math.min(share, width / 2, height / 2)))
}
