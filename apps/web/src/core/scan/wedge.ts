import { FNC1 } from '@theriac/gs1'

/** Nobody types as fast as a scanner: milliseconds between two of its characters at most. */
const mostBetweenMs = 45
/** Shorter than any code. */
const leastLength = 6

/** A key as far as it matters here. */
export interface Key {
  readonly key: string
  readonly ctrlKey: boolean
  readonly timeStamp: number
}

/**
 * Tells a scanner that types like a keyboard from a person: its characters come faster than anybody's and end with Enter.
 * FNC1 comes as the group separator, or as Ctrl+] where the scanner is set up so.
 *
 * @param take - told of each code
 * @returns takes each key that is pressed, and says whether it ended a code
 */
export function createWedge(take: (text: string) => void): (key: Key) => boolean {
  let text = ''
  let last = 0
  return ({ key, ctrlKey, timeStamp }) => {
    if (timeStamp - last > mostBetweenMs) text = ''
    if (key === 'Enter') {
      const code = text
      text = ''
      if (code.length < leastLength) return false
      take(code)
      return true
    }
    const character = isSeparator(key, ctrlKey) ? FNC1 : key
    // Shift and its like come between characters and say nothing.
    if (character.length === 1) {
      text += character
      last = timeStamp
    }
    return false
  }
}

const isSeparator = (key: string, ctrlKey: boolean): boolean => key === FNC1 || (ctrlKey && key === ']')
