import type { Brush } from './paint-element.ts'
import { paintText } from './paint-text.ts'

/** Paints the shapes of a drawing in the page. */
export function paintSvg(brush: Brush, drawing: SVGSVGElement): void {
  for (const shape of drawing.querySelectorAll<SVGGraphicsElement>('path, circle, rect, line, polyline, text')) {
    // Kept to be used elsewhere, and not seen here.
    if (shape.closest('defs, marker, clipPath') !== null) continue
    const style = getComputedStyle(shape)
    const place = shape.getScreenCTM()
    if (place === null || style.visibility !== 'visible' || style.display === 'none') continue
    if (shape instanceof SVGTextContentElement) {
      for (const text of textsOf(shape)) paintText(brush, text, style, place.a)
    } else if (shape instanceof SVGGeometryElement) {
      brush.save()
      brush.transform(place.a, place.b, place.c, place.d, place.e, place.f)
      paintShape(brush, shape, style)
      brush.restore()
    }
  }
}

function paintShape(brush: Brush, shape: SVGGeometryElement, style: CSSStyleDeclaration): void {
  const path = pathOf(shape)
  if (isColour(style.fill)) {
    brush.fillStyle = style.fill
    brush.fill(path)
  }
  if (isColour(style.stroke) && Number.parseFloat(style.strokeWidth) > 0) {
    brush.strokeStyle = style.stroke
    brush.lineWidth = Number.parseFloat(style.strokeWidth)
    brush.lineCap = style.strokeLinecap as CanvasLineCap
    brush.lineJoin = style.strokeLinejoin as CanvasLineJoin
    brush.setLineDash(style.strokeDasharray.split(/[ ,]+/).flatMap((part) => Number.parseFloat(part) || []))
    brush.stroke(path)
  }
  if (style.markerEnd !== 'none' && style.markerEnd !== '') paintArrow(brush, shape, style.stroke)
}

const isColour = (paint: string): boolean => paint !== '' && paint !== 'none' && !/^url|, 0\)$/.test(paint)

/** The head of an arrow, where a line ends. */
function paintArrow(brush: Brush, line: SVGGeometryElement, colour: string): void {
  const length = line.getTotalLength()
  const [end, before] = [line.getPointAtLength(length), line.getPointAtLength(Math.max(0, length - 1))]
  brush.translate(end.x, end.y)
  brush.rotate(Math.atan2(end.y - before.y, end.x - before.x))
  brush.fillStyle = colour
  brush.setLineDash([])
  brush.beginPath()
  brush.moveTo(1, 0)
  brush.lineTo(-8, 4.5)
  brush.lineTo(-8, -4.5)
  brush.fill()
}

function pathOf(shape: SVGGeometryElement): Path2D {
  if (shape instanceof SVGPathElement) return new Path2D(shape.getAttribute('d') ?? '')
  const path = new Path2D()
  if (shape instanceof SVGCircleElement) {
    path.arc(shape.cx.baseVal.value, shape.cy.baseVal.value, shape.r.baseVal.value, 0, 2 * Math.PI)
  } else if (shape instanceof SVGRectElement) {
    const { x, y, width, height, rx } = shape
    path.roundRect(x.baseVal.value, y.baseVal.value, width.baseVal.value, height.baseVal.value, rx.baseVal.value)
  } else if (shape instanceof SVGLineElement) {
    path.moveTo(shape.x1.baseVal.value, shape.y1.baseVal.value)
    path.lineTo(shape.x2.baseVal.value, shape.y2.baseVal.value)
  } else if (shape instanceof SVGPolylineElement) {
    for (const { x, y } of shape.points) path.lineTo(x, y)
  }
  return path
}

function* textsOf(element: Element): Generator<Text> {
  for (const child of element.childNodes) {
    if (child instanceof Text) yield child
    else if (child instanceof Element) yield* textsOf(child)
  }
}
