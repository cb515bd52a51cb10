import { APPLICATION_IDENTIFIERS, applicationIdentifierAt } from '../ai/application-identifiers.ts'
import { checkValue } from '../ai/elements.ts'
import { CHARACTER_SET_82 } from '../character-set.ts'
import { type DateReference, parseGs1Date, yearOf } from '../dates.ts'
import { FNC1 } from '../element-string.ts'

/** How readers and terminals show FNC1 when they don't send the character GS itself. */
const SUBSTITUTES = /<GS>|\{GS\}|\[GS\]|<FNC1>|\{FNC1\}|\^FNC1|\\x1[dD]|\\u001[dD]|\\F|\^\]|%1[dD]/g
/** Whatever no element can contain stands for FNC1 as well: an arrow, a bar, a control picture, a blank. */
const FOREIGN = new RegExp(`[^${FNC1}${CHARACTER_SET_82.replaceAll(/[\]\\^-]/g, '\\$&')}]`, 'gu')
const SYMBOLOGY = /^\](?:C1|e0|d2|d1|Q3|J1)/

/** The text with what stands for FNC1 turned into it; the symbology identifier keeps its bracket. */
export function restoreSeparators(text: string): string {
  const prefix = SYMBOLOGY.exec(text)?.[0] ?? ''
  return prefix + text.slice(prefix.length).replace(SUBSTITUTES, FNC1).replace(FOREIGN, FNC1)
}

/** What stands on drug packs beside the GTIN; with all 540 AIs almost any text could be cut into something. */
const ON_PACKS = /^(10|11|13|15|16|17|21|240|71[0-7])$/
/** Bounds the search: a text of ones and twos can be cut in very many ways. */
const MOST_STEPS = 4_000
const MOST_FOUND = 64
/** A pack isn't made, nor does it expire, further from now than this. */
const PLAUSIBLE_YEARS = 15

/**
 * All ways to put back lost separators into a raw element string that starts with a GTIN. The fullest come first: with
 * serial, lot and expiry before those with fewer.
 */
export function insertSeparators(text: string, reference: DateReference): readonly string[] {
  const symbology = SYMBOLOGY.exec(text)?.[0] ?? ''
  const prefix = text[symbology.length] === FNC1 ? symbology + FNC1 : symbology
  const body = text.slice(prefix.length)
  if (!/^01[0-9]{14}/.test(body)) return []
  const found: { readonly ais: readonly string[]; readonly text: string }[] = []
  let steps = 0
  const cut = (position: number, ais: readonly string[], written: string): void => {
    if (position === body.length) {
      found.push({ ais, text: prefix + written })
      return
    }
    const identifier = applicationIdentifierAt(body, position)
    if (!identifier || !ON_PACKS.test(identifier.ai) || ais.includes(identifier.ai)) return
    const { ai, fnc1Required, minLength, maxLength } = identifier
    const start = position + ai.length
    const separator = body.indexOf(FNC1, start)
    const limit = Math.min(separator < 0 ? body.length : separator, start + maxLength)
    for (let end = limit; end >= start + minLength; end--) {
      if (++steps > MOST_STEPS || found.length >= MOST_FOUND) return
      const value = body.slice(start, end)
      if (!isPlausible(ai, value, reference)) continue
      const next = body[end] === FNC1 ? end + 1 : end
      const needsSeparator = fnc1Required && next < body.length
      cut(next, [...ais, ai], written + ai + value + (needsSeparator ? FNC1 : ''))
    }
  }
  cut(16, ['01'], body.slice(0, 16))
  const fullness = (ais: readonly string[]) => ['21', '10', '17'].filter((ai) => ais.includes(ai)).length
  const best = Math.max(0, ...found.map(({ ais }) => fullness(ais)))
  return found.filter(({ ais }) => fullness(ais) === best && ais.length > 1).map((entry) => entry.text)
}

function isPlausible(ai: string, value: string, reference: DateReference): boolean {
  const identifier = APPLICATION_IDENTIFIERS.get(ai)
  if (!identifier || !checkValue(identifier, value, yearOf(reference)).ok) return false
  if (!/^1[1-7]$/.test(ai)) return true
  const date = parseGs1Date(value, reference)
  return date.ok && Math.abs(Number(date.value.slice(0, 4)) - yearOf(reference)) <= PLAUSIBLE_YEARS
}
