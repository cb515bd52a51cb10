import { paintElement } from './paint-element.ts'

/** Around what is painted, in CSS pixels. */
const margin = 24
const headHeight = 56
const footHeight = 30
/** No browser makes a larger canvas on every machine. */
const mostPixels = 8192

/**
 * Paints a part of the page as it is seen, under its title, as a PNG: whatever it is made of, without a service and without a
 * second way of drawing it. What has the attribute `data-not-in-picture` is left out.
 *
 * @param note - what stands below, such as what it is based on
 */
export async function paintPicture(root: HTMLElement, title: string, note = ''): Promise<Blob> {
  await document.fonts.ready
  const { width, height, left, top } = root.getBoundingClientRect()
  const style = getComputedStyle(root)
  const full = { width: width + 2 * margin, height: height + headHeight + margin + (note === '' ? 0 : footHeight) }
  const scale = Math.min(2, mostPixels / Math.max(full.width, full.height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(full.width * scale)
  canvas.height = Math.round(full.height * scale)
  const brush = canvas.getContext('2d')
  if (brush === null) throw new Error('the browser cannot paint')
  brush.scale(scale, scale)
  brush.fillStyle = style.getPropertyValue('--theriac-surface')
  brush.fillRect(0, 0, full.width, full.height)
  brush.textBaseline = 'middle'
  brush.fillStyle = style.getPropertyValue('--mantine-color-text')
  brush.font = `600 16px ${style.fontFamily}`
  brush.fillText(title, margin, headHeight / 2, width)
  brush.fillStyle = style.getPropertyValue('--mantine-color-dimmed')
  brush.font = `400 12px ${style.fontFamily}`
  brush.fillText(note, margin, full.height - footHeight / 2, width)
  // From here on in the coordinates of the window.
  brush.translate(margin - left, headHeight - top)
  paintElement(brush, root)
  return new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) => (blob === null ? reject(new Error('the picture is too large')) : resolve(blob)),
      'image/png',
    )
  })
}
