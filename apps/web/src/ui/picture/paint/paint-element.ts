import { clipTo, paintBox, paintPseudo } from './paint-box.ts'
import { paintSvg } from './paint-svg.ts'
import { paintText } from './paint-text.ts'

export type Brush = CanvasRenderingContext2D

/** Paints an element and all in it where it is in the window. */
export function paintElement(brush: Brush, element: Element): void {
  const style = getComputedStyle(element)
  const box = element.getBoundingClientRect()
  if (style.display === 'none' || element.hasAttribute('data-not-in-picture')) return
  // What is there for screen readers alone.
  if (style.overflow === 'hidden' && box.width <= 1 && box.height <= 1) return
  brush.save()
  brush.globalAlpha *= Number(style.opacity)
  const isSeen = style.visibility === 'visible'
  if (isSeen) paintBox(brush, box, style)
  if (style.overflow === 'hidden' && style.display !== 'inline') clipTo(brush, box, style)
  for (const which of ['::before', '::after'] as const) paintPseudo(brush, element, which)
  if (element instanceof HTMLCanvasElement) {
    brush.drawImage(element, box.left, box.top, box.width, box.height)
  } else if (element instanceof SVGSVGElement) {
    paintSvg(brush, element)
  } else {
    for (const child of element.childNodes) {
      if (child instanceof Element) paintElement(brush, child)
      else if (child instanceof Text && isSeen) paintText(brush, child, style, scaleOf(element, box))
    }
  }
  brush.restore()
}

/** How much larger an element is seen than it is laid out, by transforms around it. */
function scaleOf(element: Element, box: DOMRect): number {
  const laidOut = element instanceof HTMLElement ? element.offsetWidth : 0
  // Widths are rounded: a hair is no scale.
  const scale = laidOut > 0 ? box.width / laidOut : 1
  return Math.abs(scale - 1) < 0.02 ? 1 : scale
}
