import type { Format } from '../../../core/i18n/format.ts'

/** A file's size as people say it: `840 B`, `12 kB`, `3.4 MB`. */
export function fileSize(bytes: number, { number }: Format): string {
  if (bytes < 1024) return `${number(bytes)} B`
  if (bytes < 1024 * 1024) return `${number(Math.round(bytes / 1024))} kB`
  return `${number(Math.round((bytes / 1024 / 1024) * 10) / 10)} MB`
}
