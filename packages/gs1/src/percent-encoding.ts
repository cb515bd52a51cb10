import { accept, type Result, refuse } from './result.ts'

/**
 * Undoes percent-encoding of one ASCII character at a time, which is all that GS1's character sets need.
 *
 * @param position where `text` starts in what was read, for the fault `URI_ENCODING`
 */
export function percentDecode(text: string, position = 0): Result<string> {
  let decoded = ''
  for (let index = 0; index < text.length; index++) {
    const character = text.charAt(index)
    if (character !== '%') {
      decoded += character
      continue
    }
    const hexadecimal = text.slice(index + 1, index + 3)
    const code = /^[0-9A-Fa-f]{2}$/.test(hexadecimal) ? Number.parseInt(hexadecimal, 16) : 0x80
    if (code >= 0x80) {
      return refuse('URI_ENCODING', 'two hexadecimal digits of an ASCII character follow %', position + index)
    }
    decoded += String.fromCharCode(code)
    index += 2
  }
  return accept(decoded)
}

/** Percent-encodes each ASCII character that `plain` doesn't match. */
export function percentEncode(text: string, plain: RegExp): string {
  return Array.from(text, (character) =>
    plain.test(character) ? character : `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  ).join('')
}
