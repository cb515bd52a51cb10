const DIGITS = '0123456789'
const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
const LOWER = 'abcdefghijklmnopqrstuvwxyz'

/** The 82 characters of type X, in the order of their values (GS1 General Specifications figure 7.11-1). */
export const CHARACTER_SET_82 = `!"%&'()*+,-./${DIGITS}:;<=>?${UPPER}_${LOWER}`

/** The 39 characters of type Y, which component part identifiers use (figure 7.11-2). */
export const CHARACTER_SET_39 = `#-/${DIGITS}${UPPER}`

/** The 64 characters of type Z, base64url without its padding (figure 7.11-3; RFC 4648 section 5). */
export const CHARACTER_SET_64 = `${UPPER}${LOWER}${DIGITS}-_`

/** The type of a component: N digits, X set 82, Y set 39, Z base64url. */
export type CharacterType = 'N' | 'X' | 'Y' | 'Z'

const members: Record<CharacterType, ReadonlySet<string>> = {
  N: new Set(DIGITS),
  X: new Set(CHARACTER_SET_82),
  Y: new Set(CHARACTER_SET_39),
  // base64url may end in padding, which the length of the last group asks for.
  Z: new Set(`${CHARACTER_SET_64}=`),
}

/** Index of the first character of `text` that isn't of `type`, or -1 when all are. */
export function firstForeignCharacter(text: string, type: CharacterType): number {
  for (let index = 0; index < text.length; index++) {
    if (!members[type].has(text.charAt(index))) return index
  }
  return -1
}

/** A character as a person can read it in a message: control characters as their code point. */
export function describeCharacter(character: string): string {
  const code = character.codePointAt(0) ?? 0
  return code > 0x20 && code !== 0x7f ? `"${character}"` : `U+${code.toString(16).toUpperCase().padStart(4, '0')}`
}
