import { FNC1 } from '@theriac/gs1'

/** Nobody types as fast as a scanner: milliseconds between two of its characters at most. */
const mostBetweenMs = 45
/** A scanner without a cable, or a machine under load, may pause within a code: here and there, and no longer than this. */
const mostPauseMs = 1_000
/** Share of the characters of a code that come as fast as a scanner's; of what a person types, hardly one does. */
const leastFast = 0.75
/** The shortest code is a GTIN-8. */
const leastLength = 8

/** A key as far as it matters here. */
export interface Key {
  readonly key: string
  readonly ctrlKey: boolean
  readonly timeStamp: number
  /** A key that is held down comes as fast as a scanner, but says that it is repeated. */
  readonly repeat?: boolean
}

interface Character<S> {
  readonly text: string
  readonly at: number
  readonly before: S
}

/**
 * Tells a scanner that types like a keyboard from a person: its characters come faster than anybody's and end with Enter.
 * FNC1 comes as the group separator, or as Ctrl+] where the scanner is set up so.
 *
 * @param take - told of each code, and what `look` gave before its first character
 * @param look - called at each key that may begin a code
 * @returns takes each key that is pressed, and says whether it ended a code
 */
export function createWedge<S = undefined>(
  take: (text: string, before: S) => void,
  look: () => S = () => undefined as S,
): (key: Key) => boolean {
  let characters: Character<S>[] = []
  return ({ key, ctrlKey, timeStamp, repeat = false }) => {
    const last = characters.at(-1)
    const pause = last === undefined ? Number.POSITIVE_INFINITY : timeStamp - last.at
    // No code has a tab in it: that is a person, or a program that fills in a form.
    if (pause > mostPauseMs || repeat || key === 'Tab') characters = []
    // One by itself was typed by somebody.
    if (pause > mostBetweenMs && characters.length === 1 && key !== 'Enter') characters = []
    if (key === 'Enter') {
      const code = codeIn(characters, timeStamp)
      characters = []
      const [first] = code
      if (first === undefined || code.length < leastLength) return false
      take(code.map(({ text }) => text).join(''), first.before)
      return true
    }
    const text = isSeparator(key, ctrlKey) ? FNC1 : key
    // Shift and its like come between characters and say nothing.
    if (text.length === 1 && !repeat) {
      const before = last === undefined || pause > mostBetweenMs ? look() : last.before
      characters.push({ text, at: timeStamp, before })
    }
    return false
  }
}

/** What came as fast as a scanner up to a time, without what somebody had typed right before it. */
function codeIn<S>(characters: readonly Character<S>[], until: number): readonly Character<S>[] {
  const isFast = ({ at }: Character<S>, place: number): boolean =>
    (characters[place + 1]?.at ?? until) - at <= mostBetweenMs
  const first = characters.findIndex(isFast)
  const fast = characters.filter(isFast).length
  return first >= 0 && fast / (characters.length - first) >= leastFast ? characters.slice(first) : []
}

const isSeparator = (key: string, ctrlKey: boolean): boolean => key === FNC1 || (ctrlKey && key === ']')
