import { saveFile } from '../../../ui/save-file.ts'
import type { SymbolDrawing } from './draw-symbol.ts'

/** Pixels of a module in a picture. */
const scale = 8

/** Saves a symbol with its quiet zone as a vector picture. */
export function saveSvg(name: string, { width, height, path, quiet }: SymbolDrawing): void {
  const box = [-quiet.x, -quiet.y, width + 2 * quiet.x, height + 2 * quiet.y]
  const [x, y, w, h] = box
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${box.join(' ')}" shape-rendering="crispEdges">` +
    `<rect x="${x}" y="${y}" width="${w}" height="${h}" fill="#fff"/><path d="${path}" fill="#000" fill-rule="evenodd"/></svg>`
  saveFile(`${name}.svg`, new Blob([svg], { type: 'image/svg+xml' }))
}

/** Saves a symbol with its quiet zone as pixels. */
export async function savePng(name: string, { width, height, path, quiet }: SymbolDrawing): Promise<void> {
  const canvas = document.createElement('canvas')
  canvas.width = (width + 2 * quiet.x) * scale
  canvas.height = (height + 2 * quiet.y) * scale
  const context = canvas.getContext('2d')
  if (context === null) throw new Error('this browser draws no pictures')
  context.fillStyle = '#fff'
  context.fillRect(0, 0, canvas.width, canvas.height)
  context.scale(scale, scale)
  context.translate(quiet.x, quiet.y)
  context.fillStyle = '#000'
  context.fill(new Path2D(path), 'evenodd')
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'))
  if (blob === null) throw new Error('this browser makes no pictures')
  saveFile(`${name}.png`, blob)
}
