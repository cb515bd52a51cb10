import bwipjs from 'bwip-js'

/** A GS1 DataMatrix as a PNG. `elements` are written with brackets: `(01)…(21)…`. */
export function dataMatrixPng(elements: string): Promise<Buffer> {
  return bwipjs.toBuffer({ ...symbol(elements), scale: 6, padding: 12, backgroundcolor: 'ffffff' })
}

const symbol = (text: string) => ({ bcid: 'gs1datamatrix', text })
const width = 640
const height = 480
const frames = 10

/** The same before a camera: a film in YUV4MPEG2, as Chromium takes it for the picture of its fake device. */
export function dataMatrixFilm(elements: string): Buffer {
  const [drawn] = bwipjs.raw(symbol(elements))
  if (drawn === undefined || !('pixs' in drawn)) throw new Error('no symbol was drawn')
  const { pixs, pixx, pixy } = drawn
  const scale = Math.floor((height * 0.7) / pixy)
  const [left, top] = [Math.floor((width - pixx * scale) / 2), Math.floor((height - pixy * scale) / 2)]
  const white = 235
  const luma = Buffer.alloc(width * height, white)
  for (let y = 0; y < pixy * scale; y += 1) {
    for (let x = 0; x < pixx * scale; x += 1) {
      const isDark = pixs[Math.floor(y / scale) * pixx + Math.floor(x / scale)] === 1
      if (isDark) luma[(top + y) * width + left + x] = 16
    }
  }
  const frame = Buffer.concat([Buffer.from('FRAME\n'), luma, Buffer.alloc((width * height) / 2, 128)])
  const head = Buffer.from(`YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420\n`)
  return Buffer.concat([head, ...Array.from({ length: frames }, () => frame)])
}
