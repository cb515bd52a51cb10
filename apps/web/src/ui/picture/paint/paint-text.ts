import type { Brush } from './paint-element.ts'

/** Paints the lines of a text where the browser has broken them. */
export function paintText(brush: Brush, text: Text, style: CSSStyleDeclaration, scale: number): void {
  if (text.data.trim() === '') return
  const size = Number.parseFloat(style.fontSize) * scale
  brush.font = `${style.fontStyle} ${style.fontWeight} ${size}px ${style.fontFamily}`
  brush.fillStyle = text.parentElement instanceof SVGElement ? style.fill : style.color
  brush.textBaseline = 'alphabetic'
  for (const { words, box } of linesOf(text)) {
    const { fontBoundingBoxAscent: up, fontBoundingBoxDescent: down } = brush.measureText(words)
    brush.fillText(words, box.left, box.top + (box.height - up - down) / 2 + up)
  }
}

interface Line {
  words: string
  readonly box: DOMRect
}

function linesOf(text: Text): readonly Line[] {
  const range = document.createRange()
  const lines: Line[] = []
  let at = 0
  for (const character of text.data) {
    range.setStart(text, at)
    at += character.length
    range.setEnd(text, at)
    const box = range.getBoundingClientRect()
    if (box.width === 0) continue
    const last = lines.at(-1)
    // The next line begins further down.
    if (last !== undefined && box.top < last.box.top + last.box.height / 2) last.words += character
    else lines.push({ words: character, box })
  }
  return lines
}
