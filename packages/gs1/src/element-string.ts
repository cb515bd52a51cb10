import { APPLICATION_IDENTIFIERS, applicationIdentifierAt } from './ai/application-identifiers.ts'
import { type AiElement, checkValue } from './ai/elements.ts'
import { type DateReference, yearOf } from './dates.ts'
import { accept, type Result, refuse } from './result.ts'
import { type ScanSummary, summarise } from './summary.ts'

/** FNC1 as readers transmit it between elements: the ASCII group separator. */
export const FNC1 = '\u001d'

/** The longest text a symbol can carry: 7089 digits, in a QR code. Longer texts are refused unread. */
export const LONGEST_SCAN = 7089

/** AIM symbology identifiers in front of GS1 data, as readers transmit them (General Specifications 5.1.2 and 7.8.1). */
const SYMBOLOGIES = {
  ']C1': 'GS1-128',
  ']e0': 'GS1 DataBar',
  ']d2': 'GS1 DataMatrix',
  ']d1': 'DataMatrix',
  ']Q3': 'GS1 QR Code',
  ']J1': 'GS1 DotCode',
} as const

export type Symbology = (typeof SYMBOLOGIES)[keyof typeof SYMBOLOGIES]

/** A read element string. */
export interface ElementString {
  readonly form: 'raw' | 'bracketed'
  /** Which symbol carried it, when the reader said so. */
  readonly symbology?: Symbology
  /** In the order of the scan. */
  readonly elements: readonly AiElement[]
  readonly summary: ScanSummary
}

interface Found {
  readonly element: AiElement
  /** Position of the AI, and of what follows the element. */
  readonly start: number
  readonly end: number
}

/**
 * Reads GS1 elements as a reader sends them (FNC1 as GS, after a symbology identifier or none) or as they are printed
 * beside a symbol, `(01)…(21)…`. White space around the whole is ignored, and around each printed element. Within a
 * printed value an opening bracket that could be taken for the next AI is written `\(`.
 *
 * @param scan any text at all
 * @param reference the year or day that two-digit years are read against
 * @returns the elements and their summary, or the first fault with position and AI; never throws. Which elements need
 *   one another is the business of `checkPairings`.
 */
export function parseElementString(scan: string, reference: DateReference): Result<ElementString> {
  if (scan.length > LONGEST_SCAN) return refuse('TOO_LONG', `a scan has at most ${LONGEST_SCAN} characters`)
  const end = scan.trimEnd().length
  let position = scan.length - scan.trimStart().length
  const symbology = symbologyAt(scan, position)
  if (symbology) position += 3
  while (position < end && (scan[position] === FNC1 || scan[position] === ' ')) position++
  if (position >= end) return refuse('EMPTY', 'the scan is empty', Math.min(position, scan.length))
  const bracketed = scan[position] === '('
  const next = bracketed ? nextBracketed : nextRaw
  const text = scan.slice(0, end)
  const elements: AiElement[] = []
  while (position < end) {
    const found = next(text, position, yearOf(reference))
    if (!found.ok) return found
    const { element, start } = found.value
    const earlier = elements.find(({ ai }) => ai === element.ai)
    if (!earlier) elements.push(element)
    else if (earlier.value !== element.value) {
      return refuse('AI_REPEATED', `AI ${element.ai} comes twice with different values`, start, element.ai)
    }
    position = found.value.end
  }
  return accept({
    form: bracketed ? 'bracketed' : 'raw',
    ...(symbology ? { symbology } : {}),
    elements,
    summary: summarise(elements, reference),
  })
}

function symbologyAt(scan: string, position: number): Symbology | undefined {
  const prefix = scan.slice(position, position + 3)
  return Object.hasOwn(SYMBOLOGIES, prefix) ? SYMBOLOGIES[prefix as keyof typeof SYMBOLOGIES] : undefined
}

function nextRaw(text: string, start: number, referenceYear: number): Result<Found> {
  const identifier = applicationIdentifierAt(text, start)
  if (!identifier) {
    return refuse('AI_UNKNOWN', 'no application identifier starts here', start)
  }
  const valueStart = start + identifier.ai.length
  const separator = text.indexOf(FNC1, valueStart)
  const limit = separator < 0 ? text.length : separator
  // Values of pre-defined length need no separator, though one may follow; all others reach to the next one.
  const valueEnd = identifier.fnc1Required ? limit : Math.min(limit, valueStart + identifier.maxLength)
  const element = checkValue(identifier, text.slice(valueStart, valueEnd), referenceYear, valueStart)
  if (!element.ok) return element
  return accept({ element: element.value, start, end: text[valueEnd] === FNC1 ? valueEnd + 1 : valueEnd })
}

const BRACKETED_AI = /\(\s*([0-9]{2,4})\s*\)\s*/y

function nextBracketed(text: string, start: number, referenceYear: number): Result<Found> {
  BRACKETED_AI.lastIndex = start
  const match = BRACKETED_AI.exec(text)
  const identifier = APPLICATION_IDENTIFIERS.get(match?.[1] ?? '')
  if (!match || !identifier) {
    return refuse('AI_UNKNOWN', 'an application identifier in brackets should stand here', start, match?.[1])
  }
  const valueStart = start + match[0].length
  let end = valueStart
  while (end < text.length && !opensElement(text, end)) end += text.startsWith('\\(', end) ? 2 : 1
  const value = text.slice(valueStart, end).replaceAll('\\(', '(').trimEnd()
  const element = checkValue(identifier, value, referenceYear, valueStart)
  return element.ok ? accept({ element: element.value, start, end }) : element
}

/** Brackets belong to set 82, so only one around a known AI begins an element. */
function opensElement(text: string, position: number): boolean {
  if (text[position] !== '(') return false
  BRACKETED_AI.lastIndex = position
  return APPLICATION_IDENTIFIERS.has(BRACKETED_AI.exec(text)?.[1] ?? '')
}

/** Checks elements given by a program, as when they had been scanned. */
export function checkElements(elements: readonly AiElement[], reference: DateReference): Result<readonly AiElement[]> {
  const seen = new Set<string>()
  for (const { ai, value } of elements) {
    const identifier = APPLICATION_IDENTIFIERS.get(ai)
    if (!identifier) return refuse('AI_UNKNOWN', `there is no AI ${ai}`, 0, ai)
    if (seen.has(ai)) return refuse('AI_REPEATED', `AI ${ai} comes twice`, 0, ai)
    seen.add(ai)
    const checked = checkValue(identifier, value, yearOf(reference))
    if (!checked.ok) return checked
  }
  return accept(elements)
}

/**
 * Writes elements as they are encoded (`raw`: FNC1 as GS between elements, none in front) or printed (`bracketed`).
 * The caller's order is kept; elements of pre-defined length first make the shortest symbol.
 *
 * @returns the text, or the fault of the first element that breaks its AI
 */
export function formatElementString(
  elements: readonly AiElement[],
  form: 'raw' | 'bracketed',
  reference: DateReference,
): Result<string> {
  if (elements.length === 0) return refuse('EMPTY', 'there are no elements')
  const checked = checkElements(elements, reference)
  if (!checked.ok) return checked
  const last = elements.length - 1
  const parts = elements.map(({ ai, value }, index) => {
    if (form === 'bracketed') return `(${ai})${value.replaceAll('(', '\\(')}`
    return ai + value + (index < last && APPLICATION_IDENTIFIERS.get(ai)?.fnc1Required ? FNC1 : '')
  })
  return accept(parts.join(''))
}
