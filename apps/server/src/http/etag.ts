import { createHash } from 'node:crypto'

/** Strong entity tag of an answer's text (RFC 9110, 8.8.3). */
export function etagOf(text: string): string {
  return `"${createHash('sha1').update(text).digest('base64url')}"`
}
